"""Recording one's own arrival."""

from datetime import datetime, timedelta

import pytest

from pembinaan.base.models import Event
from programs.closing import close
from programs.errors import ArrivalError
from programs.models import Attendance, EnrollmentChange, Session
from programs.presence.arrivals import arrive
from programs.presence.attendance import mark
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_session


def of(session: Session, cast: Cast, *, minutes: int = 1, seen: int | None = None) -> Attendance:
    """Siti arrives `minutes` after the start, first seen `seen` minutes after it."""
    now = session.starts_at + timedelta(minutes=minutes)
    seen_at = now if seen is None else session.starts_at + timedelta(minutes=seen)
    employee_id = cast.employee.employee_id
    assert employee_id is not None
    return arrive(session=session, employee_id=employee_id, seen_at=seen_at, device="d", by=cast.employee, now=now)


def test_an_arrival_has_the_time_of_the_first_look_and_makes_the_participant_attended(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    kept = of(session, cast, minutes=6, seen=1)
    assert (kept.present, kept.way, kept.device) == (True, "phone", "d")
    assert kept.arrived_at == session.starts_at + timedelta(minutes=1)
    assert kept.marked_at == session.starts_at + timedelta(minutes=6)
    enrollment.refresh_from_db()
    assert enrollment.state == "attended"
    assert list(EnrollmentChange.objects.order_by("pk").values_list("to_state", "by")) == [
        ("confirmed", None),
        ("attended", cast.employee.pk),
    ]


def test_a_retry_is_harmless_and_gets_the_same_answer(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    first = of(session, cast)
    again = of(session, cast, minutes=9)
    assert (again.pk, again.arrived_at) == (first.pk, first.arrived_at)
    assert EnrollmentChange.objects.filter(to_state="attended").count() == 1


def test_five_hundred_arrivals_do_not_settle_the_batch_five_hundred_times(cast: Cast) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    of(make_session(batch), cast)
    assert not Event.objects.filter(kind="attendance.changed").exists()


def test_neither_a_future_session_nor_another_of_the_batch_is_recorded(cast: Cast) -> None:
    batch = make_batch()
    first, second = make_session(batch), make_session(batch, day=1)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    with pytest.raises(ArrivalError, match="belum dimulai"):
        of(first, cast, minutes=-1)
    of(first, cast)
    assert list(Attendance.objects.values_list("session", flat=True)) == [first.pk]
    with pytest.raises(ArrivalError, match="belum dimulai"):
        of(second, cast, minutes=-1)


def test_who_was_seen_after_the_end_goes_to_the_instructor(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    with pytest.raises(ArrivalError, match="sudah selesai"):
        of(session, cast, minutes=181)
    assert of(session, cast, minutes=185, seen=180).present


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (None, "bukan peserta angkatan ini"),
        ("cancelled", "bukan peserta angkatan ini"),
        ("requested", "belum selesai diputuskan"),
        ("waiting", "masih di daftar tunggu"),
        ("offered", "ditawari kursi"),
    ],
)
def test_who_is_no_participant_is_told_what_to_do(cast: Cast, state: str | None, told: str) -> None:
    batch = make_batch()
    session = make_session(batch)
    if state:
        make_enrollment(batch, cast.employee.employee, state=state)
    with pytest.raises(ArrivalError, match=told):
        of(session, cast)
    assert not Attendance.objects.exists()


def test_a_closed_batch_or_a_cancelled_session_takes_no_arrival(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    close(batch=batch, by=cast.hr, now=session.ends_at)
    with pytest.raises(ArrivalError, match="sudah ditutup"):
        of(session, cast, minutes=181, seen=1)
    session.cancelled = True
    with pytest.raises(ArrivalError, match="dibatalkan"):
        of(session, cast)


def test_whom_the_instructor_took_off_the_list_cannot_come_back_by_phone(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    of(session, cast)
    mark(session=session, present={enrollment.pk: False}, by=cast.hr, now=session.starts_at + timedelta(minutes=9))
    enrollment.refresh_from_db()
    assert enrollment.state == "confirmed"
    with pytest.raises(ArrivalError, match="Pengajar mencatat Anda tidak hadir"):
        of(session, cast, minutes=10)


def test_who_asked_to_withdraw_is_recorded_and_keeps_that_question_open(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="withdrawing")
    assert of(session, cast).present
    enrollment.refresh_from_db()
    assert enrollment.state == "withdrawing"
