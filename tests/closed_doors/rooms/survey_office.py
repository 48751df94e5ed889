"""Doors of the survey's office: HR and leadership, and a unit's own officer and heads."""

from typing import Any

from tests.closed_doors.house import HEADS, HR, House

RUNS = HR | HEADS | {"officer"}
READS = RUNS | {"leader"}
DOORS = {"survey_offices": READS, "survey_office": READS}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The office of the officer's unit."""
    return {"survey_office": {"unit_code": house.cast.unit.code}}
