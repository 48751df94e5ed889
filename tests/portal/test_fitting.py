"""Which open batches fit an employee."""

from datetime import datetime, timedelta

from portal.fitting import batches_fitting
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import FIRST_DAY, make_batch, make_enrollment, make_need, make_program, make_target_rules


def titles(cast: Cast, now: datetime) -> list[str]:
    found = batches_fitting(employee=cast.employee.employee, now=now)
    return [fit.batch.program.title for fit in found]


def test_the_soonest_open_batch_comes_first(cast: Cast, now: datetime) -> None:
    make_batch(make_program(title="Nanti"), starts_on=FIRST_DAY + timedelta(days=7), ends_on=FIRST_DAY + timedelta(8))
    make_batch(make_program(title="Segera"))
    assert titles(cast, now) == ["Segera", "Nanti"]


def test_what_one_said_to_need_comes_before_the_soonest(cast: Cast, now: datetime) -> None:
    make_need(cast.employee.employee, competency="Melayani dengan cepat")
    make_batch(make_program(title="Segera"))
    make_batch(
        make_program(title="Pelayanan cepat"),
        starts_on=FIRST_DAY + timedelta(days=7),
        ends_on=FIRST_DAY + timedelta(days=8),
    )
    assert titles(cast, now) == ["Pelayanan cepat", "Segera"]


def test_what_one_may_not_take_is_not_offered(cast: Cast, now: datetime) -> None:
    make_target_rules(make_batch(), statuses=["pppk"])
    assert titles(cast, now) == []


def test_a_program_that_was_taken_is_not_offered_again(cast: Cast, now: datetime) -> None:
    program = make_program()
    make_enrollment(make_batch(program, state="closed"), cast.employee.employee, state="finished")
    make_batch(program)
    assert titles(cast, now) == []


def test_a_program_that_was_declined_may_be_tried_again(cast: Cast, now: datetime) -> None:
    program = make_program(title="Sekali lagi")
    make_enrollment(make_batch(program), cast.employee.employee, state="declined")
    assert titles(cast, now) == ["Sekali lagi"]


def test_drafts_and_closed_windows_are_not_offered(cast: Cast, now: datetime) -> None:
    make_batch(state="draft")
    make_batch(enrollment_closes_at=now)
    make_batch(make_program(published=False))
    assert titles(cast, now) == []


def test_a_full_batch_names_the_place_in_the_queue(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, make_employee(unit=cast.unit), state="confirmed")
    make_enrollment(batch, make_employee(unit=cast.unit), state="waiting")
    (fit,) = batches_fitting(employee=cast.employee.employee, now=now)
    assert (fit.free, fit.place) == (0, 2)


def test_of_one_program_a_batch_with_a_free_seat_is_offered(cast: Cast, now: datetime) -> None:
    program = make_program()
    full = make_batch(program, seats=1)
    make_enrollment(full, make_employee(unit=cast.unit), state="confirmed")
    later = FIRST_DAY + timedelta(days=30)
    free = make_batch(program, starts_on=later, ends_on=later)
    (fit,) = batches_fitting(employee=cast.employee.employee, now=now)
    assert fit.batch == free
