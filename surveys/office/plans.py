"""A unit's plans as pages show them, and the elements for which one should be made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from people.models import Unit
from surveys.figures import ElementFigure, Figure
from surveys.models import ImprovementPlan

PROPOSED = 3
SHOWN, SHOWN_FOR = 10, timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Plans by where they stand: open ones (soonest first) and done ones (latest first)."""

    open: list[ImprovementPlan]
    done: list[ImprovementPlan]


def sorted_plans(unit: Unit) -> Sorted:
    """All plans of a unit; one query."""
    plans = list(ImprovementPlan.objects.filter(unit=unit).select_related("element").order_by("due_on", "pk"))
    done = [plan for plan in plans if plan.done_on is not None]
    return Sorted(
        [plan for plan in plans if plan.done_on is None],
        sorted(done, key=lambda plan: plan.done_on or plan.due_on, reverse=True),
    )


def proposals(figure: Figure, plans: Collection[ImprovementPlan]) -> list[ElementFigure]:
    """The weakest elements for which no plan is open, weakest first, at most three of the whole ranking's first."""
    planned = {plan.element.key for plan in plans}
    return [line for line in figure.weakest[:PROPOSED] if line.element.key not in planned]


def improvements_done(*, unit_ids: Collection[int], day: date) -> list[ImprovementPlan]:
    """What units finished within a year, the latest first; at most ten, one query."""
    plans = ImprovementPlan.objects.filter(unit__in=unit_ids, done_on__range=(day - SHOWN_FOR, day))
    return list(plans.select_related("unit", "element").order_by("-done_on", "-pk")[:SHOWN])
