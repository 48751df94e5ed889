"""What units' answers of a stretch of months add up to now, read for many units with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count

from surveys.models import RespondentField, Response, SetAside
from surveys.publications.sums import Sums

CELLS = """
    SELECT unit_id, date_trunc('month', day::timestamp)::date, service_id, channel, version_id,
        sum(count)::bigint, {sums}, {histogram}, sum(score_sum)::bigint, sum(score_squares)::bigint
    FROM surveys_dailyrollup
    WHERE unit_id = ANY(%s) AND day BETWEEN %s AND %s AND version_id = ANY(%s)
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(count) <> 0 ORDER BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """The answers of one unit, month, service, way in and version."""

    month: date
    service_id: int | None
    channel: str
    keys: tuple[str, ...]
    count: int
    sums: tuple[int, ...]
    histogram: tuple[int, ...]
    score_sum: int
    score_squares: int


def cells_of(
    *, unit_ids: Collection[int], first: date, last: date, versions: Mapping[int, tuple[str, ...]]
) -> dict[int, list[Cell]]:
    """The cells of units in the whole months from `first` to `last`; one query."""
    found: dict[int, list[Cell]] = {unit_id: [] for unit_id in unit_ids}
    longest = max((len(keys) for keys in versions.values()), default=1)
    statement = CELLS.format(sums=_summed("sums", longest), histogram=_summed("histogram", 4 * longest))
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(unit_ids), first, last, list(versions)])
        for unit_id, month, service, channel, version, count, sums, histogram, total, squares in cursor.fetchall():
            keys = versions[version]
            mine = tuple(sums[: len(keys)]), tuple(histogram[: 4 * len(keys)])
            found[unit_id].append(Cell(month, service, channel, keys, count, *mine, total, squares))
    return found


def _summed(column: str, length: int) -> str:
    """The places of an array column summed one by one: faster than unnesting each row."""
    return "ARRAY[" + ", ".join(f"coalesce(sum({column}[{place}]), 0)::bigint" for place in range(1, length + 1)) + "]"


def sums_of_cells(cells: Iterable[Cell]) -> Sums:
    """The cells added up."""
    whole = Sums()
    for cell in cells:
        whole.add_scores(len(cell.keys), cell.count, cell.score_sum, cell.score_squares)
        for place, key in enumerate(cell.keys):
            whole.add_element(key, cell.sums[place], cell.histogram[4 * place : 4 * place + 4])
    return whole


def scores_of_cells(cells: Iterable[Cell]) -> Sums:
    """The cells' own scores added up, without their elements."""
    whole = Sums()
    for cell in cells:
        whole.add_scores(len(cell.keys), cell.count, cell.score_sum, cell.score_squares)
    return whole


def set_aside_counts(*, unit_ids: Collection[int], first: date, last: date) -> dict[int, int]:
    """How many answers of each unit were set aside; one query."""
    rows = SetAside.objects.in_force().suspected().filter(unit__in=unit_ids, day__range=(first, last)).values("unit")
    return dict(rows.annotate(many=Count("pk")).order_by("unit").values_list("unit", "many"))


def respondent_counts(
    *, unit_ids: Collection[int], first: date, last: date, versions: Collection[int]
) -> dict[int, dict[str, dict[str, int]]]:
    """By unit and field, how many chose each option ("" where the field was left open); one query."""
    fields = RespondentField.values
    answers = Response.objects.counted().filter(unit__in=unit_ids, day__range=(first, last), version__in=versions)
    rows = answers.values_list("unit_id", *fields).annotate(many=Count("pk")).order_by("unit_id", *fields)
    found: dict[int, dict[str, dict[str, int]]] = {
        unit_id: {field: defaultdict(int) for field in fields} for unit_id in unit_ids
    }
    for unit_id, *codes, many in rows:
        for field, code in zip(fields, codes, strict=True):
            found[unit_id][field][code] += many
    return found
