"""Doors of a unit's complaints: HR, and the unit's own officer and heads; leadership reads counts only."""

from typing import Any

from tests.closed_doors.house import HEADS, HR, House
from tests.factories.surveys import make_complaint

RUNS = HR | HEADS | {"officer"}
DOORS = dict.fromkeys(("complaints", "complaint", "complaint_open", "complaint_answer", "complaint_finish"), RUNS)


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A complaint about the officer's unit."""
    complaint = make_complaint(house.cast.unit)
    one = {"unit_code": house.cast.unit.code, "reference": complaint.reference}
    return {"complaints": {"unit_code": house.cast.unit.code}, **dict.fromkeys(list(DOORS)[1:], one)}
