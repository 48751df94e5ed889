"""Doors of posters: whoever sees a unit's survey office."""

from typing import Any

from tests.closed_doors.house import House
from tests.closed_doors.rooms.survey_office import READS

DOORS = dict.fromkeys(("unit_posters", "poster_file", "posters_of_all"), READS)


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The posters of the officer's unit."""
    code = house.cast.unit.code
    return {"unit_posters": {"unit_code": code}, "poster_file": {"unit_code": code, "paper": "a4"}}
