"""Applying and stepping back."""

from datetime import datetime, timedelta

import pytest

from notifications.models import Message
from pembinaan.base.models import Event
from programs.applications.approval import approve
from programs.applications.enrollment import cancel, request
from programs.errors import EnrollmentError
from programs.models import Enrollment, EnrollmentChange
from tests.cast import Cast
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import CLOSES_AT, OPENS_AT, make_batch, make_enrollment, make_session


def test_applying_keeps_the_unit_of_that_day_and_asks_the_head(cast: Cast, now: datetime) -> None:
    enrollment = request(batch=make_batch(), employee=cast.employee.employee, by=cast.employee, now=now)
    assert (enrollment.state, enrollment.unit, enrollment.requested_at) == ("requested", cast.unit, now)
    change = EnrollmentChange.objects.get()
    assert (change.to_state, change.by, change.at) == ("requested", cast.employee, now)
    message = Message.objects.get()
    assert (message.to, message.subject) == (cast.head, "Permohonan pelatihan dari Siti Nurhaliza")


def test_where_nobody_above_is_a_head_hr_is_asked(cast: Cast, now: datetime) -> None:
    unit = make_unit("Kecamatan Tanpa Kepala")
    request(batch=make_batch(), employee=make_employee("Tanpa Atasan", unit=unit), by=None, now=now)
    assert [message.to for message in Message.objects.all()] == [cast.hr]


def test_applying_twice_returns_the_first_application(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    first = request(batch=batch, employee=cast.employee.employee, by=None, now=now)
    assert request(batch=batch, employee=cast.employee.employee, by=None, now=now) == first
    assert Message.objects.count() == 1


def test_applying_after_a_cancellation_is_a_new_application(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="cancelled")
    request(batch=batch, employee=cast.employee.employee, by=None, now=now)
    assert Enrollment.objects.count() == 2


WINDOW = [
    ("open", OPENS_AT - timedelta(seconds=1), "Pendaftaran angkatan ini belum dibuka."),
    ("draft", OPENS_AT, "Pendaftaran angkatan ini belum dibuka."),
    ("open", CLOSES_AT, "Pendaftaran angkatan ini sudah ditutup. Pilih angkatan lain di katalog."),
    ("cancelled", OPENS_AT, "Angkatan ini dibatalkan. Pilih angkatan lain di katalog."),
]


@pytest.mark.parametrize(("state", "at", "sentence"), WINDOW)
def test_outside_the_window_applying_is_refused_in_words(cast: Cast, state: str, at: datetime, sentence: str) -> None:
    with pytest.raises(EnrollmentError) as refusal:
        request(batch=make_batch(state=state), employee=cast.employee.employee, by=None, now=at)
    assert refusal.value.message == sentence


def test_the_first_second_of_the_window_counts(cast: Cast) -> None:
    assert request(batch=make_batch(), employee=cast.employee.employee, by=None, now=OPENS_AT).pk


def test_someone_without_a_unit_cannot_apply(cast: Cast, now: datetime) -> None:
    with pytest.raises(EnrollmentError, match="belum tercatat bekerja"):
        request(batch=make_batch(), employee=make_employee("Tanpa Unit"), by=None, now=now)


@pytest.mark.parametrize(("state", "frees"), [("requested", 0), ("waiting", 0), ("confirmed", 1), ("offered", 1)])
def test_a_cancellation_frees_a_seat_only_when_one_was_held(cast: Cast, now: datetime, state: str, frees: int) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee, state=state)
    cancel(enrollment=enrollment, by=cast.employee, reason=" Ada tugas lain ", now=now)
    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.reason) == ("cancelled", "Ada tugas lain")
    assert Event.objects.filter(kind="seat.freed", subject_id=enrollment.batch_id).count() == frees
    assert set(Message.objects.values_list("to__name", flat=True)) == {"Siti Nurhaliza", "Kepala Puskesmas"}


def test_cancelling_twice_returns_the_first_result(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee, state="confirmed")
    cancel(enrollment=enrollment, by=None, reason="Sakit", now=now)
    assert cancel(enrollment=enrollment, by=None, reason="Sakit", now=now).reason == "Sakit"
    assert Event.objects.filter(kind="seat.freed").count() == 1


def test_cancelling_needs_a_reason(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee)
    with pytest.raises(EnrollmentError, match="Tuliskan alasan"):
        cancel(enrollment=enrollment, by=None, reason="  ", now=now)


def test_what_is_over_cannot_be_cancelled(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee, state="finished")
    with pytest.raises(EnrollmentError, match="sudah berkeadaan “Selesai”"):
        cancel(enrollment=enrollment, by=None, reason="Sakit", now=now)


def test_a_cancellation_takes_back_the_reminders_not_sent_yet(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_session(batch)
    enrollment = approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    reminder = Message.objects.get(kind="session.reminder")
    cancel(enrollment=enrollment, by=cast.employee, reason="Sakit", now=now)
    reminder.refresh_from_db()
    assert reminder.withdrawn_at == now


def test_where_no_approval_is_asked_for_the_seat_is_given_at_once(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1, needs_approval=False)
    first = request(batch=batch, employee=cast.employee.employee, by=cast.employee, now=now)
    second = request(batch=batch, employee=cast.stranger.employee, by=cast.stranger, now=now)
    assert (first.state, second.state, second.queue_number) == ("confirmed", "waiting", 1)
    assert list(first.changes.order_by("pk").values_list("to_state", flat=True)) == ["requested", "confirmed"]
    told = Message.objects.order_by("pk").values_list("to", "subject", "body")
    assert list(told) == [
        (cast.employee.pk, f"Pendaftaran Anda: {batch}", "Anda terdaftar. Jadwal ada di halaman angkatan."),
        (
            cast.stranger.pk,
            f"Pendaftaran Anda: {batch}",
            "Kursi penuh, jadi masuk daftar tunggu pada urutan ke-1.",
        ),
    ]
