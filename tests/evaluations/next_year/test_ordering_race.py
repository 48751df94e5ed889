"""Two people at once: one proposal, one order, one seed. And without the lock a drawn order is found changed."""

import threading

import pytest

from evaluations.impact.verdict import Verdict
from evaluations.models import NextYearProposal, RolloutOrder
from evaluations.next_year import ordering
from evaluations.next_year.errors import NextYearError
from evaluations.next_year.lot import seed_of
from evaluations.next_year.proposing import propose_for_year
from evaluations.next_year.suggesting import next_year
from pembinaan.base.errors import DomainError
from programs.models import PlannedProgram
from tests.evaluations.next_year.test_suggesting import DAY, MONTH, SURE
from tests.factories.evaluations import keep_estimate
from tests.factories.next_year import BORN_AT, FROZEN_AT, make_rollout, make_weak
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_program
from tests.parallel import run_in_parallel

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PRESSES = 6


@pytest.fixture
def order(transactional_db: None) -> RolloutOrder:
    """An order whose value is known."""
    found = make_rollout([make_unit("Satu"), make_unit("Dua"), make_unit("Tiga")])
    return ordering.record_value(order=found, value="nilai", by=None, now=BORN_AT)


def test_drawn_by_six_at_once_there_is_one_draw(order: RolloutOrder) -> None:
    moments = [BORN_AT.replace(second=number) for number in range(PRESSES)]
    raised = run_in_parallel(PRESSES, lambda number: ordering.draw(order=order, by=None, now=moments[number]))
    order.refresh_from_db()
    assert raised == []
    assert order.seed == seed_of(order.listing, "nilai")


def test_without_the_lock_the_second_draw_is_refused_by_the_database(
    order: RolloutOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: everyone looks before anyone writes."""
    all_have_looked = threading.Barrier(PRESSES, timeout=60)

    def look_together(held: RolloutOrder) -> RolloutOrder:
        found = RolloutOrder.objects.get(pk=held.pk)
        all_have_looked.wait()
        return found

    monkeypatch.setattr(ordering, "_hold", look_together)
    raised = run_in_parallel(PRESSES, lambda _number: ordering.draw(order=order, by=None, now=BORN_AT))
    assert len(raised) == PRESSES - 1
    assert {type(each) for each in raised} == {NextYearError}


def test_proposed_by_six_at_once_there_is_one_proposal(transactional_db: None) -> None:
    for place in range(4):
        make_weak(make_unit(f"Baik {place}"), MONTH)
    weak = make_unit("Lemah")
    make_employee(unit=weak)
    make_weak(weak, MONTH, "time")
    program = make_program(target_elements=["time"])
    keep_estimate(program, Verdict.STRONG, outcome="time", **SURE)
    found = next_year(day=DAY)

    def propose(_number: int) -> None:
        propose_for_year(year=2027, parts=found.programs[:1], found=found, by=None, now=FROZEN_AT)

    raised = run_in_parallel(PRESSES, propose)
    assert all(isinstance(each, DomainError) for each in raised)
    assert (NextYearProposal.objects.count(), PlannedProgram.objects.count()) == (1, 1)
