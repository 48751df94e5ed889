"""Two people press "Undi" at once: drawn once. And the same with the lock taken off."""

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest

from programs.applications.approval import approve
from programs.lots import drawing
from programs.lots.drawing import draw, freeze, record_value
from programs.lots.giving import give_by_need
from programs.models import Batch, Enrollment, EnrollmentChange, Lot, LotEntry, Placement
from programs.verify import breaches
from tests.factories.lots import DRAWN_AT, FROZEN_AT, SECRET, VALUE, make_approved, make_lot_batch
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import CLOSES_AT, make_batch, make_enrollment
from tests.parallel import run_in_parallel

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PEOPLE, SEATS, PRESSES = 30, 10, 8


@pytest.fixture
def ready(transactional_db: None) -> Batch:
    """A lot with everything there but the draw."""
    batch = make_lot_batch(seats=SEATS)
    make_approved(batch, PEOPLE)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=None, now=DRAWN_AT)
    return batch


def test_pressed_eight_times_at_once_the_lot_is_drawn_once(ready: Batch) -> None:
    def press(_number: int) -> None:
        draw(batch=ready, secret=SECRET, by=None, now=DRAWN_AT)

    assert run_in_parallel(PRESSES, press) == []
    assert Placement.objects.count() == PEOPLE
    assert EnrollmentChange.objects.filter(from_state="approved").count() == PEOPLE
    assert Enrollment.objects.filter(state="confirmed").count() == SEATS
    assert breaches(now=DRAWN_AT) == []


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same house with its lock taken off, and everyone past the look whether it was drawn already."""
    all_have_looked = threading.Barrier(PRESSES, timeout=60)
    required = drawing._require_drawable

    def look_only(batch_id: int, *, ending: bool = False) -> Batch:
        return Batch.objects.get(pk=batch_id)

    def look_together(found: Lot, secret: str, now: datetime) -> None:
        required(found, secret, now)
        all_have_looked.wait()

    monkeypatch.setattr(drawing, "hold_batch", look_only)
    monkeypatch.setattr(drawing, "_require_drawable", look_together)
    trigger = Lot._meta.triggers[1]  # type: ignore[attr-defined]
    assert trigger.name == "lot_keeps_what_was_published"
    trigger.disable(Lot)
    yield
    trigger.enable(Lot)


def test_negative_control_without_the_lock_the_same_presses_collide(ready: Batch, without_locks: None) -> None:
    failures = run_in_parallel(PRESSES, lambda _: draw(batch=ready, secret=SECRET, by=None, now=DRAWN_AT))
    # All looked before any drew: every draw but one runs into the rows of the first.
    assert len(failures) == PRESSES - 1
    assert Placement.objects.count() == PEOPLE


def test_seats_by_need_are_given_once_however_often_it_is_asked(transactional_db: None) -> None:
    batch = make_batch(seat_method="need", seats=SEATS)
    make_approved(batch, PEOPLE)
    assert run_in_parallel(PRESSES, lambda _: give_by_need(batch=batch, by=None, now=CLOSES_AT)) == []
    assert Placement.objects.count() == PEOPLE
    assert Enrollment.objects.filter(state="confirmed").count() == SEATS
    assert breaches(now=CLOSES_AT) == []


def test_approvals_while_the_list_is_frozen_are_in_it_or_behind_it(transactional_db: None) -> None:
    batch = make_lot_batch(seats=SEATS)
    unit = make_unit()
    people = [make_employee(f"Pelamar {number}", unit=unit) for number in range(12)]
    asked = [make_enrollment(batch, person, unit) for person in people]

    def act(number: int) -> None:
        if number == 0:
            freeze(batch=batch, by=None, now=FROZEN_AT)
        else:
            approve(enrollment=asked[number - 1], by=None, now=FROZEN_AT)

    assert run_in_parallel(13, act) == []
    listed = LotEntry.objects.count()
    found = Lot.objects.get()
    assert len(found.listing.splitlines()) == listed + 1
    record_value(batch=batch, value=VALUE, by=None, now=DRAWN_AT)
    draw(batch=batch, secret=SECRET, by=None, now=DRAWN_AT)
    assert Placement.objects.count() == listed
    assert Enrollment.objects.filter(state="confirmed").count() == SEATS
    assert Enrollment.objects.filter(state="waiting").count() == 12 - SEATS
    assert breaches(now=DRAWN_AT) == []
