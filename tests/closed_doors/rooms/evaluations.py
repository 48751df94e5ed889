"""Doors of the evaluations room."""

from typing import Any

from django.utils import timezone

from documents.uploads import Upload
from evaluations.behaviour.evidence import add_evidence
from evaluations.reaction.asking import ask
from evaluations.reporting.scopes import of_batch
from people.models import Employee
from tests.cast import Cast
from tests.closed_doors.house import EMPLOYEES, HEADS, HR, PARTNERS, SIGNED_IN, House
from tests.evaluations.reporting.made import keep_report, keep_run
from tests.factories.credentials import make_settled
from tests.factories.evaluations import REVIEWED_AT, make_reaction, make_review, react
from tests.factories.next_year import make_proposal, make_rollout
from tests.factories.programs import make_program

DOORS = {
    "evaluations": {"hr", "leader", *HEADS, *PARTNERS},
    "evaluation": {"hr", "leader", *HEADS},
    "impact_runs": {"hr"},
    "impact_run_start": {"hr"},
    "reactions": {"hr", "leader", *EMPLOYEES, *PARTNERS},
    "reaction": {"stranger"},
    "reaction_results": {"hr", "leader"},
    "reaction_totals": {"hr", "leader", *EMPLOYEES, *PARTNERS},
    "reaction_total": {"hr", "leader"},
    "behaviour_reviews": EMPLOYEES,
    "behaviour_totals": {"hr", "leader", *HEADS, *PARTNERS},
    "behaviour_review": {"employee", "head"},
    "behaviour_colleagues": {"employee"},
    "behaviour_drop": {"employee"},
    "behaviour_file": {"employee", "head"},
    "behaviour_file_removal": {"employee"},
    "behaviour_overdue": HR,
    "behaviour_remind": HR,
    "behaviour_schedules": HR,
    "behaviour_schedule": HR,
    "behaviour_pick": {"head"},
    "behaviour_plan": {"employee", "head"},
    "evaluation_report": {"hr", "leader"},
    "evaluation_report_of": {"hr", "leader"},
    "evaluation_reports": {"hr", "leader", *HEADS, *PARTNERS},
    "evaluation_report_versions": {"hr", "leader"},
    "evaluation_report_version": {"hr", "leader"},
    "evaluation_report_file": {"hr", "leader"},
    "make_evaluation_report": {"hr", "leader"},
    "ask_for_evaluation_report": {"hr", "leader", *HEADS, *PARTNERS},
    "report_subscriptions": {"hr", "leader", *HEADS, *PARTNERS},
    "evaluation_runs": {"hr", "leader", *HEADS, *PARTNERS},
    "evaluation_run": {"hr"},
    "retry_evaluation_run": {"hr"},
    "evaluation_run_archive": {"hr"},
    "coming_year": {"hr", "leader", *HEADS},
    "next_year": {"hr", "leader", *HEADS},
    "next_year_propose": {"hr"},
    "next_year_proposal": {"hr", "leader"},
    "power": {"hr", "leader"},
    "rollouts": SIGNED_IN,
    "new_rollout": {"hr"},
    "rollout": SIGNED_IN,
    "rollout_listing": SIGNED_IN,
    "rollout_value": {"hr"},
    "rollout_draw": {"hr"},
    "rollout_withdraw": {"hr"},
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A program without a partner that has run, and the form of its batch."""
    employee = house.cast.stranger.employee
    assert employee is not None
    batch = make_settled([employee], program=make_program(code="pernah-jalan"))
    ask(batch=batch, now=timezone.now())
    participant = house.cast.employee.employee
    assert participant is not None
    scope = {"scope": of_batch(batch).code}
    run = {"run_id": keep_run(house.cast.hr, [keep_report(of_batch(batch))]).pk}
    order = {"order_id": make_rollout([house.cast.unit, house.cast.other_unit]).pk}
    orders = ("rollout", "rollout_listing", "rollout_value", "rollout_draw", "rollout_withdraw")
    return {
        **_behaviour_samples(participant),
        **dict.fromkeys(orders, order),
        **{key: {"year": 2027} for key in ("next_year", "next_year_propose")},
        "next_year_proposal": {"planned_id": make_proposal(batch.program).planned_id},
        "evaluation": {"code": batch.program.code},
        "evaluation_report_of": {"kind": "angkatan", "key": batch.pk},
        **dict.fromkeys(("evaluation_report", "evaluation_report_versions", "make_evaluation_report"), scope),
        "evaluation_report_version": {**scope, "version": 1},
        "evaluation_report_file": {**scope, "version": 1, "ending": "pdf"},
        **dict.fromkeys(("evaluation_run", "retry_evaluation_run", "evaluation_run_archive"), run),
        "reaction": {"batch": batch.pk},
        "reaction_totals": {"about": "program"},
        "reaction_total": {"about": "program", "key": _thanked_program(house.cast)},
        "reaction_results": {"batch": batch.pk},
    }


def _behaviour_samples(participant: Employee) -> dict[str, dict[str, Any]]:
    """The participant's review, with a file of evidence."""
    found = make_review(participant)
    upload = Upload("bukti.pdf", b"%PDF-1.4 isi\n%%EOF")
    kept = add_evidence(review=found, upload=upload, now=REVIEWED_AT)
    review, evidence = {"review": found.pk}, {"review": found.pk, "evidence": kept.pk}
    own = ("review", "colleagues", "drop", "pick", "plan", "evidence", "remind")
    return {
        **{f"behaviour_{name}": review for name in own},
        "behaviour_file": evidence,
        "behaviour_file_removal": evidence,
        "behaviour_schedule": {"code": "pernah-jalan"},
    }


def _thanked_program(cast: Cast) -> int:
    """A program whose participants have answered."""
    form = make_reaction(cast.unit)
    react(form, [[3] * 7] * 5)
    return form.batch.program_id
