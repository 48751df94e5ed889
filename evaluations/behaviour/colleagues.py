"""Who may be named as a colleague, found by a few letters: one's own unit first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, When

from evaluations.models import BehaviourReview, RaterRole
from people.models import Assignment, Unit

MOST_SHOWN = 15
LEAST_LETTERS = 2
"""The rest of the city is looked through from so many letters on; one's own unit is listed at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """The first people found, with their unit; and whether there are more."""

    people: list[Assignment]
    has_more: bool


def find(*, review: BehaviourReview, text: str, day: date) -> Found:
    """Whom the participant may name on `day`: without letters those of the own unit and of the one above it.

    The nearest first; neither the participant, nor a head who was asked, nor who is named already.
    """
    serving = Assignment.objects.main_on(day)
    here = list(serving.filter(employee=review.enrollment.employee_id).values_list("unit_id", flat=True))
    above = Unit.objects.without_tree_fields().filter(pk__in=here, parent__isnull=False)
    near = [*here, *above.values_list("parent_id", flat=True)]
    others = serving.exclude(employee__in=review.raters.values("employee"))
    if len(text) < LEAST_LETTERS:
        others = others.filter(unit__in=near)
    for word in text.split():
        others = others.filter(employee__name__icontains=word)
    nearness = Case(When(unit__in=here, then=0), When(unit__in=near, then=1), default=2, output_field=IntegerField())
    ordered = others.annotate(nearness=nearness).order_by("nearness", "employee__name", "pk")
    people = list(ordered.select_related("employee", "unit", "position")[: MOST_SHOWN + 1])
    return Found(people[:MOST_SHOWN], len(people) > MOST_SHOWN)


def may_be_named(review: BehaviourReview, employee_id: int, day: date) -> bool:
    """Whether this employee serves on `day` and is not asked about the participant in another part."""
    asked = review.raters.exclude(role=RaterRole.COLLEAGUE).filter(employee=employee_id)
    return Assignment.objects.main_on(day).filter(employee=employee_id).exists() and not asked.exists()
