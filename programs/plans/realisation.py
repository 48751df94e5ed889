"""Plan against realisation: people, hours (JP) and rupiah, by program, quarter, agency and kind of cost.

People are those who finished a closed batch; their hours are people × the program's JP, as in the plan; rupiah are the
recorded costs of batches that begin in the plan's year.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from programs.models import (
    Batch,
    BatchState,
    Cost,
    CostKind,
    EnrollmentState,
    Plan,
    PlannedCost,
    PlannedProgram,
    Quarter,
)


@dataclass(frozen=True)
class Figures:
    """People, hours (JP times people) and whole rupiah."""

    people: int = 0
    hours: Decimal = Decimal(0)
    rupiah: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.people + other.people, self.hours + other.hours, self.rupiah + other.rupiah)

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(self.people - other.people, self.hours - other.hours, self.rupiah - other.rupiah)


@dataclass(frozen=True)
class Line:
    """What was planned and what became of it."""

    name: str
    planned: Figures
    realised: Figures
    program: PlannedProgram | None = None

    @property
    def difference(self) -> Figures:
        """Realised minus planned."""
        return self.realised - self.planned

    @property
    def percent(self) -> int | None:
        """The share of the planned rupiah that was spent, in whole percent; None where nothing was planned."""
        return round(self.realised.rupiah * 100 / self.planned.rupiah) if self.planned.rupiah else None


@dataclass(frozen=True)
class Run:
    """A batch of the year: when it began and what it brought."""

    program_id: int
    title: str
    starts_on: date
    figures: Figures

    @property
    def quarter(self) -> int:
        """The quarter in which it began, 1 to 4."""
        return (self.starts_on.month + 2) // 3


@dataclass(frozen=True)
class Realisation:
    """A plan and what became of it, looked at from four sides; `unplanned` are programs outside the plan."""

    programs: list[Line]
    unplanned: list[Line]
    quarters: list[Line]
    agencies: list[Line]
    costs: list[Line]
    total: Line


def realisation_of(plan: Plan) -> Realisation:
    """The plan against the batches of its year, in five queries."""
    planned = list(
        plan.planned.planned().select_related("agency", "training_type", "institution").order_by("quarter", "title")
    )
    money = planned_rupiah(planned)
    wanted = {each.pk: _wanted(each, money[each.pk]) for each in planned}
    runs = runs_of(plan.year)
    realised = _summed((run.program_id, run.figures) for run in runs)
    programs = [
        Line(each.title, wanted[each.pk], realised.get(each.program_id or 0, Figures()), each) for each in planned
    ]
    inside = {each.program_id for each in planned}
    titles = {run.program_id: run.title for run in runs if run.program_id not in inside}
    unplanned = [Line(title, Figures(), realised[pk]) for pk, title in sorted(titles.items(), key=lambda t: t[1])]
    return Realisation(
        programs=programs,
        unplanned=unplanned,
        quarters=_by_quarter(planned, wanted, runs),
        agencies=_by_agency(programs, unplanned),
        costs=_by_kind(plan, planned),
        total=_total([*programs, *unplanned]),
    )


def realised_by(planned: PlannedProgram) -> Line:
    """One planned program against its batches of the plan's year."""
    assert planned.plan is not None
    wanted = _wanted(planned, planned_rupiah([planned])[planned.pk])
    runs = [run for run in runs_of(planned.plan.year) if run.program_id == planned.program_id]
    return Line(planned.title, wanted, sum((run.figures for run in runs), Figures()), planned)


def planned_rupiah(planned: Iterable[PlannedProgram]) -> defaultdict[int, int]:
    """Planned rupiah by the id of a planned program."""
    sums = PlannedCost.objects.filter(planned__in=list(planned)).order_by().values("planned")
    return defaultdict(int, sums.annotate(total=Sum("amount")).values_list("planned", "total"))


