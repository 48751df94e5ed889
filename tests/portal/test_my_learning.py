"""What an employee does next."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from learning.courses import Course
from portal.my_learning import enrollments_in_progress, hours_to_come, next_session, next_step
from programs.models import Enrollment
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_program, make_session


def steps_of(cast: Cast, now: datetime, courses: list[Course] | None = None) -> str:
    employee = cast.employee.employee
    return next_step(
        enrollments=enrollments_in_progress(employee.pk),
        session=next_session(employee.pk, now),
        courses=courses or [],
        now=now,
    ).kind


def test_without_any_enrollment_one_chooses(cast: Cast, now: datetime) -> None:
    assert steps_of(cast, now) == "choose"


def test_an_application_is_waited_for(cast: Cast, now: datetime) -> None:
    make_enrollment(make_batch(), cast.employee.employee)
    assert steps_of(cast, now) == "waiting"


def test_between_the_last_session_and_the_closing_one_waits_for_the_certificate(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_session(batch)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    afterwards = now + timedelta(days=30)
    enrollments = enrollments_in_progress(cast.employee.employee.pk)
    step = next_step(
        enrollments=enrollments,
        session=next_session(cast.employee.employee.pk, afterwards),
        courses=[],
        now=afterwards,
    )
    assert (step.kind, step.sessions_over) == ("waiting", True)


def test_the_next_session_of_a_seat_comes_before_waiting(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    assert steps_of(cast, now) == "session"
    assert next_session(cast.employee.employee.pk, now) == session
    assert next_session(cast.employee.employee.pk, session.ends_at + timedelta(seconds=1)) is None


def test_a_cancelled_session_is_no_step(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_session(batch, cancelled=True)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    assert next_session(cast.employee.employee.pk, now) is None


def test_an_offer_with_a_deadline_comes_first(cast: Cast, now: datetime) -> None:
    seated = make_batch()
    make_session(seated)
    make_enrollment(seated, cast.employee.employee, state="confirmed")
    make_enrollment(make_batch(), cast.employee.employee, state="offered")
    assert steps_of(cast, now) == "offer"


def test_an_unfinished_lesson_comes_when_no_session_does(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee, state="confirmed")
    assert steps_of(cast, now, [Course(enrollment, lessons=3, done=1)]) == "lesson"
    assert steps_of(cast, now, [Course(enrollment, lessons=3, done=3)]) == "waiting"


def test_the_place_in_the_queue_counts_those_who_wait_before(cast: Cast) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, make_employee(unit=cast.unit), state="waiting")
    make_enrollment(batch, cast.employee.employee, state="waiting")
    make_enrollment(batch, make_employee(unit=cast.unit), state="waiting")
    (mine,) = enrollments_in_progress(cast.employee.employee.pk)
    assert mine.place == 2


def test_hours_to_come_are_those_of_confirmed_seats(cast: Cast) -> None:
    make_enrollment(make_batch(make_program(learning_hours="16")), cast.employee.employee, state="confirmed")
    make_enrollment(make_batch(make_program(learning_hours="6")), cast.employee.employee)
    assert hours_to_come(enrollments_in_progress(cast.employee.employee.pk)) == Decimal(16)


@pytest.mark.parametrize("state", ["declined", "cancelled", "lapsed", "finished", "not_finished"])
def test_what_is_over_is_not_in_progress(cast: Cast, state: str) -> None:
    make_enrollment(make_batch(), cast.employee.employee, state=state)
    assert enrollments_in_progress(cast.employee.employee.pk) == []
    assert Enrollment.objects.count() == 1
