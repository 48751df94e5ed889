"""What waits for HR."""

from datetime import datetime, timedelta

import pytest

from pembinaan.base.dates import city_day
from portal.waiting_work import expiring_agreements, overdue_approvals, running_batches
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_agreement, make_batch, make_enrollment, make_institution


def test_an_application_is_overdue_on_the_third_day(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    fresh, late = cast.employee.employee, cast.stranger.employee
    make_enrollment(batch, fresh, requested_at=now - timedelta(days=2))
    make_enrollment(batch, late, requested_at=now - timedelta(days=6))
    overdue = overdue_approvals(now)
    assert (overdue.count, overdue.oldest_days) == (1, 6)
    assert overdue.oldest is not None
    assert overdue.oldest.employee == late


def test_nothing_overdue_is_said_with_zero(cast: Cast, now: datetime) -> None:
    assert overdue_approvals(now).count == 0


def test_agreements_that_end_within_thirty_days_are_named(db: None, now: datetime) -> None:
    day = city_day(now)
    soon = make_agreement(make_institution(), ends_on=day + timedelta(days=30))
    make_agreement(make_institution(), ends_on=day + timedelta(days=31))
    make_agreement(make_institution(), ends_on=day - timedelta(days=1))
    assert expiring_agreements(day) == [soon]


@pytest.mark.parametrize(
    ("days", "seats", "taken", "state"),
    [
        (30, 2, 0, "open"),
        (21, 3, 1, "thin"),
        (22, 3, 1, "open"),
        (14, 2, 1, "open"),
        (14, 1, 1, "ready"),
        (0, 2, 0, "running"),
        (-5, 2, 0, "to_close"),
    ],
)
def test_the_state_of_a_batch_follows_from_its_days_and_seats(
    cast: Cast, now: datetime, days: int, seats: int, taken: int, state: str
) -> None:
    first = city_day(now) + timedelta(days=days)
    batch = make_batch(seats=seats, starts_on=first, ends_on=first + timedelta(days=1))
    for _ in range(taken):
        make_enrollment(batch, make_employee(unit=cast.unit), state="confirmed")
    assert [row.stage for row in running_batches(city_day(now))] == [state]


def test_batches_that_are_over_leave_the_desk(db: None, now: datetime) -> None:
    make_batch(state="closed")
    make_batch(state="cancelled")
    make_batch(state="draft")
    assert [row.stage for row in running_batches(city_day(now))] == ["draft"]
