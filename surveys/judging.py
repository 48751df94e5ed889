"""Setting suspicious open answers aside, and putting back what turned out honest. Nothing is ever deleted."""

from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account, Unit
from surveys import stuffing
from surveys.models import Channel, DailyRollup, DailySalt, SetAside, Trace
from surveys.stuffing import RULES_VERSION, suspects

USUAL_DAYS = 28
# A day is judged again until it is over; its traces and its salt are gone after the day after the next.
TRACE_DAYS = 2


class JudgingError(DomainError):
    """An answer can't be put back; the message says why."""


def judge(*, now: datetime) -> int:
    """Judge the open answers of today and yesterday, unit by unit; return how many more were set aside."""
    today = city_day(now)
    days = Trace.objects.filter(day__gte=today - timedelta(days=1)).order_by("unit", "day")
    return sum(_judge_day(unit, day, now) for unit, day in days.values_list("unit", "day").distinct())


def forget_traces(*, now: datetime) -> int:
    """Delete the traces and salts of days that are judged for good; return how many traces."""
    before = city_day(now) - timedelta(days=TRACE_DAYS)
    with transaction.atomic():
        DailySalt.objects.filter(day__lt=before).delete()
        return Trace.objects.filter(day__lt=before).delete()[0]


def release(*, unit: Unit, day: date, reason: str, by: Account | None, why: str, now: datetime) -> int:
    """Count the answers again that one rule set aside at a unit on a day; return how many.

    Raises JudgingError without a reason, and when none is left to put back.
    """
    if not why.strip():
        raise JudgingError(_("Tuliskan mengapa jawaban ini dihitung kembali."))
    chosen = SetAside.objects.in_force().filter(unit=unit, day=day, reason=reason)
    count = chosen.update(released_at=now, released_by=by, release_reason=why.strip())
    if not count:
        raise JudgingError(_("Jawaban ini sudah dihitung kembali."))
    return count


def usual_at(unit_id: int, day: date) -> float:
    """The median of open answers kept on the unit's days with answers in the four weeks before `day`; 0: none."""
    past = DailyRollup.objects.filter(unit=unit_id, channel=Channel.WEB, day__lt=day, count__gt=0)
    counts: Any = past.filter(day__gte=day - timedelta(days=USUAL_DAYS)).values("day").annotate(total=Sum("count"))
    totals: list[int] = list(counts.order_by("day").values_list("total", flat=True))
    return median(totals or [0])


def _judge_day(unit_id: int, day: date, now: datetime) -> int:
    rows: Any = Trace.objects.filter(unit=unit_id, day=day).select_related("response__service").order_by("pk")
    found = suspects([_plain(row) for row in rows], usual=usual_at(unit_id, day))
    values = {"unit_id": unit_id, "day": day, "rules_version": RULES_VERSION, "at": now}
    with transaction.atomic():
        known = set(SetAside.objects.filter(unit=unit_id, day=day).values_list("pk", flat=True))
        fresh = [SetAside(response_id=pk, reason=why, **values) for pk, why in found.items() if pk not in known]
        SetAside.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _plain(row: Any) -> stuffing.Trace:
    answer = row.response
    return stuffing.Trace(
        response_id=answer.pk,
        at=answer.submitted_at,
        network=row.network,
        device=row.device,
        seconds=row.seconds,
        scores=tuple(answer.scores),
        closed=answer.service is not None and not answer.service.is_open_at(answer.submitted_at),
    )
