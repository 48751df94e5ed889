"""What a review awaits of one person next: an answer, names, a plan, a choice, a verdict."""

from datetime import date
from enum import StrEnum

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from evaluations.models import BehaviourRater, BehaviourReview, RaterRole
from evaluations.models.behaviour import MOST_PICKED


class NextStep(StrEnum):
    """The steps in the order in which they are shown."""

    ANSWER = "answer"
    NAME = "name"
    PLAN = "plan"
    PICK = "pick"
    JUDGE = "judge"


def with_next_step(reviews: QuerySet[BehaviourReview], *, employee_id: int, day: date) -> QuerySet[BehaviourReview]:
    """The reviews with `step`: what each awaits of this employee on the city's day `day`; "" for nothing.

    As on the page of a review, whoever has not answered does that first.
    """
    raters = BehaviourRater.objects.filter(review=OuterRef("pk"))
    colleagues = raters.filter(role=RaterRole.COLLEAGUE)
    count = colleagues.order_by().values("review").annotate(number=Count("pk")).values("number")
    answered = raters.filter(employee=employee_id, answered_at__isnull=False)
    awaited = BehaviourReview.objects.awaited_from(employee_id, day)
    known = reviews.annotate(
        named=Coalesce(Subquery(count), 0),
        picked=Exists(colleagues.filter(pick__isnull=False)),
        as_self=Exists(answered.filter(role=RaterRole.SELF)),
        as_head=Exists(answered.filter(role=RaterRole.HEAD)),
    )
    step = Case(
        When(Q(closes_on__lt=day), then=Value("")),
        When(Q(pk__in=awaited.values("pk")), then=Value(NextStep.ANSWER)),
        When(Q(as_self=True, picked=False, named__lt=MOST_PICKED), then=Value(NextStep.NAME)),
        When(Q(as_self=True, action=""), then=Value(NextStep.PLAN)),
        When(Q(as_head=True, picked=False, named__gte=MOST_PICKED), then=Value(NextStep.PICK)),
        When(Q(as_head=True, verdict="") & ~Q(action=""), then=Value(NextStep.JUDGE)),
        default=Value(""),
        output_field=CharField(),
    )
    return known.annotate(step=step)
