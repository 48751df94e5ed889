"""Verification finds what went wrong with presence."""

from datetime import UTC, datetime, timedelta

from programs.models import Attendance
from programs.presence.devices import KEPT_FOR
from programs.verify import breaches
from tests.cast import Cast
from tests.factories.programs import make_attendance, make_batch, make_enrollment, make_session

AFTER = datetime(2026, 3, 24, tzinfo=UTC)


def rules(now: datetime = AFTER) -> set[str]:
    return {breach.rule for breach in breaches(now=now)}


def test_a_state_that_does_not_follow_presence_is_found(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    came = make_enrollment(batch, cast.employee.employee, state="attended")
    make_attendance(session, came)
    assert rules() == set()
    make_attendance(session, make_enrollment(batch, cast.stranger.employee, state="confirmed"))
    assert rules() == {"keadaan “hadir” sesuai dengan catatan kehadiran"}


def test_a_result_that_the_rule_does_not_bear_out_is_found(cast: Cast) -> None:
    batch = make_batch(seats=4, state="closed")
    sessions = [make_session(batch, day=day) for day in range(5)]
    right = make_enrollment(batch, cast.employee.employee, state="finished")
    for session in sessions[:4]:
        make_attendance(session, right)
    too_few = make_enrollment(batch, cast.officer.employee, state="not_finished")
    make_attendance(sessions[0], too_few)
    make_enrollment(batch, cast.head.employee, state="absent")
    assert rules() == set()
    make_enrollment(batch, cast.stranger.employee, state="finished")
    assert rules() == {"hasil angkatan sesuai dengan syarat kehadirannya"}


def test_somebody_absent_who_came_is_found(cast: Cast) -> None:
    batch = make_batch(state="closed")
    first, _ = make_session(batch), make_session(batch, day=1)
    make_attendance(first, make_enrollment(batch, cast.employee.employee, state="absent"))
    assert rules() == {"hasil angkatan sesuai dengan syarat kehadirannya"}


def test_a_phone_that_was_not_forgotten_is_found(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    make_attendance(session, make_enrollment(batch, cast.employee.employee, state="attended"))
    Attendance.objects.update(device="ponsel")
    due = session.ends_at + KEPT_FOR
    assert rules(due + timedelta(days=1)) == set()
    assert rules(due + timedelta(days=3)) == {"jejak perangkat dihapus setelah empat minggu"}
