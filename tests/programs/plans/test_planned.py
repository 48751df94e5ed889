"""What a plan contains: needs, costs in rupiah, and what realises it."""

from datetime import UTC, datetime

import pytest

from programs.errors import NeedError, PlanError
from programs.models import CostKind, PlannedCost, PlannedProgram
from programs.plans import needs, planned
from tests.cast import Cast
from tests.factories.programs import make_need, make_plan, make_planned, make_program

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)


def kind(code: str) -> CostKind:
    return CostKind.objects.get(code=code)


def lines(program: PlannedProgram) -> dict[str, int]:
    return dict(PlannedCost.objects.filter(planned=program).order_by("pk").values_list("kind__code", "amount"))


def test_costs_and_needs_become_what_was_given(cast: Cast) -> None:
    program = make_planned(make_plan())
    first, second = make_need(cast.employee.employee), make_need(cast.head.employee)
    by = {"by": cast.hr, "now": NOW}
    planned.change(planned=program, costs={kind("honor"): 4_000_000, kind("atk"): 250_000}, needs=[first], **by)
    planned.change(planned=program, costs={kind("honor"): 4_500_000, kind("sewa"): 1_000_000}, needs=[second], **by)
    assert lines(program) == {"honor": 4_500_000, "sewa": 1_000_000}
    assert list(program.needs.all()) == [second]


def test_a_cost_that_stays_keeps_its_history_short(cast: Cast) -> None:
    program = make_planned(make_plan())
    for _time in range(2):
        planned.change(planned=program, costs={kind("honor"): 100}, needs=[], by=cast.hr, now=NOW)
    assert PlannedCost.objects.get().events.count() == 1


def test_a_dropped_program_comes_back_with_all_it_had(cast: Cast) -> None:
    program = make_planned(make_plan())
    planned.change(planned=program, costs={kind("honor"): 100}, needs=[], by=cast.hr, now=NOW)
    program = planned.drop(planned=program, reason="Dana dialihkan", by=cast.hr, now=NOW)
    assert (program.state, program.reason) == ("dropped", "Dana dialihkan")
    assert planned.drop(planned=program, reason="Lagi", by=cast.hr, now=NOW) == program
    program = planned.restore(planned=program, by=cast.hr, now=NOW)
    assert planned.restore(planned=program, by=cast.hr, now=NOW) == program
    assert (program.state, program.reason, lines(program)) == ("planned", "", {"honor": 100})
    moves = list(program.changes.order_by("pk").values_list("from_state", "to_state", "reason"))
    assert moves[1:] == [("planned", "dropped", "Dana dialihkan"), ("dropped", "planned", "")]


def test_a_proposal_is_answered_not_restored(cast: Cast) -> None:
    with pytest.raises(PlanError, match="halaman Usulan program"):
        planned.restore(planned=make_planned(), by=cast.hr, now=NOW)


def test_what_realises_it_is_said_also_in_a_fixed_plan_but_of_one_program_once(cast: Cast) -> None:
    plan, program = make_plan(), make_program()
    first, second = make_planned(plan), make_planned(plan)
    plan.state, plan.decree_number, plan.decree_on = "approved", "1", NOW.date()
    plan.save()
    plan.changes.create(to_state="approved", at=NOW)
    planned.realise(planned=first, program=program, by=cast.hr, now=NOW)
    with pytest.raises(PlanError, match="sudah melaksanakan butir lain"):
        planned.realise(planned=second, program=program, by=cast.hr, now=NOW)
    planned.realise(planned=first, program=None, by=cast.hr, now=NOW)
    assert PlannedProgram.objects.get(pk=first.pk).program is None


def test_a_need_that_a_plan_answers_is_not_taken_back(cast: Cast) -> None:
    program, need = make_planned(make_plan(), title="Triase"), make_need(cast.employee.employee)
    planned.change(planned=program, costs={}, needs=[need], by=cast.hr, now=NOW)
    with pytest.raises(NeedError, match="“Triase”"):
        needs.withdraw(need=need, by=cast.employee, now=NOW)
