"""A batch from its making to its opening, its changes and its calling off."""

from datetime import date, datetime, timedelta

import pytest

from notifications.models import Message
from programs.applications.approval import approve
from programs.batches import cancel, change, create, next_number, open_enrollment
from programs.errors import BatchError
from programs.models import Batch, BatchChange, Program, Session
from tests.cast import Cast
from tests.factories.programs import (
    CLOSES_AT,
    FIRST_DAY,
    OPENS_AT,
    make_agreement,
    make_attendance,
    make_batch,
    make_enrollment,
    make_institution,
    make_program,
    make_session,
)


def plan(program: Program, **fields: object) -> Batch:
    values = {
        "number": 1,
        "starts_on": FIRST_DAY,
        "ends_on": FIRST_DAY,
        "enrollment_opens_at": OPENS_AT,
        "enrollment_closes_at": CLOSES_AT,
        "seats": 30,
        **fields,
    }
    return Batch(program=program, **values)


def sitting(batch: Batch, *, day: int = 0) -> Session:
    starts_at = CLOSES_AT + timedelta(days=3 + day, hours=1)
    return Session(batch=batch, title="Sesi", place="Aula", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))


def test_a_new_batch_is_a_draft_with_its_partner_and_trail(cast: Cast, now: datetime) -> None:
    partner = make_institution()
    program = make_program(institution=partner)
    batch = plan(program, agreement=make_agreement(partner))
    create(batch=batch, sessions=[sitting(batch)], by=cast.hr, now=now)
    batch.refresh_from_db()
    assert (batch.state, batch.institution, batch.sessions.count()) == ("draft", partner, 1)
    assert BatchChange.objects.get().by == cast.hr
    assert next_number(program) == 2


def test_a_batch_outside_its_agreement_is_refused_in_words(cast: Cast, now: datetime) -> None:
    partner = make_institution()
    agreement = make_agreement(partner, ends_on=date(2026, 3, 1))
    batch = plan(make_program(institution=partner), agreement=agreement)
    with pytest.raises(BatchError, match="di dalam masa berlaku perjanjian"):
        create(batch=batch, sessions=[], by=cast.hr, now=now)
    assert not Batch.objects.exists()


def test_a_session_lies_within_the_batchs_days(cast: Cast, now: datetime) -> None:
    batch = plan(make_program())
    with pytest.raises(BatchError, match="Sesi “Sesi” berada di luar tanggal angkatan"):
        create(batch=batch, sessions=[sitting(batch, day=1)], by=cast.hr, now=now)


def test_enrollment_closes_on_the_last_day_at_the_latest(cast: Cast, now: datetime) -> None:
    batch = plan(make_program(), enrollment_closes_at=CLOSES_AT + timedelta(days=5))
    with pytest.raises(BatchError, match="paling lambat pada hari terakhir"):
        create(batch=batch, sessions=[], by=cast.hr, now=now)


def test_opening_needs_a_session_and_happens_once(cast: Cast, now: datetime) -> None:
    batch = make_batch(state="draft")
    with pytest.raises(BatchError, match="paling sedikit satu sesi"):
        open_enrollment(batch=batch, by=cast.hr, now=now)
    make_session(batch)
    opened = open_enrollment(batch=batch, by=cast.hr, now=now)
    assert opened.state == "open"
    assert open_enrollment(batch=opened, by=cast.hr, now=now).state == "open"
    assert BatchChange.objects.filter(to_state="open").count() == 1


def test_opening_a_partners_batch_needs_an_agreement(cast: Cast, now: datetime) -> None:
    batch = make_batch(make_program(institution=make_institution()), state="draft")
    make_session(batch)
    with pytest.raises(BatchError, match="memerlukan perjanjian"):
        open_enrollment(batch=batch, by=cast.hr, now=now)


def test_a_batch_whose_window_has_passed_is_not_opened(cast: Cast) -> None:
    batch = make_batch(state="draft")
    make_session(batch)
    with pytest.raises(BatchError, match="Waktu pendaftaran sudah lewat"):
        open_enrollment(batch=batch, by=cast.hr, now=CLOSES_AT)


def test_a_moved_session_is_told_and_reminded_of_anew(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch)
    approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    change(batch=batch, sessions=[session], by=cast.hr, now=now)
    moved = Message.objects.get(kind="session.moved")
    assert moved.body == f"{batch}: Sesi 1 sekarang dimulai 24 Maret 2026, 08.00 WIB. Tempat: Aula BKPSDM."
    old, new = Message.objects.filter(kind="session.reminder").order_by("pk")
    assert (old.withdrawn_at, new.withdrawn_at) == (now, None)
    assert new.not_before - old.not_before == timedelta(days=1)
    assert session.sequence == 1


def test_saving_without_a_move_tells_nobody(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch)
    approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    session.title = "Judul baru"
    change(batch=batch, sessions=[session], by=cast.hr, now=now)
    assert not Message.objects.filter(kind="session.moved").exists()


def test_a_session_left_out_is_dropped_unless_presence_was_recorded(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    first, second = make_session(batch), make_session(batch, day=1)
    make_attendance(first, make_enrollment(batch, cast.employee.employee, state="confirmed"))
    change(batch=batch, sessions=[first], by=cast.hr, now=now)
    second.refresh_from_db()
    assert (second.cancelled, second.sequence) == (True, 1)
    with pytest.raises(BatchError, match="sudah mempunyai catatan kehadiran"):
        change(batch=batch, sessions=[], by=cast.hr, now=now)
    assert Session.objects.filter(pk=first.pk, cancelled=False).exists()


def test_seats_cannot_be_lowered_below_those_taken(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=2)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.stranger.employee, state="offered")
    batch.seats = 1
    with pytest.raises(BatchError, match="tidak boleh kurang dari yang sudah terisi"):
        change(batch=batch, sessions=[], by=cast.hr, now=now)


def test_a_batch_that_is_over_is_not_changed(cast: Cast, now: datetime) -> None:
    batch = make_batch(state="closed")
    with pytest.raises(BatchError, match="tidak dapat diubah"):
        change(batch=batch, sessions=[], by=cast.hr, now=now)


def test_calling_a_batch_off_tells_everyone_and_frees_instructor_and_seats(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch)
    confirmed = make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.stranger.employee, state="declined")
    cancelled = cancel(batch=batch, by=cast.hr, reason="Pengajar sakit", now=now)
    assert cancel(batch=cancelled, by=cast.hr, reason="Lagi", now=now).cancel_reason == "Pengajar sakit"
    confirmed.refresh_from_db()
    session.refresh_from_db()
    assert (confirmed.state, confirmed.reason, session.cancelled) == ("cancelled", "Pengajar sakit", True)
    assert [message.to for message in Message.objects.filter(kind="batch.cancelled")] == [cast.employee]


def test_calling_off_needs_a_reason(cast: Cast, now: datetime) -> None:
    with pytest.raises(BatchError, match="Tuliskan alasan pembatalan"):
        cancel(batch=make_batch(), by=cast.hr, reason="", now=now)


def test_a_closed_batch_is_not_called_off(cast: Cast, now: datetime) -> None:
    with pytest.raises(BatchError):
        cancel(batch=make_batch(state="closed"), by=cast.hr, reason="Salah", now=now)
