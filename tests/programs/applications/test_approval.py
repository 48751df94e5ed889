"""Deciding on applications."""

from datetime import UTC, datetime

import pytest

from notifications.models import Message
from pembinaan.base.models import Event
from programs.applications.approval import approve, approve_all, decline
from programs.errors import EnrollmentError
from programs.models import EnrollmentChange
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_session


def test_with_a_free_seat_and_nobody_waiting_the_applicant_is_enrolled(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    make_session(batch)
    enrollment = approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    assert (enrollment.state, enrollment.queue_number) == ("confirmed", None)
    assert Event.objects.get(kind="enrollment.confirmed").subject_id == enrollment.pk
    decided = Message.objects.filter(kind="enrollment.decided").order_by("to__name")
    assert [message.to for message in decided] == [cast.head, cast.employee]
    assert decided[1].body == "Disetujui dan terdaftar. Jadwal ada di halaman angkatan."


def test_a_reminder_waits_for_the_morning_of_the_day_before(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_session(batch)  # 23 March 2026, 08.00 WIB
    approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    reminder = Message.objects.get(kind="session.reminder")
    assert reminder.to == cast.employee
    assert reminder.not_before == datetime(2026, 3, 22, 1, 0, tzinfo=UTC)  # 08.00 WIB
    assert reminder.subject == f"Besok: {batch}, Sesi 1"
    assert reminder.body == f"{batch}: Sesi 1 dimulai 23 Maret 2026, 08.00 WIB. Tempat: Aula BKPSDM."


def test_who_is_enrolled_on_the_eve_is_reminded_at_once_and_on_the_day_not_at_all(cast: Cast) -> None:
    batch = make_batch()
    make_session(batch)  # 23 March 2026, 08.00 WIB
    eve = datetime(2026, 3, 22, 9, 0, tzinfo=UTC)
    approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=eve)
    assert Message.objects.get(kind="session.reminder").not_before == eve
    day = datetime(2026, 3, 22, 17, 0, tzinfo=UTC)  # midnight WIB
    approve(enrollment=make_enrollment(batch, cast.stranger.employee), by=cast.hr, now=day)
    assert Message.objects.filter(kind="session.reminder").count() == 1


def test_when_full_the_applicant_gets_the_next_number_of_the_queue(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.hr.employee, state="confirmed")
    make_enrollment(batch, cast.stranger.employee, state="waiting")
    enrollment = approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    assert (enrollment.state, enrollment.queue_number) == ("waiting", 2)
    message = Message.objects.get(kind="enrollment.decided", to=cast.employee)
    assert message.body == "Disetujui. Kursi penuh, jadi masuk daftar tunggu pada urutan ke-2."


def test_with_a_free_seat_but_people_waiting_nobody_jumps_the_queue(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.stranger.employee, state="waiting")
    enrollment = approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    assert enrollment.state == "waiting"
    assert Event.objects.filter(kind="seat.freed", subject_id=batch.pk).count() == 1


def test_approving_twice_returns_the_first_result(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee)
    first = approve(enrollment=enrollment, by=cast.head, now=now)
    assert approve(enrollment=enrollment, by=cast.hr, now=now).state == first.state
    assert EnrollmentChange.objects.filter(to_state="confirmed").count() == 1


def test_a_declined_application_is_not_approved(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee, state="declined")
    with pytest.raises(EnrollmentError, match="sudah berkeadaan “Ditolak”"):
        approve(enrollment=enrollment, by=cast.head, now=now)


@pytest.mark.parametrize("state", ["cancelled", "closed"])
def test_nothing_is_approved_in_a_batch_that_is_over(cast: Cast, now: datetime, state: str) -> None:
    enrollment = make_enrollment(make_batch(state=state), cast.employee.employee)
    with pytest.raises(EnrollmentError, match="tidak dapat disetujui"):
        approve(enrollment=enrollment, by=cast.head, now=now)


def test_declining_gives_the_reason_to_the_applicant(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee)
    decline(enrollment=enrollment, by=cast.head, reason="Jadwal jaga bersamaan", now=now)
    assert decline(enrollment=enrollment, by=cast.head, reason="Lain", now=now).reason == "Jadwal jaga bersamaan"
    message = Message.objects.get(to=cast.employee)
    assert message.body == "Ditolak. Alasan: Jadwal jaga bersamaan"


def test_declining_needs_a_reason(cast: Cast, now: datetime) -> None:
    with pytest.raises(EnrollmentError, match="Tuliskan alasan penolakan"):
        decline(enrollment=make_enrollment(make_batch(), cast.employee.employee), by=cast.head, reason="", now=now)


def test_approving_many_gives_seats_to_those_who_asked_first(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    late = make_enrollment(batch, cast.employee.employee, requested_at=now)
    early = make_enrollment(batch, cast.stranger.employee)
    gone = make_enrollment(batch, cast.hr.employee, state="cancelled")
    outcomes = approve_all(enrollments=[late, early, gone], by=cast.hr, now=now)
    told = {outcome.enrollment.pk: outcome.enrollment.state for outcome in outcomes if not outcome.refused}
    assert told == {early.pk: "confirmed", late.pk: "waiting"}
    assert [outcome.enrollment for outcome in outcomes if outcome.refused] == [gone]