def planned_figures(plan_ids: Iterable[int]) -> dict[int, Figures]:
    """What plans contain, by the plan's id; two queries."""
    planned = PlannedProgram.objects.planned().filter(plan__in=list(plan_ids)).order_by()
    money = PlannedCost.objects.filter(planned__in=planned).order_by().values("planned__plan")
    rupiah = dict(money.annotate(total=Sum("amount")).values_list("planned__plan", "total"))
    sums = planned.values("plan").annotate(n=Sum("people"), hours=Sum(F("people") * F("learning_hours")))
    return {
        plan: Figures(people, hours, rupiah.get(plan, 0))
        for plan, people, hours in sums.values_list("plan", "n", "hours")
    }


def runs_of(year: int) -> list[Run]:
    """The batches that begin in the year, called off ones only with what they cost nevertheless; two queries."""
    spent = dict(_spent(year).values("batch").annotate(total=Sum("amount")).values_list("batch", "total"))
    finished = Count("enrollments", filter=Q(enrollments__state=EnrollmentState.FINISHED, state=BatchState.CLOSED))
    batches = Batch.objects.filter(starts_on__year=year).exclude(state=BatchState.DRAFT).annotate(finished=finished)
    rows: Any = batches.order_by("starts_on", "pk").values_list(
        "pk", "program_id", "program__title", "program__learning_hours", "starts_on", "finished"
    )
    return [
        Run(program, title, starts_on, Figures(people, people * hours, spent.get(pk, 0)))
        for pk, program, title, hours, starts_on, people in rows
    ]


def _spent(year: int) -> Any:
    return Cost.objects.standing().filter(batch__starts_on__year=year).order_by()


def _wanted(planned: PlannedProgram, rupiah: int) -> Figures:
    return Figures(planned.people, planned.people * planned.learning_hours, rupiah)


def _summed(pairs: Iterable[tuple[Any, Figures]]) -> dict[Any, Figures]:
    sums: dict[Any, Figures] = {}
    for key, figures in pairs:
        sums[key] = sums.get(key, Figures()) + figures
    return sums


def _by_quarter(planned: list[PlannedProgram], wanted: dict[int, Figures], runs: list[Run]) -> list[Line]:
    """Planned in the quarter that the plan names; realised in the one in which the batch began."""
    before = _summed((each.quarter, wanted[each.pk]) for each in planned)
    after = _summed((run.quarter, run.figures) for run in runs)
    return [
        Line(str(label), before.get(number, Figures()), after.get(number, Figures()))
        for number, label in Quarter.choices
    ]


def _by_agency(programs: list[Line], unplanned: list[Line]) -> list[Line]:
    """By the agency that a planned program is for; what is for all, or outside the plan, comes last (empty name)."""

    def agency(line: Line) -> str:
        return line.program.agency.name if line.program and line.program.agency else ""

    lines = [*programs, *unplanned]
    before = _summed((agency(line), line.planned) for line in lines)
    after = _summed((agency(line), line.realised) for line in lines)
    return [Line(name, before[name], after[name]) for name in sorted(before, key=lambda name: (name == "", name))]


def _by_kind(plan: Plan, planned: list[PlannedProgram]) -> list[Line]:
    """Rupiah by kind of cost; people and hours have no kind."""
    lines = PlannedCost.objects.filter(planned__in=planned).order_by().values("kind")
    before = dict(lines.annotate(total=Sum("amount")).values_list("kind", "total"))
    after = dict(_spent(plan.year).values("kind").annotate(total=Sum("amount")).values_list("kind", "total"))
    kinds = CostKind.objects.filter(pk__in=before.keys() | after.keys()).order_by("position", "pk")
    return [
        Line(kind.name, Figures(rupiah=before.get(kind.pk, 0)), Figures(rupiah=after.get(kind.pk, 0))) for kind in kinds
    ]


def _total(lines: list[Line]) -> Line:
    planned = sum((line.planned for line in lines), Figures())
    return Line("", planned, sum((line.realised for line in lines), Figures()))
