"""Two thousand employees ask for forty seats in the same seconds, through the web form of real server processes."""

import http
from collections.abc import Iterator

import pytest
from django.utils import timezone

from pembinaan.base import events
from programs.models import Enrollment
from programs.verify import breaches
from tests import crowd
from tests.serving import served

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

APPLICANTS, SEATS, MOST_RUSHES = 2000, 40, 6
ANSWERS = {http.HTTPStatus.OK, http.HTTPStatus.FOUND}


def test_the_seats_are_full_never_more_in_order_and_nobody_is_lost() -> None:
    applicants, batch, before = crowd.gather(APPLICANTS, seed=1), crowd.announce(SEATS), crowd.deadlocks()
    with served() as port:
        seen = crowd.rush(port, batch, applicants)
        settled = crowd.settle(port, batch, applicants, sweep=lambda: events.sweep(now=timezone.now()))
    assert seen.failures == []
    assert {*seen.statuses, *settled.statuses} == ANSWERS
    assert crowd.outcome_of(batch) == crowd.Outcome(
        applications=APPLICANTS, confirmed=SEATS, most_held=SEATS, in_order=True
    )
    assert breaches(now=timezone.now()) == []
    assert crowd.deadlocks() == before


@pytest.fixture
def without_trigger() -> Iterator[None]:
    """The database's own guard of the seats switched off."""
    trigger = Enrollment._meta.triggers[1]  # type: ignore[attr-defined]
    assert trigger.name == "enrollment_seats_never_exceeded"
    trigger.disable(Enrollment)
    yield
    trigger.enable(Enrollment)


@pytest.mark.usefixtures("without_trigger")
def test_negative_control_without_the_lock_the_same_rush_oversells() -> None:
    applicants, most_held, rushes = crowd.gather(SEATS * 3, seed=2), 0, 0
    with served("tests.unlocked:application") as port:
        # On a busy machine requests may happen to come one after the other: then the rush comes again.
        while most_held <= SEATS and rushes < MOST_RUSHES:
            batch = crowd.announce(SEATS)
            crowd.rush(port, batch, applicants)
            most_held, rushes = crowd.outcome_of(batch).most_held, rushes + 1
    assert most_held > SEATS
