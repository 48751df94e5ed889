"""Sessions: nobody and no room in two places at once, moves and cancellations that everybody hears of."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from notifications.models import Message
from partners.models import Instructor
from pembinaan.base.constraints import violated_name
from programs import locks
from programs.batches import change, create
from programs.calendars import sessions, timetable
from programs.calendars.sessions import cancel_session
from programs.calendars.timetable import tight_rooms
from programs.errors import BatchError
from programs.models import Batch, Session
from tests.cast import Cast
from tests.factories.people import make_account, make_employee
from tests.factories.programs import (
    FIRST_DAY,
    make_attendance,
    make_batch,
    make_enrollment,
    make_program,
    make_room,
    make_session,
)
from tests.parallel import run_in_parallel


def teacher(cast: Cast) -> Instructor:
    return Instructor.objects.create(name="Budi Santoso", employee=cast.stranger.employee)


def planned(batch: Batch, **fields: object) -> Session:
    like = make_session(batch)
    values = {"title": "Sesi baru", "starts_at": like.starts_at, "ends_at": like.ends_at, "place": "", **fields}
    Session.objects.filter(pk=like.pk).delete()
    return Session(batch=batch, **values)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"place": ""}, "session_takes_place_somewhere"),
        ({"place": "Aula", "room": "room"}, "session_takes_place_somewhere"),
        ({"video_link": "http://rapat.test/a"}, "session_video_link_is_safe"),
        ({"video_link": "javascript:alert(1)"}, "session_video_link_is_safe"),
        ({"video_link": "https://rapat.test/a b"}, "session_video_link_is_safe"),
    ],
)
def test_a_session_is_in_a_room_or_at_an_address_or_online(
    db: None, fields: dict[str, object], constraint: str
) -> None:
    if "room" in fields:
        fields = fields | {"room": make_room()}
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_session(make_batch(), **fields)
    assert violated_name(caught.value) == constraint


def test_a_room_holds_somebody(db: None) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_room(capacity=0)
    assert violated_name(caught.value) == "room_holds_somebody"


@pytest.mark.parametrize("same", ["room", "instructor", "batch"])
def test_what_meets_twice_at_once_is_refused_whoever_writes(cast: Cast, same: str) -> None:
    constraint = {
        "room": "session_room_in_one_use",
        "instructor": "session_instructor_in_one_place",
        "batch": "session_of_batch_one_at_once",
    }[same]
    fields = {} if same == "batch" else {same: make_room() if same == "room" else teacher(cast)}
    first = make_session(make_batch(), **fields)
    other = first.batch if same == "batch" else make_batch()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_session(other, starts_at=first.ends_at - timedelta(minutes=1), ends_at=first.ends_at, **fields)
    assert violated_name(caught.value) == constraint
    assert make_session(other, starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1), **fields).pk
    Session.objects.filter(pk=first.pk).update(cancelled=True)
    assert make_session(other, **fields).pk


def test_a_taken_room_is_refused_with_the_name_of_who_has_it(cast: Cast, now: datetime) -> None:
    room = make_room(name="Bulang Linggi")
    taken = make_session(make_batch(), room=room)
    batch = make_batch()
    with pytest.raises(BatchError) as refused:
        change(batch=batch, sessions=[planned(batch, room=room)], by=cast.hr, now=now)
    assert refused.value.message == (
        f"Bulang Linggi dipakai sesi “Sesi 1” ({taken.batch}) pada 23 Maret 2026, 08.00–11.00 WIB. "
        "Pilih ruang atau jam lain."
    )


def test_a_taken_instructor_is_refused_with_the_name_of_the_other_session(cast: Cast, now: datetime) -> None:
    budi = teacher(cast)
    taken = make_session(make_batch(), instructor=budi)
    batch = make_batch()
    with pytest.raises(BatchError) as refused:
        change(batch=batch, sessions=[planned(batch, place="Aula", instructor=budi)], by=cast.hr, now=now)
    assert refused.value.message == (
        f"Budi Santoso mengajar sesi “Sesi 1” ({taken.batch}) pada 23 Maret 2026, 08.00–11.00 WIB. "
        "Pilih pengajar atau jam lain."
    )


def test_sessions_may_change_places_with_each_other(cast: Cast, now: datetime) -> None:
    batch, room, budi = make_batch(), make_room(), teacher(cast)
    first, second = (make_session(batch, day=day, room=room, instructor=budi) for day in (0, 1))
    first.starts_at, second.starts_at = second.starts_at, first.starts_at
    first.ends_at, second.ends_at = second.ends_at, first.ends_at
    change(batch=batch, sessions=[first, second], by=cast.hr, now=now)
    assert list(batch.sessions.order_by("starts_at")) == [second, first]


def test_sessions_of_one_batch_that_overlap_are_refused_by_name(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    early = make_session(batch)
    late = planned(make_batch(), place="Aula", title="Kedua")
    with pytest.raises(BatchError, match=r"dimulai sebelum sesi “.*” selesai"):
        change(batch=batch, sessions=[early, late], by=cast.hr, now=now)


def test_a_room_smaller_than_the_seats_is_a_warning(db: None) -> None:
    batch = make_batch(seats=31)
    make_session(batch, room=make_room(name="Penyengat", capacity=30))
    make_session(batch, day=1, room=make_room(capacity=31))
    assert tight_rooms(batch) == ["Penyengat memuat 30 orang, kurang dari 31 kursi angkatan ini."]


def test_a_move_tells_everybody_with_a_seat_and_who_teaches(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=5)
    session = make_session(batch, instructor=teacher(cast))
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.head.employee, state="offered")
    make_enrollment(batch, cast.officer.employee, state="waiting")
    session.room, session.place = make_room(name="Penyengat", address="Dompak"), ""
    change(batch=batch, sessions=[session], by=cast.hr, now=now)
    told = Message.objects.filter(kind="session.moved").order_by("to__name")
    assert {message.to for message in told} == {cast.employee, cast.head, cast.stranger}
    assert {message.body for message in told} == {
        f"{batch}: Sesi 1 sekarang dimulai 23 Maret 2026, 08.00 WIB. Tempat: Penyengat, Dompak."
    }
    assert {message.about for message in told} == {f"batch:{batch.pk}"}


def test_a_new_session_of_an_announced_batch_is_told(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    kept = make_session(batch)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    added = planned(make_batch(), place="Aula", title="Tambahan", instructor=teacher(cast))
    added.starts_at, added.ends_at = kept.ends_at, kept.ends_at + timedelta(hours=1)
    change(batch=batch, sessions=[kept, added], by=cast.hr, now=now)
    assert [(m.kind, m.to) for m in Message.objects.exclude(kind="session.reminder").order_by("kind")] == [
        ("session.added", cast.employee),
        ("session.teaches", cast.stranger),
    ]


def test_a_draft_is_planned_without_telling_anybody(cast: Cast, now: datetime) -> None:
    batch = make_batch(state="draft")
    session = make_session(batch, instructor=teacher(cast))
    session.place = "Lain"
    change(batch=batch, sessions=[session], by=cast.hr, now=now)
    change(batch=batch, sessions=[], by=cast.hr, now=now)
    assert (Message.objects.count(), batch.sessions.count()) == (0, 0)


def test_an_instructor_hears_of_coming_and_going(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch, instructor=teacher(cast))
    other = make_account(make_employee("Ani"))
    session.instructor = Instructor.objects.create(name="Ani", employee=other.employee)
    change(batch=batch, sessions=[session], by=cast.hr, now=now)
    assert set(Message.objects.values_list("kind", "to")) == {
        ("session.released", cast.stranger.pk),
        ("session.teaches", other.pk),
    }


def test_one_session_is_called_off_with_a_reason_that_everybody_reads(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch, instructor=teacher(cast))
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    with pytest.raises(BatchError, match="Tuliskan alasan"):
        cancel_session(session=session, by=cast.hr, reason=" ", now=now)
    cancelled = cancel_session(session=session, by=cast.hr, reason="Listrik padam.", now=now)
    assert cancel_session(session=cancelled, by=cast.hr, reason="Lagi", now=now).sequence == 1
    told = Message.objects.filter(kind="session.cancelled")
    assert {message.to for message in told} == {cast.employee, cast.stranger}
    assert {message.body for message in told} == {
        f"{batch}: Sesi 1 pada 23 Maret 2026, 08.00–11.00 WIB tidak jadi dilaksanakan. Alasan: Listrik padam."
    }


def test_a_session_with_presence_or_of_a_draft_is_not_called_off(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch)
    make_attendance(session, make_enrollment(batch, cast.employee.employee, state="confirmed"))
    with pytest.raises(BatchError, match="sudah mempunyai catatan kehadiran"):
        cancel_session(session=session, by=cast.hr, reason="Salah", now=now)
    draft = make_session(make_batch(state="draft"))
    with pytest.raises(BatchError, match="belum diumumkan"):
        cancel_session(session=draft, by=cast.hr, reason="Salah", now=now)


def two_drafts_for_one_room() -> tuple[list[Batch], list[Session]]:
    room, like = make_room(), make_session(make_batch())
    times = {"starts_at": like.starts_at + timedelta(hours=5), "ends_at": like.ends_at + timedelta(hours=5)}
    batches = [
        Batch(
            program=make_program(),
            number=1,
            starts_on=FIRST_DAY,
            ends_on=FIRST_DAY,
            enrollment_opens_at=like.batch.enrollment_opens_at,
            enrollment_closes_at=like.batch.enrollment_closes_at,
            seats=10,
        )
        for _ in range(2)
    ]
    return batches, [Session(batch=batch, title="Sesi", room=room, **times) for batch in batches]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_batches_that_take_one_room_at_once_one_gets_it_and_the_other_is_told_by_whom(now: datetime) -> None:
    batches, meetings = two_drafts_for_one_room()
    [refused] = run_in_parallel(2, lambda n: create(batch=batches[n], sessions=[meetings[n]], by=None, now=now))
    assert isinstance(refused, BatchError)
    assert "dipakai sesi “Sesi”" in refused.message
    assert Session.objects.filter(title="Sesi").count() == 1


def _both_look_before_they_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lock off, and let both find the room free before either writes."""
    both_looked = threading.Barrier(2, timeout=60)
    look = timetable.clash_of

    def looked(planned: list[Session]) -> str:
        found = look(planned)
        both_looked.wait()
        return found

    monkeypatch.setattr(sessions, "hold_timetable", lambda: None)
    monkeypatch.setattr(sessions, "clash_of", looked)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_the_constraint_still_refuses_one(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    batches, meetings = two_drafts_for_one_room()
    _both_look_before_they_write(monkeypatch)
    refused = run_in_parallel(2, lambda n: create(batch=batches[n], sessions=[meetings[n]], by=None, now=now))
    assert len(refused) == 1
    assert Session.objects.filter(title="Sesi").count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_lock_and_constraint_both_take_the_room(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: it shows that the tests above can fail."""
    batches, meetings = two_drafts_for_one_room()
    _both_look_before_they_write(monkeypatch)
    monkeypatch.setattr(sessions, "AT_ONCE", "session_instructor_in_one_place, session_of_batch_one_at_once")
    constraint = next(each for each in Session._meta.constraints if each.name == "session_room_in_one_use")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Session, constraint)
    try:
        assert run_in_parallel(2, lambda n: create(batch=batches[n], sessions=[meetings[n]], by=None, now=now)) == []
        assert Session.objects.filter(title="Sesi").count() == 2
    finally:
        Session.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Session, constraint)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_timetable_held_too_long_is_a_sentence(now: datetime) -> None:
    batches, meetings = two_drafts_for_one_room()

    def wait(n: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 50")
        create(batch=batches[n], sessions=[meetings[n]], by=None, now=now)

    with transaction.atomic():
        locks.hold_timetable()
        [refused] = run_in_parallel(1, wait)
    assert str(refused) == "Orang lain sedang menyimpan jadwal. Coba lagi sebentar lagi."
