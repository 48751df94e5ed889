"""Recording who was there."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from pembinaan.base.models import Event
from programs.attendance import Presence, mark, presence_of
from programs.errors import AttendanceError
from programs.models import Attendance
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_session

AFTER = datetime(2026, 3, 24, tzinfo=UTC)


def test_presence_is_recorded_and_corrected_with_who_and_when(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    assert mark(session=session, present={enrollment.pk: True}, by=cast.hr, now=AFTER) == 1
    assert mark(session=session, present={enrollment.pk: True}, by=cast.hr, now=AFTER) == 0
    assert mark(session=session, present={enrollment.pk: False}, by=cast.head, now=AFTER) == 1
    attendance = Attendance.objects.get()
    assert (attendance.present, attendance.marked_by, attendance.marked_at) == (False, cast.head, AFTER)
    assert Event.objects.filter(kind="attendance.changed", subject_id=batch.pk).count() == 2


def test_a_future_session_is_never_recorded(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    with pytest.raises(AttendanceError, match="belum dimulai"):
        mark(session=session, present={enrollment.pk: True}, by=None, now=session.starts_at - timedelta(seconds=1))


def test_someone_of_another_batch_is_refused_in_words(cast: Cast) -> None:
    session = make_session(make_batch())
    elsewhere = make_enrollment(make_batch(), cast.employee.employee, state="confirmed")
    with pytest.raises(AttendanceError, match="hanya dicatat untuk peserta"):
        mark(session=session, present={elsewhere.pk: True}, by=None, now=AFTER)


def test_a_closed_batch_is_reopened_first(cast: Cast) -> None:
    with pytest.raises(AttendanceError, match="Buka kembali"):
        mark(session=make_session(make_batch(state="closed")), present={}, by=None, now=AFTER)


def test_a_cancelled_session_counts_for_nobody(cast: Cast) -> None:
    batch = make_batch()
    first, second = make_session(batch), make_session(batch, day=1)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    mark(session=first, present={enrollment.pk: True}, by=None, now=AFTER)
    second.cancelled = True
    second.save()
    assert presence_of(batch) == {enrollment.pk: Presence(present=1, sessions=1, came=1)}
    with pytest.raises(AttendanceError, match="dibatalkan"):
        mark(session=second, present={}, by=None, now=AFTER)


@pytest.mark.parametrize(
    ("present", "sessions", "share", "enough"),
    [(4, 5, "0.80", True), (3, 5, "0.80", False), (2, 3, "0.67", False), (0, 0, "0.80", True), (0, 3, "0", True)],
)
def test_the_share_is_compared_exactly(present: int, sessions: int, share: str, enough: bool) -> None:
    assert Presence(present, sessions).meets(Decimal(share)) is enough
