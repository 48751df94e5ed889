"""Doors of the portal."""

from typing import Any

from tests.closed_doors.house import EMPLOYEES, HEADS, HR, SIGNED_IN, House

DOORS = {
    "employee_home": EMPLOYEES,
    "desk": HR,
    "overview": HR | {"leader"},
    "style_guide": SIGNED_IN,
    "messages_written": HR,
    "send_failed_again": HR,
    "hours_rule": HR | HEADS,
    "hours_rule_unit": HR | HEADS,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The cast's unit, whose heads see who is below the rule."""
    return {"hours_rule_unit": {"code": house.cast.unit.code}}
