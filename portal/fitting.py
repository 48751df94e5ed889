"""Which open batches fit an employee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from people.models import Employee, Unit
from programs.models import OVER, Batch, Enrollment, EnrollmentState
from surveys.figures import ElementName
from surveys.reports import figures_by_unit

MOST_SHOWN = 3
# A unit is called weak in this many elements, judged by the answers of a year.
WEAKEST = 2
A_YEAR = timedelta(days=365)
# After these the same person may apply to the program again.
MAY_TRY_AGAIN = (*OVER, EnrollmentState.NOT_FINISHED, EnrollmentState.ABSENT)


@dataclass(frozen=True)
class Fit:
    """An open batch: free seats (0: one joins the queue at `place`), and the weak elements that it means to raise."""

    batch: Batch
    free: int
    place: int
    raises: list[str]


def weak_elements(*, unit: Unit, day: date) -> list[ElementName]:
    """The two elements in which citizens judged the unit lowest in the year until `day`; none with few answers."""
    figure = figures_by_unit(unit_ids=[unit.pk], first=day - A_YEAR, last=day)[unit.pk]
    return [weak.element for weak in figure.weakest[:WEAKEST]]


def batches_fitting(*, employee: Employee, weak: Sequence[ElementName], now: datetime) -> list[Fit]:
    """Open batches of programs that the employee has not taken: first what the unit is weak in, then the soonest."""
    taken = Enrollment.objects.filter(employee=employee).exclude(state__in=MAY_TRY_AGAIN)
    open_now = Batch.objects.open_for_enrollment(now).filter(program__published=True)
    fresh = open_now.exclude(program__in=taken.values("batch__program"))
    batches = fresh.with_counts().select_related("program__training_type", "program__institution")
    fits = [_fit(batch, weak) for batch in batches.order_by("starts_on", "pk")]
    return sorted(_one_a_program(fits), key=lambda fit: -len(fit.raises))[:MOST_SHOWN]


def _one_a_program(fits: list[Fit]) -> list[Fit]:
    """Of each program the soonest batch with a free seat, else the soonest."""
    best: dict[int, Fit] = {}
    for fit in fits:
        known = best.get(fit.batch.program_id)
        if known is None or (not known.free and fit.free):
            best[fit.batch.program_id] = fit
    return sorted(best.values(), key=lambda fit: fit.batch.starts_on)


def _fit(batch: Any, weak: Sequence[ElementName]) -> Fit:
    free = 0 if batch.waiting else max(batch.seats - batch.taken, 0)
    raises = [element.short_name for element in weak if element.key in batch.program.target_elements]
    return Fit(batch=batch, free=free, place=batch.waiting + 1, raises=raises)
