"""Doors of the portal."""

from tests.closed_doors.house import EMPLOYEES, HR, SIGNED_IN

DOORS = {
    "employee_home": EMPLOYEES,
    "desk": HR,
    "overview": HR | {"leader"},
    "style_guide": SIGNED_IN,
}
