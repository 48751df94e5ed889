"""Reminding whoever is awaited; in the third week the next head up is asked too, then BKPSDM sees it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.behaviour import telling
from evaluations.behaviour.awaiting import awaited_of
from evaluations.behaviour.opening import head_of, unit_today
from evaluations.behaviour.steps import BehaviourError
from evaluations.models import BehaviourRater, BehaviourReview, RaterRole
from pembinaan.base.dates import city_day
from programs.applications.approvers import Chain, chain_on

REMINDED_AFTER = (7, 14, 21)
"""Days after opening; with the last one the next head up is asked too, and BKPSDM finds it in its list."""


def remind(*, now: datetime) -> int:
    """Remind whoever is awaited after one, two and three weeks; return how many reviews.

    A worker that stood still for some weeks sends one reminder, not two at once.
    """
    day, reminded = city_day(now), 0
    chain = chain_on(day)
    open_ones = BehaviourReview.objects.filter(closes_on__gte=day, reminders__lt=len(REMINDED_AFTER))
    for review in open_ones.select_related("enrollment__employee", "enrollment__batch__program").order_by("pk"):
        due = sum(city_day(review.opened_at) + timedelta(days=after) <= day for after in REMINDED_AFTER)
        if due > review.reminders and awaited_of(review.raters.all()):
            reminded += _remind(review, due, chain, now)
    return reminded


def remind_again(*, review: BehaviourReview, now: datetime) -> int:
    """BKPSDM reminds those awaited once more, at most once a day; return how many people were told today.

    Raises BehaviourError when the review has closed or nobody is awaited any more.
    """
    day = city_day(now)
    with transaction.atomic():
        held = BehaviourReview.objects.select_related("enrollment__employee", "enrollment__batch__program").get(
            pk=review.pk
        )
        if held.closes_on < day:
            raise BehaviourError(_("Evaluasi ini sudah ditutup; pengingat tidak berguna lagi."))
        awaited = awaited_of(held.raters.all())
        if not awaited:
            raise BehaviourError(_("Semua yang diminta sudah menjawab."))
        _ask_heads(held, chain_on(day), now, escalated=True)
        return telling.ask(held, to=awaited_of(held.raters.all()), occasion=f"hr-{day.isoformat()}", now=now)


def _remind(review: BehaviourReview, number: int, chain: Chain, now: datetime) -> int:
    with transaction.atomic():
        # Conditional: of two workers at once only one may tell people.
        changed = BehaviourReview.objects.filter(pk=review.pk, reminders__lt=number).update(reminders=number)
        if changed:
            _ask_heads(review, chain, now, escalated=number == len(REMINDED_AFTER))
            telling.ask(review, to=awaited_of(review.raters.all()), occasion=str(number), now=now)
    return changed


def _ask_heads(review: BehaviourReview, chain: Chain, now: datetime, *, escalated: bool) -> None:
    """Ask who answers for the participant's unit today: a deputy since the head left, or the next one up as well."""
    if review.raters.filter(role=RaterRole.HEAD, answered_at__isnull=False).exists():
        return
    unit = unit_today(review.enrollment, city_day(now))
    heads = chain.deciders(unit, review.enrollment.employee_id, escalated=escalated)
    known = set(review.raters.values_list("employee_id", flat=True))
    BehaviourRater.objects.bulk_create(head_of(review, head, now) for head in sorted(heads - known))


def overdue_since(day: date) -> date:
    """Reviews opened on this day or before are overdue on `day`: three reminders have gone out."""
    return day - timedelta(days=REMINDED_AFTER[-1])
