"""Which units' people were trained in a program, and which units stand beside them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from people.models import Assignment, Unit
from programs.models import Batch, BatchState, Enrollment, EnrollmentState, Program


@dataclass(frozen=True)
class Exposure:
    """The units of a comparison; `mixed` are those that belong to neither side and are left out."""

    trained: tuple[int, ...]
    others: tuple[int, ...]
    mixed: tuple[int, ...]


def first_closed_batch(program: Program) -> Batch | None:
    """The batch that ended first, or None when none has."""
    return Batch.objects.filter(program=program, state=BatchState.CLOSED).order_by("ends_on", "pk").first()


def exposure_of(program: Program, batch: Batch, until: date, share: Decimal) -> Exposure:
    """Sort units by who finished the program: three queries.

    Trained: by the end of the month in which the first batch ended, at least one person and at least `share`
    of the serving staff had finished. Others: units of the same sectors in which nobody had finished until
    the end of the window (`until`). What lies between (too few, or only later) is left out.
    """
    early, all_finished = _finished(program, until, batch.ends_on)
    staff = _staff(set(early), batch.ends_on)
    trained = {unit for unit, people in early.items() if _reaches(people, staff.get(unit, 0), share)}
    sectors = Unit.objects.filter(pk__in=trained).values("sector_id")
    beside = Unit.objects.on(batch.ends_on).filter(sector__in=sectors)
    others = {unit for unit in beside.values_list("pk", flat=True) if unit not in all_finished}
    return Exposure(tuple(sorted(trained)), tuple(sorted(others)), tuple(sorted(all_finished - trained)))


def _finished(program: Program, until: date, first_end: date) -> tuple[dict[int, set[int]], set[int]]:
    rows = Enrollment.objects.filter(
        batch__program=program,
        batch__state=BatchState.CLOSED,
        batch__ends_on__lte=until,
        state=EnrollmentState.FINISHED,
    ).values_list("unit_id", "employee_id", "batch__ends_on")
    early: defaultdict[int, set[int]] = defaultdict(set)
    units: set[int] = set()
    for unit, employee, ended in rows:
        units.add(unit)
        if (ended.year, ended.month) <= (first_end.year, first_end.month):
            early[unit].add(employee)
    return early, units


def _staff(unit_ids: set[int], day: date) -> dict[int, int]:
    serving = Assignment.objects.main_on(day).filter(unit_id__in=unit_ids).order_by()
    return dict(serving.values_list("unit_id").annotate(Count("employee_id", distinct=True)))


def _reaches(people: set[int], staff: int, share: Decimal) -> bool:
    return len(people) >= 1 and len(people) >= share * staff


def finished_count() -> Count:
    """How many people finished a program, as an annotation of programs."""
    return Count("batches__enrollments", filter=Q(batches__enrollments__state=EnrollmentState.FINISHED), distinct=True)
