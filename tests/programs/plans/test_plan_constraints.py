"""What the database refuses of plans, proposals, costs and their trails, whoever writes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from pembinaan.base.constraints import violated_name
from programs.models import (
    CostKind,
    Plan,
    PlannedCost,
    PlannedNeed,
    PlannedProgram,
    PlannedState,
    PlanRevision,
    PlanState,
)
from programs.transitions import PLAN_TRANSITIONS, PLANNED_TRANSITIONS
from tests.cast import Cast
from tests.factories.programs import (
    OPENS_AT,
    make_batch,
    make_cost,
    make_institution,
    make_need,
    make_plan,
    make_planned,
    make_program,
)

pytestmark = pytest.mark.django_db


def broken(act: Callable[[], object]) -> str:
    """The name of the constraint that refuses, also when it refuses only at the end of the transaction."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    return violated_name(caught.value)


def changed(row: object, **columns: object) -> Callable[[], object]:
    return lambda: type(row)._default_manager.filter(pk=row.pk).update(**columns)  # type: ignore[attr-defined]


def test_a_plan_has_one_year_in_range_that_stays() -> None:
    plan = make_plan(2027)
    assert broken(lambda: make_plan(2019)) == "plan_year_in_range"
    assert broken(lambda: make_plan(2027)) == "programs_plan_year_key"
    assert broken(changed(plan, year=2028)) == "plan_stays_in_its_year"


def test_a_decree_belongs_to_a_fixed_plan_and_only_to_one() -> None:
    assert broken(lambda: make_plan(state="approved", decree_number="")) == "plan_approved_has_decree"
    assert broken(lambda: make_plan(state="running", decree_on=None)) == "plan_approved_has_decree"
    assert broken(lambda: make_plan(decree_number="1", decree_on=date(2026, 1, 1))) == "plan_approved_has_decree"


@pytest.mark.parametrize("before", PlanState.values)
@pytest.mark.parametrize("after", PlanState.values)
def test_a_plan_moves_only_along_the_table(before: str, after: str) -> None:
    if before == after or after in PLAN_TRANSITIONS[before]:
        return
    plan = make_plan(state=before)
    assert broken(changed(plan, state=after)) == "plan_moves_along_its_states"


def test_a_step_without_its_trail_is_refused() -> None:
    decree = {"decree_number": "1", "decree_on": date(2026, 1, 1)}
    assert broken(changed(make_plan(), state="approved", **decree)) == "plan_has_trail"
    assert broken(changed(make_planned(), state="declined", reason="x")) == "planned_has_trail"


def test_trails_are_only_added_to() -> None:
    for trail in (make_plan().changes.get(), make_planned().changes.get()):
        assert broken(trail.delete).endswith("_change_append_only")
        assert broken(changed(trail, reason="lain")).endswith("_change_append_only")


REVISION = {"reason": "Refocusing", "at": OPENS_AT}


def test_a_revision_has_a_number_a_reason_and_is_open_alone() -> None:
    plan = make_plan(state="running")
    first = PlanRevision.objects.create(plan=plan, number=1, **REVISION)
    create = PlanRevision.objects.create
    assert broken(lambda: create(plan=plan, number=2, **REVISION)) == "plan_revision_one_open"
    assert broken(changed(first, ended_at=OPENS_AT.replace(year=2020))) == "plan_revision_ends_after_it_began"
    assert broken(changed(first, reason="lain")) == "plan_revision_stays"
    changed(first, ended_at=OPENS_AT)()
    assert broken(lambda: create(plan=plan, number=1, **REVISION)) == "plan_revision_number_once"
    assert broken(lambda: create(plan=plan, number=2, at=OPENS_AT, reason="")) == "plan_revision_has_reason"


PLANNED_RULES = [
    ("planned_hours_positive", {"learning_hours": 0}),
    ("planned_people_in_range", {"people": 0}),
    ("planned_quarter_in_range", {"quarter": 5}),
    ("planned_stands_in_a_plan", {"state": "planned"}),
    ("planned_refusal_has_reason", {"reason": "tanpa penolakan"}),
    ("planned_refusal_has_reason", {"state": "declined", "reason": ""}),
    ("planned_partner_names_institution", {"origin": "partner"}),
]


@pytest.mark.parametrize(("name", "fields"), PLANNED_RULES)
def test_a_proposal_breaks_no_rule(name: str, fields: dict[str, object]) -> None:
    assert broken(lambda: make_planned(**fields)) == name  # type: ignore[arg-type]


