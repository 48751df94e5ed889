"""Doors of a unit's kiosks and tablets: who sees its survey sees them, who works on it registers and revokes them."""

from typing import Any

from tests.closed_doors.house import HR, House
from tests.closed_doors.rooms.survey_office import READS, RUNS
from tests.factories.surveys import make_device

DOORS = {
    "all_survey_devices": HR,
    "survey_devices": READS,
    "survey_device": READS,
    "survey_device_register": RUNS,
    "survey_device_code": RUNS,
    "survey_device_revoke": RUNS,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A device of the officer's unit."""
    unit = {"unit_code": house.cast.unit.code}
    one = {**unit, "key": make_device(house.cast.unit, registered_by=house.cast.officer).pk}
    return {
        "survey_devices": unit,
        "survey_device_register": unit,
        **dict.fromkeys(("survey_device", "survey_device_code", "survey_device_revoke"), one),
    }
