"""All units at a glance, for HR and the leadership; a fixed number of queries whatever the city's size."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum

from pembinaan.base.dates import city_day
from people.models import Unit, UnitQuerySet
from surveys.complaints.queries import ComplaintCounts, complaint_counts_by_unit
from surveys.figures import Figure, Tally, estimate, figure_of
from surveys.models import SATISFACTION, DailyRollup, Device, MonthlyRollup
from surveys.office.progress import Progress, progress_of
from surveys.periods import Span
from surveys.reports import SCORE_COLUMNS, rules_on
from surveys.targets import target_of

SILENT_AFTER: Final = timedelta(days=3)


OF_SKM: Final[dict[str, Any]] = {"version__questionnaire__code": SATISFACTION}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in the overview."""

    unit: Unit
    figure: Figure
    progress: Progress | None
    last_answer: date | None
    answers_this_year: int
    must_survey: bool
    open_plans: int
    overdue_plans: int
    complaints: ComplaintCounts
    devices: int
    silent_devices: int

    @property
    def is_without_survey(self) -> bool:
        """Whether the unit serves the public and has no answer this year (PermenPANRB 14/2017, Pasal 1)."""
        return self.must_survey and not self.answers_this_year


def without_survey(day: date) -> list[Unit]:
    """Units that serve the public and have no answer in the year of `day` so far, by name; one query."""
    units = Unit.objects.without_tree_fields().on(day).filter(sector__serves_public=True)
    # Only SKM fulfils the duty; a unit that asked another questionnaire still owes it.
    answered = MonthlyRollup.objects.filter(unit=OuterRef("pk"), month__year=day.year, count__gt=0, **OF_SKM)
    return list(units.filter(~Exists(answered)).order_by("name", "pk"))


def lines_of(*, units: UnitQuerySet, span: Span, now: datetime) -> list[Line]:
    """A line for each unit, in no order, about a period as of a moment; seven queries and those of the rules."""
    day = city_day(now)
    listed: list[Any] = list(_with_counts(units, day))
    unit_ids = [unit.pk for unit in listed]
    figures = _figures(unit_ids, span)
    targets = target_of(unit_ids=unit_ids, span=span)
    complaints = complaint_counts_by_unit(unit_ids=unit_ids, first=date(day.year, 1, 1), last=day, day=day)
    devices = _devices(unit_ids, now)
    return [
        Line(
            unit=unit,
            figure=figures[unit.pk],
            progress=progress_of(count=figures[unit.pk].count, target=targets.get(unit.pk), span=span, day=day),
            last_answer=unit.last_answer,
            answers_this_year=unit.answers_this_year or 0,
            must_survey=unit.sector.serves_public,
            open_plans=unit.open_plans,
            overdue_plans=unit.overdue_plans,
            complaints=complaints[unit.pk],
            devices=devices[unit.pk][0],
            silent_devices=devices[unit.pk][1],
        )
        for unit in listed
    ]


def _figures(unit_ids: Collection[int], span: Span) -> dict[int, Figure]:
    """Each unit's figure without its elements, which a list does not show; one query and those of the rules."""
    rules = rules_on(span.last)
    tallies: defaultdict[int, Tally] = defaultdict(Tally)
    rows = MonthlyRollup.objects.filter(unit__in=unit_ids, version__in=rules.versions)
    for unit_id, *scores in rows.filter(month__range=(span.first, span.last)).values_list(*SCORE_COLUMNS):
        tallies[unit_id].add(*scores)
    return {
        unit_id: figure_of(estimate(tallies[unit_id], rules), rules, count=tallies[unit_id].count)
        for unit_id in unit_ids
    }


def _with_counts(units: UnitQuerySet, day: date) -> UnitQuerySet:
    """Units with their last answer's day, their answers of the year, and their plans: one query."""
    mine = {"unit": OuterRef("pk"), **OF_SKM}
    latest = DailyRollup.objects.filter(**mine, count__gt=0).order_by("-day").values("day")[:1]
    year = MonthlyRollup.objects.filter(**mine, month__year=day.year).order_by().values("unit")
    counted: UnitQuerySet = units.select_related("sector").annotate(
        last_answer=Subquery(latest),
        answers_this_year=Subquery(year.annotate(total=Sum("count")).values("total")),
        open_plans=Count("improvement_plans", filter=Q(improvement_plans__done_on__isnull=True)),
        overdue_plans=Count(
            "improvement_plans",
            filter=Q(improvement_plans__done_on__isnull=True, improvement_plans__due_on__lt=day),
        ),
    )
    return counted


def _devices(unit_ids: Collection[int], now: datetime) -> defaultdict[int, tuple[int, int]]:
    """Devices in use by unit, and how many of them have not been heard of for a while; one query."""
    devices = Device.objects.in_use().filter(unit__in=unit_ids).order_by().values("unit")
    unheard = Q(last_seen_at__isnull=True) | Q(last_seen_at__lt=now - SILENT_AFTER)
    counted: Any = devices.annotate(many=Count("pk"), silent=Count("pk", filter=unheard))
    found: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update({row["unit"]: (row["many"], row["silent"]) for row in counted})
    return found


STATES: Final[dict[str, Callable[[Line], bool]]] = {
    "tanpa-survei": lambda line: line.is_without_survey,
    "tanpa-sasaran": lambda line: line.must_survey and line.progress is None,
    "kurang": lambda line: line.progress is not None and not line.progress.is_reached,
    "rencana-lewat": lambda line: bool(line.overdue_plans),
    "pengaduan-lewat": lambda line: bool(line.complaints.overdue),
    "perangkat-diam": lambda line: bool(line.silent_devices),
}
"""By the word in the address: which lines a filter leaves."""

ORDERS: Final[dict[str, Callable[[Line], Any]]] = {
    "nama": lambda line: line.unit.name,
    "kemajuan": lambda line: (line.progress is None, line.progress.percent if line.progress else 0, line.unit.name),
    "indeks": lambda line: (line.figure.index is None, line.figure.index or 0, line.unit.name),
    "terakhir": lambda line: (line.last_answer or date.min, line.unit.name),
    "rencana": lambda line: (-line.overdue_plans, -line.open_plans, line.unit.name),
    "pengaduan": lambda line: (-line.complaints.overdue, -line.complaints.open, line.unit.name),
}
"""By the word in the address: in which order the lines come, what needs work first."""


def arranged(lines: Iterable[Line], *, state: str, order: str) -> list[Line]:
    """The lines that a filter leaves, in an order; unknown words mean all lines, by name."""
    keep, key = STATES.get(state), ORDERS.get(order, ORDERS["nama"])
    return sorted((line for line in lines if keep is None or keep(line)), key=key)


def counts_by_state(lines: Sequence[Line]) -> dict[str, int]:
    """How many lines each filter leaves."""
    return {word: sum(map(keep, lines)) for word, keep in STATES.items()}
