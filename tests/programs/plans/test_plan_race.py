"""Fixing a plan against changing it, and two orders given at once: real connections that meet at known points."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pgtrigger
import pytest
from django.db import connection, transaction

from programs.errors import PlanError
from programs.models import Need, Plan, PlannedProgram
from programs.plans import needs, planned, yearly_plan
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_need, make_plan, make_planned

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)


def holds_somebody_up() -> bool:
    """Whether another connection waits for a lock of this one; pg_locks is live, also inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        found: bool = cursor.fetchone()[0]
    return found


def between(first: Callable[[], object], second: Callable[[], object], *, second_waits: bool) -> list[Exception]:
    """Run `first` in an open transaction; commit it once `second`, in another connection, waits for it or is done."""
    refusals: list[Exception] = []
    began, finished = threading.Event(), threading.Event()

    def other() -> None:
        began.wait(timeout=20)
        try:
            second()
        except PlanError as refusal:
            refusals.append(refusal)
        finally:
            finished.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(other)
        with transaction.atomic():
            first()
            began.set()
            if second_waits:
                while not holds_somebody_up():
                    assert not finished.is_set()
            else:
                assert finished.wait(timeout=20)
        running.result(timeout=20)
    return refusals


def fix(plan: Plan) -> Callable[[], object]:
    return lambda: yearly_plan.approve(plan=plan, decree_number="1", decree_on=date(2026, 12, 1), by=None, now=NOW)


def enlarge(program: PlannedProgram) -> Callable[[], object]:
    program.people = 99
    return lambda: planned.change(planned=program, costs={}, needs=[], by=None, now=NOW)


def test_a_change_that_meets_the_fixing_waits_and_is_refused() -> None:
    plan = make_plan()
    program = make_planned(plan)
    (refusal,) = between(fix(plan), enlarge(program), second_waits=True)
    assert "isinya terkunci" in str(refusal)
    assert (Plan.objects.get().state, PlannedProgram.objects.get().people) == ("approved", 30)


def test_fixing_waits_for_a_change_that_began_before() -> None:
    plan = make_plan()
    assert between(enlarge(make_planned(plan)), fix(plan), second_waits=True) == []
    assert (Plan.objects.get().state, PlannedProgram.objects.get().people) == ("approved", 99)


def test_without_the_trigger_a_change_slips_into_a_plan_that_is_being_fixed() -> None:
    plan = make_plan()
    slipped = enlarge(make_planned(plan))

    def unguarded() -> None:
        with pgtrigger.ignore("programs.PlannedProgram:planned_frozen_with_its_plan"):
            slipped()

    assert between(fix(plan), unguarded, second_waits=False) == []
    assert (Plan.objects.get().state, PlannedProgram.objects.get().people) == ("approved", 99)


def test_two_orders_given_at_once_follow_each_other() -> None:
    unit = make_unit()
    stated = [make_need(make_employee(unit=unit), unit) for _each in range(4)]
    order = [need.pk for need in stated]

    def rank(ranked: list[int]) -> Callable[[], object]:
        return lambda: needs.rank(unit=unit, year=2027, ranked=ranked, by=None, now=NOW)

    assert between(rank(order), rank(order[::-1]), second_waits=True) == []
    assert list(Need.objects.order_by("rank").values_list("pk", flat=True)) == order[::-1]
