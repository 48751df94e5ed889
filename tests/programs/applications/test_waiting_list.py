"""The waiting list: offers, deadlines, passing on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from notifications.models import Message
from pembinaan.base import events
from programs.applications.enrollment import cancel
from programs.applications.waiting_list import accept_offer, lapse_offers, offer_free_seats, offer_next
from programs.batches import change
from programs.errors import EnrollmentError
from programs.models import Batch, Enrollment
from tests.cast import Cast
from tests.factories.people import make_account, make_employee
from tests.factories.programs import make_batch, make_enrollment


@pytest.fixture
def full(cast: Cast) -> Batch:
    """One seat, held by the stranger; the employee and then HR wait for it."""
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.stranger.employee, state="confirmed")
    make_enrollment(batch, cast.employee.employee, state="waiting")
    make_enrollment(batch, cast.hr.employee, state="waiting")
    return batch


def of(cast: Cast, batch: Batch, role: str) -> Enrollment:
    return Enrollment.objects.get(batch=batch, employee=getattr(cast, role).employee)


def test_a_cancelled_seat_is_offered_to_the_first_in_the_queue_alone(cast: Cast, full: Batch, now: datetime) -> None:
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=now)
    events.sweep(now=now)
    offered = of(cast, full, "employee")
    assert (offered.state, offered.offer_expires_at) == ("offered", now + timedelta(hours=24))
    assert of(cast, full, "hr").state == "waiting"
    assert Message.objects.get(kind="enrollment.offered").to == cast.employee


def test_the_sweep_run_twice_offers_once(cast: Cast, full: Batch, now: datetime) -> None:
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=now)
    events.sweep(now=now)
    assert offer_free_seats(batch=full, now=now) == []


def test_an_accepted_offer_is_a_seat(cast: Cast, full: Batch, now: datetime) -> None:
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=now)
    offer_next(batch=full, now=now)
    accepted = accept_offer(enrollment=of(cast, full, "employee"), by=cast.employee, now=now)
    assert (accepted.state, accepted.offer_expires_at) == ("confirmed", None)
    assert accept_offer(enrollment=accepted, by=cast.employee, now=now) == accepted


def test_an_offer_not_answered_passes_on_to_the_next(cast: Cast, full: Batch, now: datetime) -> None:
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=now)
    events.sweep(now=now)
    assert lapse_offers(now=now + timedelta(hours=24) - timedelta(seconds=1)) == 0
    later = now + timedelta(hours=24)
    with pytest.raises(EnrollmentError, match="Batas waktu tawaran sudah lewat"):
        accept_offer(enrollment=of(cast, full, "employee"), by=cast.employee, now=later)
    assert lapse_offers(now=later) == 1
    events.sweep(now=later)
    passed_over = of(cast, full, "employee")
    assert (passed_over.state, passed_over.reason) == ("lapsed", "Tawaran tidak dijawab sampai batas waktunya.")
    assert of(cast, full, "hr").state == "offered"


def test_a_declined_offer_passes_on_at_once(cast: Cast, full: Batch, now: datetime) -> None:
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=now)
    events.sweep(now=now)
    cancel(enrollment=of(cast, full, "employee"), by=cast.employee, reason="Tidak bisa", now=now)
    events.sweep(now=now)
    assert of(cast, full, "hr").state == "offered"


def test_an_offer_never_holds_past_the_day_before_the_start(cast: Cast, full: Batch) -> None:
    # The batch starts on 23 March; its eve ends at 17.00 UTC on the 22nd (midnight WIB).
    eve = datetime(2026, 3, 22, 4, 0, tzinfo=UTC)
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=eve)
    offered = offer_next(batch=full, now=eve)
    assert offered is not None
    assert offered.offer_expires_at == datetime(2026, 3, 22, 17, 0, tzinfo=UTC)


def test_while_enrollment_stays_open_in_a_running_batch_its_seats_are_still_offered(cast: Cast, full: Batch) -> None:
    closing = datetime(2026, 3, 23, 10, 0, tzinfo=UTC)
    Batch.objects.filter(pk=full.pk).update(enrollment_closes_at=closing)
    first_day = datetime(2026, 3, 23, 6, 0, tzinfo=UTC)
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=first_day)
    offered = offer_next(batch=full, now=first_day)
    assert offered is not None
    assert (offered.employee, offered.offer_expires_at) == (cast.employee.employee, closing)
    assert offer_next(batch=full, now=closing) is None


def test_a_queue_that_was_too_late_is_offered_the_seat_when_hr_moves_the_batch(cast: Cast, full: Batch) -> None:
    first_day = datetime(2026, 3, 23, 6, 0, tzinfo=UTC)
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=first_day)
    events.sweep(now=first_day)
    assert of(cast, full, "employee").state == "waiting"
    full.starts_on = full.ends_on = date(2026, 3, 30)
    change(batch=full, sessions=[], by=cast.hr, now=first_day)
    events.sweep(now=first_day)
    assert of(cast, full, "employee").state == "offered"


def test_nothing_is_offered_once_the_batch_has_begun(cast: Cast, full: Batch) -> None:
    first_minute = datetime(2026, 3, 22, 17, 0, tzinfo=UTC)
    cancel(enrollment=of(cast, full, "stranger"), by=None, reason="Sakit", now=first_minute)
    assert offer_next(batch=full, now=first_minute) is None


def test_nothing_is_offered_in_a_batch_that_is_over(cast: Cast, now: datetime) -> None:
    batch = make_batch(state="closed")
    make_enrollment(batch, cast.employee.employee, state="waiting")
    assert offer_next(batch=batch, now=now) is None


def test_more_seats_are_offered_to_just_as_many_and_change_no_approval(cast: Cast, full: Batch, now: datetime) -> None:
    undecided = make_enrollment(full, make_employee("Belum Diputuskan", unit=cast.unit))
    last = make_enrollment(full, make_account(make_employee("Terakhir", unit=cast.unit)).employee, state="waiting")
    full.seats = 3
    change(batch=full, sessions=list(full.sessions.all()), by=cast.hr, now=now)
    events.sweep(now=now)
    assert [of(cast, full, role).state for role in ("employee", "hr")] == ["offered", "offered"]
    undecided.refresh_from_db()
    last.refresh_from_db()
    assert (undecided.state, last.state) == ("requested", "waiting")


def test_the_hours_of_an_offer_are_the_batchs_own(cast: Cast, now: datetime) -> None:
    batch = make_batch(offer_hours=6)
    make_enrollment(batch, cast.employee.employee, state="waiting")
    offered = offer_next(batch=batch, now=now)
    assert offered is not None
    assert offered.offer_expires_at == now + timedelta(hours=6)
