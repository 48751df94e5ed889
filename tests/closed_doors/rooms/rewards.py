"""Doors of the rewards room."""

from tests.closed_doors.house import EMPLOYEES

DOORS = {"awards": EMPLOYEES}
