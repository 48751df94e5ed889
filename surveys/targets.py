"""How many answers a unit's survey should have in a period, and who said how many people it serves."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from surveys.models import PeriodKind, Population, SurveyRule
from surveys.periods import MONTHS, Span


@dataclass(frozen=True, slots=True)
class Target:
    """The target of one unit and period, formed from the unit's own population or from those of its services.

    `sample_size` is what Krejcie and Morgan ask for; `count` is what is aimed at, never less.
    """

    users: int
    sample_size: int
    count: int
    rows: tuple[Population, ...]
    """What it was formed from, each with source, who entered it and when."""

    @property
    def sources(self) -> str:
        """Where the numbers come from, each named once."""
        return "; ".join(dict.fromkeys(row.source for row in self.rows))

    @property
    def entered_by(self) -> str:
        """The name of whoever entered last; empty when it was not a person's account."""
        latest = max(self.rows, key=lambda row: row.entered_at)
        return latest.entered_by.name if latest.entered_by else ""

    @property
    def entered_at(self) -> datetime:
        """When the last of the numbers was entered."""
        return max(row.entered_at for row in self.rows)

    @property
    def reasons(self) -> str:
        """Why the target is higher than the formula's, where it is."""
        return "; ".join(dict.fromkeys(row.reason for row in self.rows if row.reason))


def target_of(*, unit_ids: Collection[int], span: Span) -> dict[int, Target]:
    """The targets of those units that have a population in a period; one query.

    A number stated for the whole unit goes before those of its services; services have their own samples, which add up.
    """
    found: defaultdict[int, list[Population]] = defaultdict(list)
    rows = Population.objects.filter(unit__in=unit_ids, period__code=span.code)
    for row in rows.select_related("service", "entered_by").order_by("unit", "service__name", "pk"):
        found[row.unit_id].append(row)
    return {unit_id: _target(listed) for unit_id, listed in found.items()}


def _target(rows: list[Population]) -> Target:
    whole = [row for row in rows if row.service_id is None]
    counted = whole or rows
    return Target(
        users=sum(row.users for row in counted),
        sample_size=sum(row.sample_size for row in counted),
        count=sum(row.target for row in counted),
        rows=tuple(counted),
    )


def period_kind_on(day: date) -> PeriodKind:
    """For what kind of period the city sets targets and publishes, by the rule in force on a day; one query."""
    kind = SurveyRule.objects.in_force(day).values_list("period_kind", flat=True).first()
    return PeriodKind(kind or PeriodKind.QUARTER)


def span_around(day: date, kind: PeriodKind) -> Span:
    """The period of a kind that a day lies in."""
    return Span(day.year, kind, (day.month - 1) // MONTHS[kind] + 1)
