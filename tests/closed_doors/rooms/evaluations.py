"""Doors of the evaluations room."""

from typing import Any

from tests.closed_doors.house import HEADS, PARTNERS, House
from tests.factories.credentials import make_settled
from tests.factories.programs import make_program

DOORS = {
    "evaluations": {"hr", "leader", *HEADS, *PARTNERS},
    "evaluation": {"hr", "leader", *HEADS},
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A program without a partner that has run."""
    employee = house.cast.stranger.employee
    assert employee is not None
    batch = make_settled([employee], program=make_program(code="pernah-jalan"))
    return {"evaluation": {"code": batch.program.code}}
