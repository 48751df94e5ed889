"""Late withdrawal: asked when seats no longer move, decided by BKPSDM."""

from datetime import datetime, timedelta

import pytest

from notifications.models import Message
from pembinaan.base.models import Event
from programs.applications.withdrawal import allow, ask, may_ask_now, refuse, take_back
from programs.closing import close
from programs.errors import EnrollmentError
from programs.models import Batch, Enrollment
from programs.verify import breaches
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_session

# The batch of the factories starts on 23 March 2026; the tests' now is the 9th.
LATE = timedelta(days=14)


@pytest.fixture
def batch(db: None) -> Batch:
    batch = make_batch()
    make_session(batch)
    return batch


@pytest.fixture
def seat(cast: Cast, batch: Batch) -> Enrollment:
    return make_enrollment(batch, cast.employee.employee, state="confirmed")


def trail(enrollment: Enrollment) -> list[str]:
    return list(enrollment.changes.order_by("pk").values_list("to_state", flat=True))


def test_before_seats_stop_moving_nobody_asks_but_cancels(cast: Cast, now: datetime, seat: Enrollment) -> None:
    assert not may_ask_now(seat, now)
    with pytest.raises(EnrollmentError):
        ask(enrollment=seat, by=cast.employee, reason="Sakit", now=now)


def test_asked_then_allowed_the_person_is_out_and_everyone_knows(cast: Cast, now: datetime, seat: Enrollment) -> None:
    late = now + LATE
    ask(enrollment=seat, by=cast.employee, reason="Sakit", now=late)
    ask(enrollment=seat, by=cast.employee, reason="Sakit", now=late)
    asked = Message.objects.get(kind="withdrawal.asked")
    assert (asked.to, asked.body) == (cast.hr, f"Siti Nurhaliza mohon mundur dari {seat.batch}. Alasan: Sakit")
    allow(enrollment=seat, by=cast.hr, now=late)
    allow(enrollment=seat, by=cast.hr, now=late)
    assert (seat.state, seat.reason) == ("cancelled", "Sakit")
    assert trail(seat) == ["confirmed", "withdrawing", "cancelled"]
    told = Message.objects.filter(kind="enrollment.cancelled").order_by("to__name").values_list("to__name", flat=True)
    assert list(told) == ["Kepala Puskesmas", "Siti Nurhaliza"]
    assert Event.objects.filter(kind="enrollment.cancelled", subject_id=seat.pk).count() == 1
    assert breaches(now=late) == []


@pytest.mark.parametrize("state", ["confirmed", "attended"])
def test_refused_the_person_stands_where_they_stood_and_reads_why(
    cast: Cast, now: datetime, batch: Batch, state: str
) -> None:
    enrollment = make_enrollment(batch, cast.employee.employee, state=state)
    ask(enrollment=enrollment, by=cast.employee, reason="Malas", now=now + LATE)
    refuse(enrollment=enrollment, by=cast.hr, reason="Anggaran sudah terpakai", now=now + LATE)
    refuse(enrollment=enrollment, by=cast.hr, reason="Lain", now=now + LATE)
    assert (enrollment.state, enrollment.reason) == (state, "Anggaran sudah terpakai")
    message = Message.objects.get(kind="withdrawal.refused")
    assert (message.to, message.body) == (
        cast.employee,
        f"Anda tetap peserta {batch}. Alasan BKPSDM: Anggaran sudah terpakai",
    )


def test_who_comes_after_all_takes_the_request_back(cast: Cast, now: datetime, seat: Enrollment) -> None:
    ask(enrollment=seat, by=cast.employee, reason="Sakit", now=now + LATE)
    take_back(enrollment=seat, by=cast.employee, now=now + LATE)
    assert trail(seat) == ["confirmed", "withdrawing", "confirmed"]
    with pytest.raises(EnrollmentError, match="Tidak ada permohonan mundur"):
        allow(enrollment=seat, by=cast.hr, now=now + LATE)


def test_a_reason_is_needed_to_ask_and_to_refuse(cast: Cast, now: datetime, seat: Enrollment) -> None:
    with pytest.raises(EnrollmentError, match="Tuliskan alasan mundur"):
        ask(enrollment=seat, by=cast.employee, reason=" ", now=now + LATE)
    ask(enrollment=seat, by=cast.employee, reason="Sakit", now=now + LATE)
    with pytest.raises(EnrollmentError, match="Tuliskan alasan, supaya peserta"):
        refuse(enrollment=seat, by=cast.hr, reason="", now=now + LATE)


def test_after_the_batch_was_closed_nothing_is_decided_any_more(cast: Cast, now: datetime, seat: Enrollment) -> None:
    ask(enrollment=seat, by=cast.employee, reason="Sakit", now=now + LATE)
    stale = Enrollment.objects.get(pk=seat.pk)
    close(batch=seat.batch, by=cast.hr, now=now + timedelta(days=20))
    with pytest.raises(EnrollmentError, match="baru saja ditutup"):
        allow(enrollment=stale, by=cast.hr, now=now + timedelta(days=20))
