"""Who may apply to which batch, read from the data: the one place that pages, uploads and the API ask."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import JSONObject

from people.models import Assignment, Employee, Grade, GradeScheme, RankHolding, Unit
from programs.models import OVER, Batch, Enrollment, EnrollmentState, Program, TargetRules
from programs.rules.target import GradeRange, Person, Taken, Target, refusals

# After these a program counts as not taken.
UNSUCCESSFUL = (*OVER, EnrollmentState.NOT_FINISHED, EnrollmentState.ABSENT)


def refusals_of(*, batch: Batch, employee: Employee, day: date) -> list[str]:
    """Why the employee cannot take the batch on the city's day `day`, with what to do; empty: they can."""
    return refusals_by_employee(batch=batch, employee_ids=[employee.pk], day=day).get(employee.pk, [])


def refusals_by_employee(*, batch: Batch, employee_ids: Collection[int], day: date) -> dict[int, list[str]]:
    """The same for many employees and one batch; those who can take it are left out. A fixed number of queries."""
    target = targets_of([batch.pk]).get(batch.pk)
    if target is None:
        return {}
    people = people_on(employee_ids, day)
    found = {pk: refusals(target, person) for pk, person in people.items()}
    return {pk: reasons for pk, reasons in found.items() if reasons}


def targets_of(batch_ids: Collection[int]) -> dict[int, Target]:
    """The rules of batches by batch; those for everyone are left out. One query when none has rules, else four."""
    units = Unit.objects.without_tree_fields().order_by("code")
    programs = Program.objects.only("title").order_by("title", "pk")
    rows = (
        TargetRules.objects.filter(batch__in=batch_ids)
        .select_related("batch")
        .prefetch_related(Prefetch("units", units), Prefetch("prerequisites", programs))
        .order_by("pk")
    )
    found = list(rows)
    codes = _grade_codes() if any(_asks_grade(row) for row in found) else {}
    return {row.batch_id: _target(row, codes) for row in found}


def people_on(
    employee_ids: Collection[int], day: date, *, parents: Mapping[int, int | None] | None = None
) -> dict[int, Person]:
    """What the rules ask of employees on the city's day `day`, by employee.

    Three queries, two when the caller knows each unit's parent already; one more for people who work nowhere.
    """
    rank = RankHolding.objects.on(day).filter(employee=OuterRef("employee")).order_by("-starts_on")
    grade = Subquery(rank.values(facts=JSONObject(level="grade__level", code="grade__code"))[:1])
    posts = Assignment.objects.main_on(day).filter(employee__in=employee_ids).order_by("pk")
    rows = posts.values_list("employee_id", "employee__status", "unit_id", "position__kind", grade)
    taken = _taken_by(employee_ids)
    if parents is None:
        parents = dict(Unit.objects.without_tree_fields().values_list("pk", "parent_id"))
    people = {
        pk: Person(status, unit, _path(unit, parents), kind, (held["level"], held["code"]) if held else None, taken[pk])
        for pk, status, unit, kind, held in rows
    }
    if nowhere := set(employee_ids) - people.keys():
        statuses = Employee.objects.filter(pk__in=nowhere).order_by("pk").values_list("pk", "status")
        people |= {pk: Person(status, None, frozenset(), None, None, taken[pk]) for pk, status in statuses}
    return people


def _target(row: TargetRules, codes: dict[tuple[str, int], str]) -> Target:
    ranges = {
        GradeScheme.PNS: _range(GradeScheme.PNS, row.pns_from, row.pns_to, codes),
        GradeScheme.PPPK: _range(GradeScheme.PPPK, row.pppk_from, row.pppk_to, codes),
    }
    units = list(row.units.all())
    return Target(
        batch_id=row.batch_id,
        program_id=row.batch.program_id,
        starts_on=row.batch.starts_on,
        # A named unit that was merged means its successor's people.
        unit_ids=frozenset(pk for unit in units for pk in (unit.pk, unit.merged_into_id) if pk is not None),
        units=tuple(unit.name for unit in units),
        position_kinds=tuple(row.position_kinds),
        statuses=tuple(row.statuses),
        grades={str(ladder): asked for ladder, asked in ranges.items() if asked is not None},
        prerequisites={program.pk: program.title for program in row.prerequisites.all()},
        years_between=row.years_between,
    )


def _asks_grade(row: TargetRules) -> bool:
    return any(level is not None for level in (row.pns_from, row.pns_to, row.pppk_from, row.pppk_to))


def _grade_codes() -> dict[tuple[str, int], str]:
    return {(scheme, level): code for scheme, level, code in Grade.objects.values_list("scheme", "level", "code")}


def _range(scheme: str, low: int | None, high: int | None, codes: dict[tuple[str, int], str]) -> GradeRange | None:
    if low is None and high is None:
        return None
    lowest, highest = (None if level is None else (level, codes[scheme, level]) for level in (low, high))
    return GradeRange(lowest, highest)


def _taken_by(employee_ids: Collection[int]) -> dict[int, list[Taken]]:
    rows = Enrollment.objects.filter(employee__in=employee_ids).exclude(state__in=UNSUCCESSFUL)
    taken: defaultdict[int, list[Taken]] = defaultdict(list)
    columns = ("batch_id", "batch__program_id", "batch__number", "state", "batch__ends_on")
    for employee_id, *facts in rows.order_by("pk").values_list("employee_id", *columns):
        taken[employee_id].append(Taken(*facts))
    return taken


def _path(unit_id: int | None, parents: Mapping[int, int | None]) -> frozenset[int]:
    """Ids of the unit and of the units above it; empty for nobody's unit."""
    path = []
    while unit_id is not None:
        path.append(unit_id)
        unit_id = parents.get(unit_id)
    return frozenset(path)
