"""Doors of the evaluations room."""

from typing import Any

from django.utils import timezone

from evaluations.reaction.asking import ask
from evaluations.reporting.scopes import of_batch
from tests.closed_doors.house import EMPLOYEES, HEADS, PARTNERS, House
from tests.factories.credentials import make_settled
from tests.factories.evaluations import make_review
from tests.factories.programs import make_program

DOORS = {
    "evaluations": {"hr", "leader", *HEADS, *PARTNERS},
    "evaluation": {"hr", "leader", *HEADS},
    "reactions": {"hr", "leader", *EMPLOYEES, *PARTNERS},
    "reaction": {"stranger"},
    "reaction_results": {"hr", "leader"},
    "behaviour_reviews": EMPLOYEES,
    "behaviour_totals": {"hr", "leader", *HEADS, *PARTNERS},
    "behaviour_review": {"employee", "head"},
    "behaviour_colleagues": {"employee"},
    "behaviour_pick": {"head"},
    "behaviour_plan": {"employee", "head"},
    "evaluation_report": {"hr", "leader"},
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A program without a partner that has run, and the form of its batch."""
    employee = house.cast.stranger.employee
    assert employee is not None
    batch = make_settled([employee], program=make_program(code="pernah-jalan"))
    ask(batch=batch, now=timezone.now())
    participant = house.cast.employee.employee
    assert participant is not None
    review = {"review": make_review(participant).pk}
    return {
        **dict.fromkeys(("behaviour_review", "behaviour_colleagues", "behaviour_pick", "behaviour_plan"), review),
        "evaluation": {"code": batch.program.code},
        "evaluation_report": {"scope": of_batch(batch).code},
        "reaction": {"batch": batch.pk},
        "reaction_results": {"batch": batch.pk},
    }
