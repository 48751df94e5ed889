"""Complaints that wait: the unit's people are reminded at half and at the end of the promised time."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction

from pembinaan.base.dates import city_day
from surveys.complaints import telling
from surveys.complaints.promises import half_way
from surveys.models import Complaint


def chase(*, now: datetime) -> int:
    """Remind of unanswered complaints; run twice, it reminds of nothing more. Return of how many it reminded."""
    day = city_day(now)
    waiting = list(Complaint.objects.unanswered().select_related("unit").order_by("due_on", "pk"))
    overdue = [one for one in waiting if one.is_overdue(day)]
    half = [one for one in waiting if not one.is_overdue(day) and half_way(one.received_on, one.due_on) <= day]
    reminded = _remind(half, "complaint.half", telling.half_gone, day, now)
    return reminded + _remind(overdue, "complaint.overdue", telling.all_gone, day, now)


def _remind(complaints: Sequence[Complaint], kind: str, tell: Callable[..., None], day: date, now: datetime) -> int:
    told = telling.told_of(complaints, kind)
    fresh = [one for one in complaints if one.pk not in told]
    for complaint in fresh:
        with transaction.atomic():
            tell(complaint, people=telling.people_of(complaint.unit_id, day), now=now)
    return len(fresh)
