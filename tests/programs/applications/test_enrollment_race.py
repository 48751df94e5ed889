"""Many people at once want few seats: real threads, each with its own connection, and a negative control."""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Count

from pembinaan.base import events
from people.models import Employee, Unit
from programs import locks
from programs.applications import approval, waiting_list
from programs.applications.approval import approve
from programs.applications.enrollment import cancel, request
from programs.applications.waiting_list import accept_offer, offer_free_seats
from programs.batches import cancel as call_off
from programs.closing import close
from programs.errors import AttendanceError, EnrollmentError
from programs.models import HOLDING, Attendance, Batch, Enrollment, EnrollmentChange
from programs.presence.attendance import mark
from programs.verify import breaches
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment, make_session

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

APPLICANTS = 60
SEATS = 10
PARALLEL = 12


def at_once(act: Callable[[int], object], numbers: list[int]) -> list[BaseException]:
    """Run `act` for each number in parallel threads that start together; return what went wrong."""
    start = threading.Barrier(PARALLEL)
    failures: list[BaseException] = []

    def work(share: list[int]) -> None:
        try:
            start.wait(timeout=20)
            for number in share:
                act(number)
        except BaseException as failure:  # a deadlock or a lost connection must show in the main thread
            failures.append(failure)
        finally:
            connection.close()

    with ThreadPoolExecutor(PARALLEL) as pool:
        list(pool.map(work, [numbers[first::PARALLEL] for first in range(PARALLEL)]))
    return failures


def make_applicants(count: int) -> tuple[Unit, list[Employee]]:
    unit = make_unit()
    return unit, [make_employee(f"Pelamar {n}", unit=unit) for n in range(count)]


def taken(batch: Batch) -> int:
    return Enrollment.objects.filter(batch=batch, state__in=HOLDING).count()


def test_sixty_people_for_ten_seats_fill_them_exactly_and_keep_their_order(now: datetime) -> None:
    batch = make_batch(seats=SEATS)
    _, people = make_applicants(APPLICANTS)

    def apply_and_be_approved(number: int) -> None:
        approve(enrollment=request(batch=batch, employee=people[number], by=None, now=now), by=None, now=now)

    assert at_once(apply_and_be_approved, list(range(APPLICANTS))) == []
    states = dict(Enrollment.objects.values_list("state").annotate(Count("pk")).order_by())
    assert states == {"confirmed": SEATS, "waiting": APPLICANTS - SEATS}
    numbers = Enrollment.objects.in_queue().values_list("queue_number", flat=True)
    assert list(numbers) == list(range(1, APPLICANTS - SEATS + 1))
    # The trail's ids are given under the lock: the queue's order is the order of decisions.
    decided = EnrollmentChange.objects.filter(to_state="waiting").order_by("enrollment__queue_number")
    assert list(decided.values_list("pk", flat=True)) == sorted(decided.values_list("pk", flat=True))
    assert breaches(now=now) == []


def test_the_same_person_pressing_twelve_times_at_once_applies_once(now: datetime) -> None:
    batch = make_batch()
    _, [person] = make_applicants(1)
    assert at_once(lambda _: request(batch=batch, employee=person, by=None, now=now), list(range(PARALLEL))) == []
    assert Enrollment.objects.count() == 1


