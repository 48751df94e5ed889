"""Two people finish one plan at once: the second is told, and overwrites nothing."""

from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest

from surveys.models import ImprovementPlan
from surveys.office import planning
from surveys.office.planning import PlanError, finish
from tests.factories.people import make_unit
from tests.factories.surveys import make_plan
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 7, 1, 2, tzinfo=UTC)


def finishes(plan: ImprovementPlan) -> int:
    """How many of four people were told that their evidence was taken."""

    def work(number: int) -> None:
        finish(plan=plan, done_on=date(2026, 6, 1), evidence=f"Bukti {number}", file=None, by=None, now=NOW)

    raised = run_in_parallel(4, work)
    assert all(isinstance(error, PlanError) for error in raised), raised
    return 4 - len(raised)


def test_a_plan_is_finished_once(django_db_serialized_rollback: Any) -> None:
    assert finishes(make_plan(make_unit("Puskesmas", code="P1"))) == 1


def test_without_the_lock_everybody_is_told_so(
    django_db_serialized_rollback: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = Barrier(4)

    def looked_at(plan: ImprovementPlan) -> ImprovementPlan:
        found = ImprovementPlan.objects.get(pk=plan.pk)
        together.wait()
        return found

    monkeypatch.setattr(planning, "_locked", looked_at)
    assert finishes(make_plan(make_unit("Puskesmas", code="P1"))) == 4
