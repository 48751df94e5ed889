"""HR's pages of one batch: how it stands, messages that failed, history, two people who edit it, the next one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notifications.models import TRIES, Message
from notifications.outbox import enqueue
from partners.models import Instructor
from people.models import Account
from programs import batches
from programs.copying import copy
from programs.errors import BatchError
from programs.forms import BatchForm
from programs.models import Batch, Session
from programs.telling import about_batch
from programs.versions import as_text, differences, from_text, snapshot_of
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import (
    make_agreement,
    make_batch,
    make_enrollment,
    make_institution,
    make_program,
    make_room,
    make_session,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PARTS = ("", "pesan/", "riwayat/", "peserta/", "surat/")


@pytest.fixture
def hr(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.hr, backend=BACKEND)
    return client


def write_to(account: Account, batch: Batch, cause: str, now: datetime, **fields: Any) -> Message:
    message = enqueue(
        to=account, kind="uji", subject="Jadwal", body="x", cause=cause, now=now, about=about_batch(batch.pk)
    )
    Message.objects.filter(pk=message.pk).update(**{"channel": "email", **fields})
    return message


def test_the_overview_keeps_who_waits_apart_from_the_seats(hr: Client, cast: Cast) -> None:
    batch = make_batch(seats=3)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, make_employee(unit=cast.unit), state="offered")
    make_enrollment(batch, cast.stranger.employee, state="waiting")
    seats = hr.get(f"/kelola/angkatan/{batch.pk}/").context["seats"]
    assert (seats.total, seats.taken, seats.enrolled, seats.offered, seats.waiting) == (3, 2, 1, 1, 1)


def test_messages_that_failed_are_counted_listed_and_sent_again(hr: Client, cast: Cast, now: datetime) -> None:
    batch = make_batch()
    write_to(cast.employee, batch, "a", now, sent_at=now)
    failed = write_to(cast.stranger, batch, "b", now, attempts=TRIES, last_failure="alamat tidak dikenal")
    write_to(cast.stranger, make_batch(), "c", now, attempts=TRIES)
    assert "1 pesan tentang angkatan ini tidak sampai" in hr.get(f"/kelola/angkatan/{batch.pk}/").content.decode()
    page = hr.get(f"/kelola/angkatan/{batch.pk}/pesan/?keadaan=gagal")
    assert list(page.context["page"]) == [failed]
    assert "alamat tidak dikenal" in page.content.decode()
    hr.post(f"/kelola/angkatan/{batch.pk}/pesan/ulang/")
    failed.refresh_from_db()
    assert failed.attempts == 0
    assert Message.objects.get(cause="c").attempts == TRIES


def test_the_history_tells_what_was_changed_from_what_to_what(hr: Client, cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=2)
    batch.seats = 5
    batches.change(batch=batch, sessions=[], by=cast.hr, now=now)
    page = hr.get(f"/kelola/angkatan/{batch.pk}/riwayat/")
    assert [(edit.what, edit.before, edit.after) for edit in page.context["edits"]] == [("kursi", "2", "5")]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_asks_as_many_questions_for_three_as_for_one(
    hr: Client, cast: Cast, now: datetime, part: str
) -> None:
    batch = make_batch(seats=9)
    address = f"/kelola/angkatan/{batch.pk}/{part}"

    def grow(cause: str) -> None:
        make_session(batch, day=batch.sessions.count(), title=cause)
        make_enrollment(batch, make_employee(unit=cast.unit), state="confirmed")
        write_to(cast.employee, batch, cause, now)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert hr.get(address).status_code == 200
        return len(captured)

    grow("satu")
    cost()
    one = cost()
    grow("dua")
    grow("tiga")
    assert cost() == one


def test_a_form_that_shows_an_old_batch_is_refused_and_says_what_changed(hr: Client, cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=2)
    session = make_session(batch, title="Pembukaan")
    address = f"/kelola/angkatan/{batch.pk}/ubah/"
    page = hr.get(address)
    sent = _as_shown(page.context)
    other = Batch.objects.get(pk=batch.pk)
    other.seats = 7
    session.place = "Gedung Daerah"
    batches.change(batch=other, sessions=[session], by=None, now=now)

    answer = hr.post(address, {**sent, "offer_hours": "48"})
    told = answer.content.decode()
    assert "Kursi: 2 → 7" in told
    assert "Gedung Daerah" in told
    # Nothing is lost: neither what the other one saved, nor what was typed here.
    assert Batch.objects.get(pk=batch.pk).seats == 7
    assert 'value="48"' in told

    again = hr.post(address, {**sent, "offer_hours": "48", "seats": "7", "seen": answer.context["seen"]})
    assert again.status_code == 302
    assert (Batch.objects.get(pk=batch.pk).offer_hours, Batch.objects.get(pk=batch.pk).seats) == (48, 7)


def _as_shown(context: Any) -> dict[str, str]:
    """Every field as the page shows it."""
    forms = [context["form"], context["sessions"].management_form, *context["sessions"].forms]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    return {name: "" if value in {None, False} else str(value) for name, value in values.items()} | {
        "seen": context["seen"]
    }


def test_the_use_case_refuses_too_when_the_other_one_was_faster_by_a_moment(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=2)
    seen = snapshot_of(batch)
    Batch.objects.filter(pk=batch.pk).update(seats=3)
    with pytest.raises(BatchError, match="baru saja diubah orang lain"):
        batches.change(batch=batch, sessions=[], seen=seen, by=None, now=now)


def test_differences_name_fields_and_sessions_and_a_silent_form_has_none(cast: Cast, now: datetime) -> None:
    batch = make_batch(minimum=0)
    gone = make_session(batch, title="Lama")
    seen = from_text(as_text(snapshot_of(batch)))
    gone.delete()
    make_session(batch, title="Baru")
    Batch.objects.filter(pk=batch.pk).update(needs_approval=False)
    told = differences(seen, snapshot_of(batch))
    assert [line.split(",")[0] for line in told] == [
        "Perlu persetujuan atasan: ya → tidak",
        "Sesi baru: Baru",
        "Sesi dihapus: Lama",
    ]
    assert differences(None, snapshot_of(batch)) == []
    assert from_text("bukan json") is None
    assert from_text("[1]") is None


def test_a_copy_is_a_draft_with_the_next_number_and_everything_shifted(cast: Cast, now: datetime) -> None:
    batch = make_batch(make_program(), number=4, seats=30, offer_hours=12, state="closed")
    make_session(batch, title="Hari pertama")
    make_session(batch, day=1, title="Hari kedua")
    make_enrollment(batch, cast.employee.employee, state="finished")
    made = copy(batch=batch, starts_on=batch.starts_on + timedelta(days=28), by=cast.hr, now=now)
    new = Batch.objects.get(pk=made.batch.pk)
    assert (new.state, new.number, new.seats, new.offer_hours) == ("draft", 5, 30, 12)
    assert (new.starts_on, new.ends_on) == (date(2026, 4, 20), date(2026, 4, 21))
    assert new.enrollment_closes_at - batch.enrollment_closes_at == timedelta(days=28)
    starts = new.sessions.order_by("starts_at").values_list("title", "starts_at")
    assert [(title, at.day, at.hour) for title, at in starts] == [("Hari pertama", 20, 1), ("Hari kedua", 21, 1)]
    assert (new.enrollments.count(), made.left_out) == (0, [])
    assert list(new.changes.values_list("to_state", "by")) == [("draft", cast.hr.pk)]


def test_a_copy_leaves_out_an_instructor_who_teaches_elsewhere_then(cast: Cast, now: datetime) -> None:
    teacher = Instructor.objects.create(name="Pengajar", employee=cast.stranger.employee)
    batch = make_batch()
    make_session(batch, title="Pagi", instructor=teacher)
    later = make_batch(starts_on=date(2026, 4, 20), ends_on=date(2026, 4, 21))
    make_session(later, instructor=teacher)
    made = copy(batch=batch, starts_on=date(2026, 4, 20), by=None, now=now)
    assert [session.title for session in made.left_out] == ["Pagi"]
    assert Session.objects.get(batch=made.batch).instructor is None


def test_a_copy_leaves_out_a_room_that_is_used_then_and_says_so_in_its_place(cast: Cast, now: datetime) -> None:
    room = make_room()
    batch = make_batch()
    make_session(batch, room=room, place="")
    later = make_batch(starts_on=date(2026, 4, 20), ends_on=date(2026, 4, 21))
    make_session(later, room=room, place="")
    made = copy(batch=batch, starts_on=date(2026, 4, 20), by=None, now=now)
    copied = Session.objects.get(batch=made.batch)
    assert (copied.room, copied.place, len(made.left_out)) == (None, "Menyusul", 1)


def test_a_copy_takes_the_agreement_that_holds_on_its_days_or_none(cast: Cast, now: datetime) -> None:
    partner = make_institution()
    old = make_agreement(partner, ends_on=date(2026, 6, 30))
    new = make_agreement(partner, starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
    batch = make_batch(make_program(institution=partner), agreement=old)
    assert copy(batch=batch, starts_on=date(2026, 8, 3), by=None, now=now).batch.agreement == new
    assert copy(batch=batch, starts_on=date(2027, 8, 3), by=None, now=now).batch.agreement is None


def test_hr_copies_a_batch_and_lands_on_its_form(hr: Client) -> None:
    batch = make_batch()
    make_session(batch)
    page = hr.get(f"/kelola/angkatan/{batch.pk}/salin/")
    first = page.context["form"]["starts_on"].value()
    assert first > batch.starts_on
    assert first.weekday() == batch.starts_on.weekday()
    answer = hr.post(f"/kelola/angkatan/{batch.pk}/salin/", {"starts_on": first.isoformat()})
    made = Batch.objects.exclude(pk=batch.pk).get()
    assert answer["Location"] == f"/kelola/angkatan/{made.pk}/ubah/"


@pytest.mark.parametrize(
    ("state", "step", "said"),
    [
        ("closed", "tutup", "sudah ditutup sebelumnya"),
        ("cancelled", "batal", "sudah dibatalkan sebelumnya"),
        ("open", "buka", "sudah dibuka"),
        ("closed", "ubah", "tidak dapat diubah"),
        ("cancelled", "ubah", "tidak dapat diubah"),
    ],
)
def test_a_step_that_is_behind_the_batch_leads_back_to_its_page(hr: Client, state: str, step: str, said: str) -> None:
    facts: dict[str, Any] = {
        "closed": {"closed_at": datetime(2026, 3, 1, tzinfo=UTC)},
        "cancelled": {"cancel_reason": "Hujan"},
    }
    batch = make_batch(state=state, **facts.get(state, {}))
    page = hr.get(f"/kelola/angkatan/{batch.pk}/{step}/", follow=True)
    assert page.redirect_chain == [(f"/kelola/angkatan/{batch.pk}/", 302)]
    assert said in page.content.decode()
    assert ("Hujan" in page.content.decode()) is (state == "cancelled")
    assert ("#untuk-siapa" in page.content.decode()) is (state == "open")


@pytest.mark.parametrize(("method", "word"), [("first", "daftar tunggu"), ("need", "dibagikan sesudah pendaftaran")])
def test_opening_tells_how_the_seats_are_given(hr: Client, method: str, word: str) -> None:
    batch = make_batch(state="draft", seat_method=method, seats=7)
    (line,) = [each for each in hr.get(f"/kelola/angkatan/{batch.pk}/buka/").context["follows"] if "7 kursi" in each]
    assert word in line


@pytest.mark.django_db
def test_a_percentage_as_the_least_attendance_is_answered_with_how_to_write_it() -> None:
    form = BatchForm({"attendance_share": "80"}, instance=Batch(program=make_program()))
    assert form.errors["attendance_share"] == ["Tulis antara 0 dan 1, misalnya 0,80 untuk 80 persen."]
