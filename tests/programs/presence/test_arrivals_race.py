"""Fifty people arrive while the batch closes: each is counted, or told that it is closed."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from programs.closing import close
from programs.errors import ArrivalError
from programs.models import Attendance, Batch, BatchState, Enrollment, Session
from programs.presence import arrivals
from programs.presence.arrivals import arrive
from programs.presence.attendance import mark
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment, make_session
from tests.parallel import run_in_parallel

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PEOPLE = 50


@pytest.fixture
def room() -> tuple[Session, list[Enrollment]]:
    batch = make_batch(seats=PEOPLE)
    unit = make_unit()
    people = [make_employee(f"Peserta {n}", unit=unit) for n in range(PEOPLE)]
    return make_session(batch), [make_enrollment(batch, person, state="confirmed") for person in people]


def make_roomier(batch: Batch) -> Batch:
    Batch.objects.filter(pk=batch.pk).update(seats=PEOPLE + 1)
    return batch


def come(session: Session, enrollment: Enrollment) -> None:
    """Arrive in the last second of the session, pressing the button when it has ended."""
    arrive(
        session=session,
        employee_id=enrollment.employee_id,
        seen_at=session.ends_at,
        device="",
        by=None,
        now=session.ends_at + timedelta(seconds=1),
    )


def present() -> set[int]:
    return set(Attendance.objects.filter(present=True).values_list("enrollment_id", flat=True))


def finished() -> set[int]:
    return set(Enrollment.objects.filter(state="finished").values_list("pk", flat=True))


def test_fifty_arrivals_while_the_batch_closes_are_each_counted_or_refused(
    room: tuple[Session, list[Enrollment]],
) -> None:
    session, people = room

    def come_or_close(n: int) -> None:
        if n == PEOPLE // 2:
            close(batch=session.batch, by=None, now=session.ends_at + timedelta(seconds=1))
        else:
            come(session, people[n])

    raised = run_in_parallel(PEOPLE, come_or_close)
    assert {type(error) for error in raised} <= {ArrivalError}
    assert finished() == present()
    assert len(present()) + len(raised) == PEOPLE - 1


def test_fifty_arrivals_beside_the_instructors_list_lose_nobody(room: tuple[Session, list[Enrollment]]) -> None:
    session, people = room
    now = session.starts_at + timedelta(minutes=1)
    ticks = {one.pk: True for one in people}

    def come_or_tick(n: int) -> None:
        if n % 10 == 0:
            mark(session=session, present=ticks, by=None, now=now)
        arrive(session=session, employee_id=people[n].employee_id, seen_at=now, device="", by=None, now=now)

    assert run_in_parallel(PEOPLE, come_or_tick) == []
    assert present() == {one.pk for one in people}
    assert set(Enrollment.objects.values_list("state", flat=True)) == {"attended"}
    assert all(one.changes.filter(to_state="attended").count() == 1 for one in people)


def test_negative_control_without_the_shared_lock_someone_is_present_and_yet_absent(
    room: tuple[Session, list[Enrollment]], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = room
    # Attended before, so that no change of state stands in the way either.
    attended = make_enrollment(make_roomier(session.batch), make_employee("Rajin", unit=make_unit()), state="attended")
    looked, closed = threading.Event(), threading.Event()

    def look_only(batch_id: int) -> str:
        return str(Batch.objects.values_list("state", flat=True).get(pk=batch_id))

    seat_of = arrivals.participation

    def look_and_linger(session: Session, employee_id: int) -> Enrollment:
        enrollment = seat_of(session, employee_id)
        looked.set()
        closed.wait(timeout=60)
        return enrollment

    monkeypatch.setattr(arrivals, "keep_running", look_only)
    monkeypatch.setattr(arrivals, "participation", look_and_linger)

    def come_too_late() -> None:
        try:
            come(session, attended)
        finally:
            connection.close()

    late = threading.Thread(target=come_too_late)
    late.start()
    looked.wait(timeout=60)
    close(batch=session.batch, by=None, now=session.ends_at + timedelta(seconds=1))
    closed.set()
    late.join()
    assert Batch.objects.get().state == BatchState.CLOSED
    assert present() - finished() == {attended.pk}
