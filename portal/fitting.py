"""Which open batches fit an employee."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from people.models import Employee
from programs.models import Batch
from programs.offers.marks import Mark, outlook_of

MOST_SHOWN = 3


@dataclass(frozen=True)
class Fit:
    """An open batch: free seats (0: one joins the queue at `place`), and why it fits, if for a special reason."""

    batch: Batch
    free: int
    place: int
    reasons: list[str]


def batches_fitting(*, employee: Employee, now: datetime) -> list[Fit]:
    """Open batches that the employee may take, of programs not taken yet: first what fits, then the soonest."""
    outlook = outlook_of(employee.pk, now)
    open_now = Batch.objects.open_for_enrollment(now).filter(program__published=True)
    takable = open_now.exclude(program__in=outlook.taken).exclude(pk__in=outlook.refused)
    batches = takable.with_counts().select_related("program__training_type", "program__institution")
    nothing = Mark()
    fits = [
        _fit(batch, outlook.marks.get(batch.program_id, nothing).fits) for batch in batches.order_by("starts_on", "pk")
    ]
    return sorted(_one_a_program(fits), key=lambda fit: -len(fit.reasons))[:MOST_SHOWN]


def _one_a_program(fits: list[Fit]) -> list[Fit]:
    """Of each program the soonest batch with a free seat, else the soonest."""
    best: dict[int, Fit] = {}
    for fit in fits:
        known = best.get(fit.batch.program_id)
        if known is None or (not known.free and fit.free):
            best[fit.batch.program_id] = fit
    return sorted(best.values(), key=lambda fit: fit.batch.starts_on)


def _fit(batch: Any, reasons: list[str]) -> Fit:
    free = 0 if batch.waiting else max(batch.seats - batch.taken, 0)
    return Fit(batch=batch, free=free, place=batch.waiting + 1, reasons=reasons)
