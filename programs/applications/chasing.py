"""Requests that lie: whoever decides is asked, reminded after some days, and joined by the next one up after more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from notifications.models import Message
from pembinaan.base.dates import city_day
from programs import messages
from programs.applications import notices
from programs.applications.approvers import Chain, chain_on
from programs.models import (
    AnswerDeadline,
    BatchState,
    Enrollment,
    EnrollmentQuerySet,
    EnrollmentState,
    Nudge,
    NudgeKind,
)
from programs.telling import accounts_of

# The rule where HR deleted every row of it.
DEFAULT = (3, 7)


@dataclass(frozen=True)
class Deadline:
    """After how many calendar days (holidays count) a request is reminded of, and brought to the next one up."""

    remind_after: int
    escalate_after: int


@dataclass(frozen=True)
class Chased:
    """How many people were asked anew, how many requests reminded of, how many escalated."""

    asked: int
    reminded: int
    escalated: int


def deadline_on(day: date) -> Deadline:
    """The rule in force on the city's day `day`."""
    rule = AnswerDeadline.objects.on(day).first()
    return Deadline(rule.remind_after_days, rule.escalate_after_days) if rule else Deadline(*DEFAULT)


def lying(day: date) -> EnrollmentQuerySet:
    """Undecided requests to batches that are not over on `day`, the oldest first."""
    running = Enrollment.objects.filter(
        state=EnrollmentState.REQUESTED, batch__state=BatchState.OPEN, batch__ends_on__gte=day
    )
    return running.select_related("batch__program", "employee", "unit").order_by("requested_at", "pk")


def chase(*, now: datetime) -> Chased:
    """Ask who decides since today, remind and escalate what is due; run twice, it changes nothing more."""
    day = city_day(now)
    deadline, chain = deadline_on(day), chain_on(day)
    nudged = set(Nudge.objects.filter(enrollment__in=lying(day)).values_list("enrollment_id", "kind"))
    asked = reminded = escalated = 0
    for enrollment in lying(day):
        age = (day - city_day(enrollment.requested_at)).days
        if age >= deadline.remind_after and (enrollment.pk, NudgeKind.REMINDER) not in nudged:
            reminded += _nudge(enrollment, NudgeKind.REMINDER, lambda one: _remind(one, chain, now), now)
        if age >= deadline.escalate_after and (enrollment.pk, NudgeKind.ESCALATION) not in nudged:
            escalated += _nudge(enrollment, NudgeKind.ESCALATION, lambda one: _escalate(one, chain, now), now)
        asked += _ask_newcomers(enrollment, chain, now)
    return Chased(asked, reminded, escalated)


def _nudge(enrollment: Enrollment, kind: NudgeKind, tell: Callable[[Enrollment], None], now: datetime) -> bool:
    with transaction.atomic():
        # The row's lock: neither after a decision in this very moment, nor twice by two beats.
        locked = Enrollment.objects.select_for_update(no_key=True, skip_locked=True)
        if not locked.filter(pk=enrollment.pk, state=EnrollmentState.REQUESTED).exists():
            return False
        if Nudge.objects.filter(enrollment=enrollment, kind=kind).exists():
            return False
        Nudge.objects.create(enrollment=enrollment, kind=kind, at=now)
        tell(enrollment)
    return True


def _remind(enrollment: Enrollment, chain: Chain, now: datetime) -> None:
    notices.reminded(enrollment, deciders=chain.deciders(enrollment.unit_id, enrollment.employee_id), now=now)


def _escalate(enrollment: Enrollment, chain: Chain, now: datetime) -> None:
    of = (enrollment.unit_id, enrollment.employee_id)
    notices.escalated(enrollment, deciders=chain.deciders(*of), next_up=chain.next_up(*of), now=now)


def _ask_newcomers(enrollment: Enrollment, chain: Chain, now: datetime) -> int:
    """Ask who came to decide after the request was made: a new or acting head, a deputy, the next one up."""
    accounts = accounts_of(chain.deciders(enrollment.unit_id, enrollment.employee_id))
    causes = {f"enrollment:{enrollment.pk}:requested:{account.pk}": account for account in accounts}
    known = set(Message.objects.filter(cause__in=causes).values_list("cause", flat=True))
    new = [account.employee_id for cause, account in causes.items() if cause not in known and account.employee_id]
    if new:
        messages.requested(enrollment, deciders=new, now=now)
    return len(new)


def asked_before(enrollments: EnrollmentQuerySet, day: date, *, days: int) -> EnrollmentQuerySet:
    """Those that were asked for `days` calendar days or more before the city's day `day`."""
    first = timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
    return enrollments.filter(requested_at__lt=first - timedelta(days=days - 1))