def test_one_application_approved_twelve_times_at_once_gets_one_seat(now: datetime) -> None:
    batch = make_batch()
    _, [person] = make_applicants(1)
    enrollment = request(batch=batch, employee=person, by=None, now=now)
    assert at_once(lambda _: approve(enrollment=enrollment, by=None, now=now), list(range(PARALLEL))) == []
    assert list(EnrollmentChange.objects.order_by("pk").values_list("to_state", flat=True)) == [
        "requested",
        "confirmed",
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_random_cancellations_and_accepted_offers_the_batch_ends_full(now: datetime, seed: int) -> None:
    batch = make_batch(seats=SEATS)
    _, people = make_applicants(APPLICANTS)
    chance = random.Random(seed)
    gives_up = {number: chance.random() < 0.25 for number in range(APPLICANTS)}
    accepts = {number: chance.random() < 0.7 for number in range(APPLICANTS)}

    def come_and_perhaps_go(number: int) -> None:
        enrollment = request(batch=batch, employee=people[number], by=None, now=now)
        enrollment = approve(enrollment=enrollment, by=None, now=now)
        offer_free_seats(batch=batch, now=now)
        enrollment.refresh_from_db()
        _answer(enrollment, gives_up=gives_up[number], accepts=accepts[number], now=now)

    assert at_once(come_and_perhaps_go, list(range(APPLICANTS))) == []
    events.sweep(now=now)
    assert Enrollment.objects.count() == APPLICANTS
    assert taken(batch) == SEATS
    assert breaches(now=now) == []
    # Whoever lets the offer lapse passes it on: the seats stay full to the end of the queue.
    later = now + timedelta(hours=25)
    waiting_list.lapse_offers(now=later)
    events.sweep(now=later)
    assert taken(batch) == SEATS
    assert breaches(now=later) == []


def _answer(enrollment: Enrollment, *, gives_up: bool, accepts: bool, now: datetime) -> None:
    # Someone else's step may be faster (an offer arrives): refused with a sentence, nothing lost.
    with suppress(EnrollmentError):
        if gives_up:
            cancel(enrollment=enrollment, by=None, reason="Ada tugas lain", now=now)
        elif accepts and enrollment.state == "offered":
            accept_offer(enrollment=enrollment, by=None, now=now)


def test_two_freed_seats_handled_at_once_are_offered_to_two_people(now: datetime) -> None:
    batch = make_batch(seats=1)
    _, people = make_applicants(13)
    for person in people:
        approve(enrollment=request(batch=batch, employee=person, by=None, now=now), by=None, now=now)
    Batch.objects.filter(pk=batch.pk).update(seats=3)
    assert at_once(lambda _: offer_free_seats(batch=batch, now=now), list(range(PARALLEL))) == []
    offered = Enrollment.objects.filter(state="offered").order_by("queue_number")
    assert list(offered.values_list("queue_number", flat=True)) == [1, 2]


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same house with its locks taken off and the window between counting and deciding held open."""

    def look_only(batch_id: int, *, ending: bool = False) -> Batch:
        return Batch.objects.get(pk=batch_id)

    counted = approval.seats_of
    all_have_counted = threading.Barrier(PARALLEL, timeout=60)

    def count_together(batch: Batch) -> object:
        seats = counted(batch)
        all_have_counted.wait()
        return seats

    for module in (locks, approval, waiting_list):
        monkeypatch.setattr(module, "hold_batch", look_only)
    monkeypatch.setattr(approval, "seats_of", count_together)
    trigger = Enrollment._meta.triggers[1]  # type: ignore[attr-defined]
    assert trigger.name == "enrollment_seats_never_exceeded"
    trigger.disable(Enrollment)
    yield
    trigger.enable(Enrollment)


def test_negative_control_without_the_lock_the_same_race_oversells(without_locks: None, now: datetime) -> None:
    batch = make_batch(seats=1)
    _, people = make_applicants(PARALLEL)
    enrollments = [request(batch=batch, employee=person, by=None, now=now) for person in people]
    at_once(lambda number: approve(enrollment=enrollments[number], by=None, now=now), list(range(PARALLEL)))
    assert taken(batch) > 1
    assert "kursi" in " ".join(breach.rule for breach in breaches(now=now))


def test_with_only_the_database_guarding_nothing_is_oversold(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    # The use case's lock forgotten: the trigger still refuses the seat too many.
    for module in (approval, waiting_list):
        monkeypatch.setattr(module, "hold_batch", lambda batch_id, **_: Batch.objects.get(pk=batch_id))
    batch = make_batch(seats=1)
    _, people = make_applicants(PARALLEL)
    enrollments = [request(batch=batch, employee=person, by=None, now=now) for person in people]
    at_once(lambda number: approve(enrollment=enrollments[number], by=None, now=now), list(range(PARALLEL)))
    assert taken(batch) == 1


def test_a_lock_held_too_long_is_refused_with_a_sentence(now: datetime) -> None:
    batch = make_batch()
    _, [person] = make_applicants(1)
    enrollment = request(batch=batch, employee=person, by=None, now=now)
    refusals: list[str] = []

    def approve_in_a_hurry() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '50ms'")
            approve(enrollment=enrollment, by=None, now=now)
        except EnrollmentError as refusal:
            refusals.append(refusal.message)
        finally:
            connection.close()

    with transaction.atomic():
        locks.hold_batch(batch.pk)
        other = threading.Thread(target=approve_in_a_hurry)
        other.start()
        other.join()
    assert refusals == ["Banyak orang sedang mendaftar pada angkatan ini. Coba lagi sebentar lagi."]


def test_no_application_slips_into_a_batch_that_is_being_called_off(now: datetime) -> None:
    batch = make_batch()
    _, people = make_applicants(PARALLEL)

    def apply_or_call_off(number: int) -> None:
        if number == PARALLEL // 2:
            call_off(batch=batch, by=None, reason="Pengajar sakit", now=now)
            return
        with suppress(EnrollmentError):
            request(batch=batch, employee=people[number], by=None, now=now)

    assert at_once(apply_or_call_off, list(range(PARALLEL))) == []
    assert set(Enrollment.objects.values_list("state", flat=True)) <= {"cancelled"}


def test_presence_marked_while_the_batch_closes_counts_or_is_refused(now: datetime) -> None:
    batch = make_batch(seats=PARALLEL)
    session = make_session(batch)
    _, people = make_applicants(PARALLEL)
    enrollments = [make_enrollment(batch, person, state="confirmed") for person in people]
    later = now + timedelta(days=30)

    def mark_or_close(number: int) -> None:
        if number == PARALLEL // 2:
            close(batch=batch, by=None, now=later)
            return
        with suppress(AttendanceError):
            mark(session=session, present={enrollments[number].pk: True}, by=None, now=later)

    assert at_once(mark_or_close, list(range(PARALLEL))) == []
    present = set(Attendance.objects.values_list("enrollment_id", flat=True))
    assert set(Enrollment.objects.filter(state="finished").values_list("pk", flat=True)) == present
