"""A unit's plans as pages show them, and the elements for which one should be made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from people.models import Unit
from surveys.figures import ElementFigure, Figure
from surveys.models import ImprovementPlan

PROPOSED = 3
PUBLIC_DAYS = 366


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


def public_plans(*, unit_ids: Collection[int], day: date) -> QuerySet[ImprovementPlan]:
    """What the public sees of units: what is being improved, and what was finished within a year; soonest first."""
    plans = ImprovementPlan.objects.filter(unit__in=unit_ids, starts_on__lte=day).select_related("unit", "element")
    recent = Q(done_on__isnull=True) | Q(done_on__gte=date.fromordinal(day.toordinal() - PUBLIC_DAYS))
    return plans.filter(recent).order_by("due_on", "pk")
