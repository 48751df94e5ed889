"""The yearly plan: from draft to closed, and how it is revised once it is fixed."""

from datetime import UTC, date, datetime

import pytest

from programs.errors import PlanError
from programs.models import Plan, PlannedProgram
from programs.plans import planned as contents
from programs.plans import yearly_plan
from tests.cast import Cast
from tests.factories.programs import make_plan, make_planned

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)
SK_DAY = date(2026, 12, 15)


def approve(plan: Plan, cast: Cast) -> Plan:
    return yearly_plan.approve(plan=plan, decree_number=" 188.45/99 ", decree_on=SK_DAY, by=cast.leader, now=NOW)


def trail(plan: Plan) -> list[tuple[str, str]]:
    return list(plan.changes.order_by("pk").values_list("from_state", "to_state"))


def test_a_plan_goes_from_draft_to_closed_and_every_step_is_written_down(cast: Cast) -> None:
    plan = yearly_plan.open_year(year=2027, by=cast.hr, now=NOW)
    make_planned(plan)
    plan = approve(plan, cast)
    assert (plan.decree_number, plan.decree_on) == ("188.45/99", SK_DAY)
    for step in (yearly_plan.start, yearly_plan.close):
        plan = step(plan=plan, by=cast.hr, now=NOW)
        assert step(plan=plan, by=cast.hr, now=NOW) == plan
    assert trail(plan) == [("", "draft"), ("draft", "approved"), ("approved", "running"), ("running", "closed")]
    assert plan.changes.get(to_state="approved").by == cast.leader


def test_a_year_begins_once(cast: Cast) -> None:
    first = yearly_plan.open_year(year=2027, by=cast.hr, now=NOW)
    assert yearly_plan.open_year(year=2027, by=cast.hr, now=NOW) == first
    assert trail(first) == [("", "draft")]


def test_a_year_out_of_range_is_refused(cast: Cast) -> None:
    with pytest.raises(PlanError, match="antara 2020 dan 2100"):
        yearly_plan.open_year(year=1999, by=cast.hr, now=NOW)


def test_an_empty_plan_is_not_fixed(cast: Cast) -> None:
    plan = make_plan()
    make_planned(plan, state="dropped")
    with pytest.raises(PlanError, match="masih kosong"):
        approve(plan, cast)


def test_a_plan_is_not_fixed_without_the_number_of_the_decree(cast: Cast) -> None:
    plan = make_plan()
    make_planned(plan)
    with pytest.raises(PlanError, match="nomor dan tanggal SK"):
        yearly_plan.approve(plan=plan, decree_number=" ", decree_on=SK_DAY, by=cast.hr, now=NOW)


def test_a_draft_does_not_run(cast: Cast) -> None:
    with pytest.raises(PlanError, match="berkeadaan “Disusun”"):
        yearly_plan.start(plan=make_plan(), by=cast.hr, now=NOW)


def test_a_closed_plan_runs_again_with_a_reason_only(cast: Cast) -> None:
    plan = make_plan(state="closed")
    with pytest.raises(PlanError, match="alasan rencana dibuka kembali"):
        yearly_plan.reopen(plan=plan, reason="", by=cast.hr, now=NOW)
    assert yearly_plan.reopen(plan=plan, reason="Salah tutup.", by=cast.hr, now=NOW).state == "running"
    assert plan.changes.last().reason == "Salah tutup."


def fixed_with_one(cast: Cast) -> tuple[Plan, PlannedProgram]:
    plan = make_plan()
    planned = make_planned(plan)
    return approve(plan, cast), planned


def keep(planned: PlannedProgram, cast: Cast) -> PlannedProgram:
    return contents.change(planned=planned, costs={}, needs=[], by=cast.hr, now=NOW)


def test_a_fixed_plan_is_frozen_until_a_revision_is_stated_and_again_when_it_ends(cast: Cast) -> None:
    plan, planned = fixed_with_one(cast)
    planned.people = 60
    with pytest.raises(PlanError, match="isinya terkunci"):
        keep(planned, cast)
    revision = yearly_plan.revise(plan=plan, reason="Refocusing anggaran", decree_number="9", by=cast.hr, now=NOW)
    keep(planned, cast)
    assert PlannedProgram.objects.get().people == 60
    yearly_plan.end_revision(plan=plan, by=cast.hr, now=NOW)
    planned.people = 90
    with pytest.raises(PlanError, match="isinya terkunci"):
        keep(planned, cast)
    revision.refresh_from_db()
    assert (revision.number, revision.reason, revision.ended_by) == (1, "Refocusing anggaran", cast.hr)


def test_a_frozen_plan_loses_no_program_and_gains_none(cast: Cast) -> None:
    plan, planned = fixed_with_one(cast)
    with pytest.raises(PlanError, match="isinya terkunci"):
        contents.drop(planned=planned, reason="Tidak jadi", by=cast.hr, now=NOW)
    new = PlannedProgram(
        title="Baru", training_type=planned.training_type, learning_hours=4, people=3, target_group="x", quarter=1
    )
    new.competency = "teknis"
    with pytest.raises(PlanError, match="isinya terkunci"):
        contents.add(planned=new, plan=plan, costs={}, needs=[], by=cast.hr, now=NOW)


def test_a_revision_is_opened_once_and_has_a_reason(cast: Cast) -> None:
    plan, _planned = fixed_with_one(cast)
    with pytest.raises(PlanError, match="Tuliskan alasan perubahan"):
        yearly_plan.revise(plan=plan, reason=" ", by=cast.hr, now=NOW)
    first = yearly_plan.revise(plan=plan, reason="Satu", by=cast.hr, now=NOW)
    assert yearly_plan.revise(plan=plan, reason="Dua", by=cast.hr, now=NOW) == first
    yearly_plan.end_revision(plan=plan, by=cast.hr, now=NOW)
    assert yearly_plan.revise(plan=plan, reason="Dua", by=cast.hr, now=NOW).number == 2


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_draft_needs_no_revision_and_a_closed_plan_has_none(cast: Cast, state: str) -> None:
    with pytest.raises(PlanError, match="Hanya rencana yang ditetapkan atau berjalan"):
        yearly_plan.revise(plan=make_plan(state=state), reason="x", by=cast.hr, now=NOW)


def test_a_plan_is_not_closed_while_a_revision_is_open(cast: Cast) -> None:
    plan = make_plan(state="running")
    yearly_plan.revise(plan=plan, reason="x", by=cast.hr, now=NOW)
    with pytest.raises(PlanError, match="Kunci dahulu"):
        yearly_plan.close(plan=plan, by=cast.hr, now=NOW)