def test_only_what_stands_in_a_plan_has_one_and_is_realised() -> None:
    plan = make_plan()
    assert broken(lambda: make_planned(plan, state="proposed")) == "planned_stands_in_a_plan"
    assert broken(lambda: make_planned(plan, quarter=None)) == "planned_stands_in_a_plan"
    assert broken(lambda: make_planned(program=make_program())) == "planned_realised_inside_a_plan"


def test_titles_and_programs_stand_once() -> None:
    plan, program, institution = make_plan(), make_program(), make_institution()
    make_planned(plan, title="A", program=program)
    assert broken(lambda: make_planned(plan, title="A")) == "planned_title_once"
    assert broken(lambda: make_planned(plan, program=program)) == "planned_realised_once"
    make_planned(plan, title="A", program=program, state="dropped")
    make_planned(title="A")
    assert broken(lambda: make_planned(title="A")) == "planned_proposal_once"
    make_planned(title="A", origin="partner", institution=institution)


@pytest.mark.parametrize("before", PlannedState.values)
@pytest.mark.parametrize("after", PlannedState.values)
def test_a_planned_program_moves_only_along_the_table(before: str, after: str) -> None:
    if before == after or after in PLANNED_TRANSITIONS[before]:
        return
    planned = make_planned(make_plan() if before in {"planned", "dropped"} else None, state=before)
    assert broken(changed(planned, state=after)) == "planned_moves_along_its_states"


def test_where_a_proposal_comes_from_stays() -> None:
    assert broken(changed(make_planned(), origin="evaluation")) == "planned_keeps_its_origin"


def frozen(cast: Cast) -> tuple[Plan, PlannedProgram]:
    plan = make_plan()
    planned = make_planned(plan)
    PlannedCost.objects.create(planned=planned, kind=CostKind.objects.get(code="honor"), amount=5)
    PlannedNeed.objects.create(planned=planned, need=make_need(cast.employee.employee))
    changed(plan, state="approved", decree_number="1", decree_on=date(2026, 1, 1))()
    plan.changes.create(to_state="approved", at=OPENS_AT)
    return plan, planned


def test_nothing_that_a_fixed_plan_contains_can_be_changed_added_or_removed(cast: Cast) -> None:
    plan, planned = frozen(cast)
    cost, answer = planned.costs.get(), planned.answers.get()
    meals = CostKind.objects.get(code="konsumsi")
    need = make_need(cast.head.employee)
    assert broken(changed(planned, people=99)) == "planned_frozen_with_its_plan"
    assert broken(lambda: make_planned(plan)) == "planned_frozen_with_its_plan"
    assert broken(changed(cost, amount=6)) == "planned_cost_frozen_with_its_plan"
    assert broken(cost.delete) == "planned_cost_frozen_with_its_plan"
    assert (
        broken(lambda: PlannedCost.objects.create(planned=planned, kind=meals, amount=1))
        == "planned_cost_frozen_with_its_plan"
    )
    assert broken(answer.delete) == "planned_need_frozen_with_its_plan"
    assert broken(lambda: PlannedNeed.objects.create(planned=planned, need=need)) == "planned_need_frozen_with_its_plan"


def test_parts_stand_once_and_costs_in_range(cast: Cast) -> None:
    planned, kind = make_planned(make_plan()), CostKind.objects.get(code="honor")
    create = PlannedCost.objects.create
    create(planned=planned, kind=kind, amount=5)
    assert broken(lambda: create(planned=planned, kind=kind, amount=6)) == "planned_cost_once"
    other = make_planned()
    assert broken(lambda: create(planned=other, kind=kind, amount=0)) == "planned_cost_in_range"
    assert broken(lambda: create(planned=other, kind=kind, amount=10**12 + 1)) == "planned_cost_in_range"
    need = make_need(cast.employee.employee)
    PlannedNeed.objects.create(planned=planned, need=need)
    assert broken(lambda: PlannedNeed.objects.create(planned=planned, need=need)) == "planned_need_once"


def test_a_payment_stays_as_written_and_is_taken_back_with_a_reason() -> None:
    cost = make_cost(make_batch(), 5)
    assert broken(lambda: make_cost(cost.batch, 0)) == "cost_in_range"
    assert broken(changed(cost, amount=6)) == "cost_stays_as_written"
    assert broken(changed(cost, voided_at=OPENS_AT)) == "cost_voided_has_reason"
    assert broken(changed(cost, void_reason="x")) == "cost_voided_has_reason"
    with pytest.raises(InternalError, match="cost_never_deleted"), transaction.atomic():
        cost.delete()
