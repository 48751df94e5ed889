"""Requests that lie: asked, reminded, escalated, each once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from notifications.models import Message
from people.models import Absence
from programs.applications.approval import approve
from programs.applications.chasing import Chased, asked_before, chase, deadline_on
from programs.models import AnswerDeadline, Enrollment, Nudge
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment


@pytest.fixture
def request_(cast: Cast, now: datetime) -> Enrollment:
    return make_enrollment(make_batch(), cast.employee.employee, requested_at=now)


def told(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("to__name").values_list("to__name", flat=True))


def test_the_head_is_reminded_once_on_the_third_day(cast: Cast, now: datetime, request_: Enrollment) -> None:
    assert chase(now=now + timedelta(days=2)).reminded == 0
    assert chase(now=now + timedelta(days=3)).reminded == 1
    assert chase(now=now + timedelta(days=3)).reminded == 0
    assert told("enrollment.reminded") == ["Kepala Puskesmas"]
    reminder = Message.objects.get(kind="enrollment.reminded")
    assert "menunggu keputusan Anda sejak 9 Maret 2026 (3 hari)" in reminder.body


def test_on_the_seventh_day_the_next_one_up_is_asked_and_both_and_the_applicant_know(
    cast: Cast, now: datetime, request_: Enrollment
) -> None:
    chase(now=now + timedelta(days=3))
    assert chase(now=now + timedelta(days=7)).escalated == 1
    assert chase(now=now + timedelta(days=8)) == Chased(0, 0, 0)
    assert told("enrollment.escalated") == ["Kepala Dinas", "Kepala Puskesmas", "Siti Nurhaliza"]
    above = Message.objects.get(kind="enrollment.escalated", to=cast.agency_head)
    assert above.subject == "Diteruskan kepada Anda: permohonan Siti Nurhaliza"


def test_where_nobody_is_above_bkpsdm_is_asked(cast: Cast, now: datetime) -> None:
    make_enrollment(make_batch(), cast.agency_head.employee, requested_at=now)
    chase(now=now + timedelta(days=7))
    assert told("enrollment.reminded") == ["Hanafi (BKPSDM)"]
    assert told("enrollment.escalated") == ["Hanafi (BKPSDM)", "Kepala Dinas"]


def test_what_is_decided_or_over_is_left_alone(cast: Cast, now: datetime, request_: Enrollment) -> None:
    approve(enrollment=request_, by=cast.head, now=now)
    make_enrollment(make_batch(state="cancelled"), cast.stranger.employee, requested_at=now)
    assert chase(now=now + timedelta(days=7)) == Chased(0, 0, 0)
    late = make_enrollment(make_batch(), cast.stranger.employee, requested_at=now)
    assert chase(now=now + timedelta(days=40)) == Chased(0, 0, 0)
    assert late.nudges.count() == 0


def test_who_comes_to_decide_later_is_asked_too(cast: Cast, now: datetime, request_: Enrollment) -> None:
    assert chase(now=now).asked == 1
    Absence.objects.create(
        employee=cast.head.employee,
        starts_on=date(2026, 3, 10),
        ends_on=date(2026, 3, 12),
        reason="sick",
        recorded_at=now,
    )
    assert chase(now=now + timedelta(days=1)).asked == 1
    assert chase(now=now + timedelta(days=1)).asked == 0
    assert told("enrollment.requested") == ["Kepala Dinas", "Kepala Puskesmas"]


def test_the_days_are_a_rule_with_dates(cast: Cast, now: datetime, request_: Enrollment) -> None:
    AnswerDeadline.objects.update(ends_on=date(2026, 3, 10))
    AnswerDeadline.objects.create(starts_on=date(2026, 3, 11), remind_after_days=1, escalate_after_days=2)
    assert deadline_on(date(2026, 3, 10)).remind_after == 3
    assert chase(now=now + timedelta(days=2)) == Chased(asked=1, reminded=1, escalated=1)


def test_without_any_rule_three_and_seven_days_hold(db: None) -> None:
    AnswerDeadline.objects.all().delete()
    deadline = deadline_on(date(2026, 3, 9))
    assert (deadline.remind_after, deadline.escalate_after) == (3, 7)


def test_days_are_the_citys_calendar_days(cast: Cast, now: datetime, request_: Enrollment) -> None:
    # Asked on 9 March at 10.00 WIB: three days old from 12 March 00.00 WIB, whatever the hour.
    everything = Enrollment.objects.all()
    assert not asked_before(everything, date(2026, 3, 11), days=3).exists()
    assert asked_before(everything, date(2026, 3, 12), days=3).exists()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("answer_deadline_one_at_a_time", {"starts_on": date(2026, 1, 1)}),
        ("answer_deadline_dates_in_order", {"starts_on": date(2019, 1, 2), "ends_on": date(2019, 1, 1)}),
        ("answer_deadline_reminds_first", {"starts_on": date(2019, 1, 1), "ends_on": date(2019, 1, 1), "days": (3, 3)}),
        ("answer_deadline_reminds_first", {"starts_on": date(2019, 1, 1), "ends_on": date(2019, 1, 1), "days": (0, 3)}),
    ],
)
def test_a_rule_that_cannot_be_is_refused(db: None, constraint: str, fields: dict[str, object]) -> None:
    remind, escalate = fields.pop("days", (3, 7))  # type: ignore[misc]
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AnswerDeadline.objects.create(remind_after_days=remind, escalate_after_days=escalate, **fields)


def test_a_nudge_happens_once_and_stays(cast: Cast, now: datetime, request_: Enrollment) -> None:
    nudge = Nudge.objects.create(enrollment=request_, kind="reminder", at=now)
    with pytest.raises(IntegrityError, match="nudge_once"), transaction.atomic():
        Nudge.objects.create(enrollment=request_, kind="reminder", at=now)
    with pytest.raises(IntegrityError, match="Catatan perubahan"), transaction.atomic():
        nudge.delete()
