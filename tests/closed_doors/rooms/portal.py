"""Doors of the portal."""

from tests.closed_doors.house import SIGNED_IN

DOORS = {
    "style_guide": SIGNED_IN,
}
