"""Doors of the partners room."""

from typing import Any

from tests.closed_doors.house import HR, House

DOORS = {"agreements": HR}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """Nothing is named by these addresses."""
    return {}
