"""Recording who was there."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pembinaan.base.models import Event
from programs.errors import AttendanceError
from programs.models import Attendance, Session
from programs.presence.attendance import Mark, Presence, mark, presence_of, record
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


def test_the_first_presence_makes_a_participant_attended_and_its_correction_takes_it_back(cast: Cast) -> None:
    batch = make_batch()
    first, second = make_session(batch), make_session(batch, day=1)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")

    def said(session: Session, present: bool) -> str:
        mark(session=session, present={enrollment.pk: present}, by=cast.hr, now=AFTER + timedelta(days=2))
        enrollment.refresh_from_db()
        return enrollment.state

    assert said(first, present=False) == "confirmed"
    assert said(first, present=True) == "attended"
    assert said(second, present=True) == "attended"
    assert said(first, present=False) == "attended"
    assert said(second, present=False) == "confirmed"
    assert enrollment.reason == "Kehadiran dikoreksi."
    trail = enrollment.changes.order_by("pk").values_list("to_state", flat=True)
    assert list(trail) == ["confirmed", "attended", "confirmed"]


def test_a_tick_that_repeats_what_is_known_keeps_the_time_of_arrival(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    came = Mark(present=True, arrived_at=session.starts_at + timedelta(minutes=2))
    record(session=session, marks={enrollment.pk: came}, way="phone", by=None, now=AFTER)
    assert mark(session=session, present={enrollment.pk: True}, by=cast.hr, now=AFTER) == 0
    assert mark(session=session, present={}, unless_marked=[enrollment.pk], by=cast.hr, now=AFTER) == 0
    assert Attendance.objects.get().arrived_at == came.arrived_at


def test_whoever_was_recorded_by_nobody_is_recorded_as_absent_on_request(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    there = make_enrollment(batch, cast.employee.employee, state="confirmed")
    missing = make_enrollment(batch, cast.stranger.employee, state="confirmed")
    people = [there.pk, missing.pk]
    assert mark(session=session, present={there.pk: True}, unless_marked=people, by=cast.hr, now=AFTER) == 2
    assert dict(Attendance.objects.values_list("enrollment", "present")) == {there.pk: True, missing.pk: False}


def test_a_correction_keeps_what_was_said_before_and_by_whom(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    sick = Mark(present=False, excuse="sick", note="demam")
    record(session=session, marks={enrollment.pk: sick}, way="list", by=cast.head, now=AFTER)
    mark(session=session, present={enrollment.pk: True}, by=cast.hr, now=AFTER + timedelta(hours=1))
    row = Attendance.objects.get()
    assert (row.present, row.excuse, row.note, row.marked_by) == (True, "", "", cast.hr)
    before = row.events.get()  # type: ignore[attr-defined]
    assert (before.present, before.excuse, before.note, before.marked_by) == (False, "sick", "demam", cast.head)


RULES: list[tuple[dict[str, Any], int | None, bool, bool]] = [
    # the batch's rules; arrived after minutes (None: nobody knows); left early; counted?
    ({}, 170, True, True),
    ({"late_after": 15}, 15, False, True),
    ({"late_after": 15}, 16, False, True),
    ({"late_after": 15, "late_counts": False}, 15, False, True),
    ({"late_after": 15, "late_counts": False}, 16, False, False),
    ({"late_after": 15, "late_counts": False}, None, False, True),
    ({"late_counts": False}, 170, False, True),
    ({"early_leave_counts": False}, 0, False, True),
    ({"early_leave_counts": False}, 0, True, False),
    ({"late_after": 15, "late_counts": False, "early_leave_counts": False}, 5, True, False),
]


@pytest.mark.parametrize(("rules", "minutes", "left", "counts"), RULES)
def test_late_and_early_leave_count_as_the_batch_says(
    cast: Cast, rules: dict[str, Any], minutes: int | None, left: bool, counts: bool
) -> None:
    batch = make_batch(**rules)
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    said = Mark(
        present=True,
        arrived_at=None if minutes is None else session.starts_at + timedelta(minutes=minutes),
        left_at=session.ends_at - timedelta(minutes=5) if left else None,
    )
    record(session=session, marks={enrollment.pk: said}, way="list", by=None, now=AFTER)
    assert presence_of(batch) == {enrollment.pk: Presence(present=int(counts), sessions=1, came=1)}
    assert Attendance.objects.counted().exists() is counts
    late = rules.get("late_after") and minutes and minutes > rules["late_after"]
    assert bool(Attendance.objects.get().minutes_late(session)) is bool(late)
