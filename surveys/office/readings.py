"""One unit's period from the roll-ups: answers by day, by service and by way in, in a single statement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection

from surveys.figures import Rules, Tally
from surveys.periods import Span

# Which of day, service and way in a row was not grouped by, as Postgres numbers grouping sets.
BY_DAY, BY_SERVICE, BY_WAY = 3, 5, 6
READ = """
    SELECT grouping(day, service_id, channel), day, service_id, channel, version_id,
        sum(count)::bigint, sum(score_sum)::bigint, sum(score_squares)::bigint
    FROM surveys_dailyrollup
    WHERE unit_id = %s AND day BETWEEN %s AND %s AND version_id = ANY(%s)
    GROUP BY GROUPING SETS ((day), (service_id, version_id), (channel))
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts and sums of one unit and period; days, services and ways in without answers are absent."""

    days: dict[date, int]
    services: dict[int | None, Tally]
    ways: dict[str, int]

    @property
    def count(self) -> int:
        """All answers that count."""
        return sum(self.days.values())


def read(*, unit_id: int, span: Span, rules: Rules) -> Reading:
    """Read a period of one unit; one statement, over at most a row a day, service and way in."""
    days: dict[date, int] = {}
    ways: dict[str, int] = {}
    services: defaultdict[int | None, Tally] = defaultdict(Tally)
    with connection.cursor() as cursor:
        cursor.execute(READ, [unit_id, span.first, span.last, list(rules.versions)])
        for grouping, day, service, way, version, count, score_sum, squares in cursor.fetchall():
            if not count:
                continue
            if grouping == BY_DAY:
                days[day] = count
            elif grouping == BY_WAY:
                ways[way] = count
            else:
                services[service].add(version, count, score_sum, squares)
    return Reading(days, dict(services), ways)
