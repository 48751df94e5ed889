"""Closing by the attendance rule, and reopening."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.models import Message
from pembinaan.base.models import Event
from programs.closing import Count, close, outcome_of, outlook_of, reopen
from programs.errors import BatchError
from programs.models import Enrollment, EnrollmentChange
from programs.presence.attendance import Mark, mark, record
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_attendance, make_batch, make_enrollment, make_session

AFTER = datetime(2026, 4, 1, tzinfo=UTC)


def test_who_was_at_enough_sessions_is_finished_and_the_others_are_not(cast: Cast) -> None:
    batch = make_batch(seats=3, attendance_share="0.80")
    sessions = [make_session(batch, day=day) for day in range(5)]
    # 4 of 5 sessions are 80 %: enough; 3 of 5 are 60 %: not.
    enough = make_enrollment(batch, cast.employee.employee, state="confirmed")
    too_few = make_enrollment(batch, cast.stranger.employee, state="confirmed")
    never = make_enrollment(batch, cast.hr.employee, state="confirmed")
    for session in sessions[:4]:
        make_attendance(session, enough)
    for session in sessions[:3]:
        make_attendance(session, too_few)
    make_attendance(sessions[4], too_few, present=False)
    closed = close(batch=batch, by=cast.hr, now=AFTER)
    assert (closed.state, closed.closed_at) == ("closed", AFTER)
    for enrollment in (enough, too_few, never):
        enrollment.refresh_from_db()
    assert [enough.state, too_few.state, never.state] == ["finished", "not_finished", "absent"]
    assert too_few.reason == "Kehadiran kurang dari 80 % sesi."
    assert never.reason == "Tidak pernah hadir: tanpa keterangan."
    assert Event.objects.get(kind="batch.closed").subject_id == batch.pk


def test_open_applications_end_with_a_reason(cast: Cast) -> None:
    batch = make_batch()
    ends = {
        state: make_enrollment(batch, make_employee(state, unit=cast.unit), state=state)
        for state in ("requested", "offered", "waiting")
    }
    close(batch=batch, by=cast.hr, now=AFTER)
    for enrollment in ends.values():
        enrollment.refresh_from_db()
    assert {state: enrollment.state for state, enrollment in ends.items()} == {
        "requested": "declined",
        "offered": "lapsed",
        "waiting": "cancelled",
    }
    assert all(enrollment.reason for enrollment in ends.values())


def test_who_had_waited_in_vain_is_told(cast: Cast) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="waiting")
    close(batch=batch, by=cast.hr, now=AFTER)
    message = Message.objects.get(kind="batch.ended")
    assert (message.to, message.subject) == (cast.employee, f"Tidak mendapat kursi: {batch}")
    assert message.body == (
        "Angkatan selesai tanpa kursi yang tersedia. Anda boleh mendaftar pada angkatan berikutnya."
    )


def test_closing_twice_changes_nothing_more(cast: Cast) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    closed = close(batch=batch, by=cast.hr, now=AFTER)
    assert close(batch=closed, by=cast.hr, now=AFTER).closed_at == AFTER
    assert Event.objects.filter(kind="batch.closed").count() == 1


def test_a_batch_with_a_session_to_come_is_not_closed(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_session(batch)
    with pytest.raises(BatchError, match="Sesi “Sesi 1” belum selesai"):
        close(batch=batch, by=cast.hr, now=now)


def test_a_draft_is_not_closed(cast: Cast) -> None:
    with pytest.raises(BatchError, match="sedang berjalan"):
        close(batch=make_batch(state="draft"), by=cast.hr, now=AFTER)


def test_reopening_brings_participants_back_so_that_presence_can_be_corrected(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    closed = close(batch=batch, by=cast.hr, now=AFTER)
    opened = reopen(batch=closed, by=cast.hr, reason="Presensi salah", now=AFTER)
    assert (opened.state, opened.closed_at) == ("open", None)
    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.reason) == ("confirmed", "Presensi salah")
    make_attendance(session, enrollment)
    close(batch=opened, by=cast.hr, now=AFTER)
    enrollment.refresh_from_db()
    assert enrollment.state == "finished"
    trail = EnrollmentChange.objects.filter(enrollment=enrollment).order_by("pk").values_list("to_state", flat=True)
    assert list(trail) == ["confirmed", "absent", "confirmed", "finished"]
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert [kind for kind in kinds if kind.startswith("batch.")] == ["batch.closed", "batch.reopened", "batch.closed"]


def test_reopening_needs_a_reason_and_a_closed_batch(cast: Cast) -> None:
    with pytest.raises(BatchError, match="Tuliskan alasan"):
        reopen(batch=make_batch(state="closed"), by=cast.hr, reason=" ", now=AFTER)
    with pytest.raises(BatchError, match="sudah selesai"):
        reopen(batch=make_batch(state="draft"), by=cast.hr, reason="Salah", now=AFTER)
    assert reopen(batch=make_batch(), by=cast.hr, reason="Salah", now=AFTER).state == "open"


def test_the_absent_carry_the_reasons_that_were_given_for_them(cast: Cast) -> None:
    batch = make_batch(seats=3)
    sessions = [make_session(batch, day=day) for day in range(2)]
    ill, sent, silent = (
        make_enrollment(batch, account.employee, state="confirmed")
        for account in (cast.employee, cast.hr, cast.stranger)
    )
    for session, excuse, note in ((sessions[0], "sick", "demam"), (sessions[1], "leave", "")):
        said = {ill.pk: Mark(present=False, excuse=excuse, note=note), silent.pk: Mark(present=False)}
        record(session=session, marks=said, way="list", by=cast.hr, now=AFTER)
    duty = {sent.pk: Mark(present=False, excuse="duty")}
    for session in sessions:
        record(session=session, marks=duty, way="list", by=cast.hr, now=AFTER)
    assert outlook_of(batch) == Count(finished=0, not_finished=0, absent=3)
    close(batch=batch, by=cast.hr, now=AFTER)
    reasons = dict(Enrollment.objects.values_list("pk", "reason"))
    assert reasons == {
        ill.pk: "Tidak pernah hadir: Sakit: demam; Izin.",
        sent.pk: "Tidak pernah hadir: Tugas dinas.",
        silent.pk: "Tidak pernah hadir: tanpa keterangan.",
    }
    assert outcome_of(batch) == Count(finished=0, not_finished=0, absent=3)


def test_reopening_brings_who_came_back_as_attended_and_the_others_as_confirmed(cast: Cast) -> None:
    batch = make_batch()
    first, second = make_session(batch), make_session(batch, day=1)
    came = make_enrollment(batch, cast.employee.employee, state="confirmed")
    never = make_enrollment(batch, cast.stranger.employee, state="confirmed")
    for session in (first, second):
        mark(session=session, present={came.pk: True}, by=cast.hr, now=AFTER)
    closed = close(batch=batch, by=cast.hr, now=AFTER)
    opened = reopen(batch=closed, by=cast.hr, reason="Tertukar", now=AFTER)
    assert dict(Enrollment.objects.values_list("pk", "state")) == {came.pk: "attended", never.pk: "confirmed"}
    for session in (first, second):
        mark(session=session, present={came.pk: False, never.pk: True}, by=cast.hr, now=AFTER)
    close(batch=opened, by=cast.hr, now=AFTER)
    assert dict(Enrollment.objects.values_list("pk", "state")) == {came.pk: "absent", never.pk: "finished"}
    trail = never.changes.order_by("pk").values_list("to_state", flat=True)
    assert list(trail) == ["confirmed", "absent", "confirmed", "attended", "finished"]


def test_lateness_that_does_not_count_leads_to_not_finished_but_never_to_absent(cast: Cast) -> None:
    batch = make_batch(late_after=15, late_counts=False)
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    late = Mark(present=True, arrived_at=session.starts_at + timedelta(minutes=16))
    record(session=session, marks={enrollment.pk: late}, way="list", by=cast.hr, now=AFTER)
    close(batch=batch, by=cast.hr, now=AFTER)
    enrollment.refresh_from_db()
    assert enrollment.state == "not_finished"
