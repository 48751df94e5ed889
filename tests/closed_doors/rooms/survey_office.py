"""Doors of the survey's office: HR and leadership, and a unit's own officer and heads."""

from datetime import date
from typing import Any

from tests.closed_doors.house import HEADS, HR, House
from tests.factories.documents import make_stored_file
from tests.factories.surveys import make_plan, make_population, make_responses

RUNS = HR | HEADS | {"officer"}
READS = RUNS | {"leader"}
DOORS = {
    "survey_offices": READS,
    "import_targets": HR,
    "survey_office": READS,
    "survey_targets": READS,
    "copy_targets": RUNS,
    "remove_target": RUNS,
    "survey_comments": READS,
    "hide_comment": RUNS,
    "show_comment": RUNS,
    "improvement_plans": READS,
    "new_improvement_plan": RUNS,
    "improvement_plan": READS,
    "change_improvement_plan": RUNS,
    "finish_improvement_plan": RUNS,
    "reopen_improvement_plan": RUNS,
    "plan_evidence": READS,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The office of the officer's unit, with a number, a comment, and a plan that is done."""
    unit = house.cast.unit
    office = {"unit_code": unit.code}
    answer = make_responses(unit, 1, comment="Antrean panjang")[0]
    plan = make_plan(unit, done_on=date(2026, 3, 1), evidence_file=make_stored_file())
    of_answer, of_plan = {**office, "pk": answer.pk}, {**office, "pk": plan.pk}
    addresses = {name: office for name in DOORS if name not in {"survey_offices", "import_targets"}}
    return {
        **addresses,
        "remove_target": {**office, "pk": make_population(unit).pk},
        "hide_comment": of_answer,
        "show_comment": of_answer,
        **{name: of_plan for name in DOORS if name.endswith("_improvement_plan") and not name.startswith("new")},
        "improvement_plan": of_plan,
        "plan_evidence": of_plan,
    }
