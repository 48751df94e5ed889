"""Doors of timetables and calendars."""

from typing import Any

from tests.closed_doors.house import EMPLOYEES, HR, House
from tests.factories.programs import make_batch, make_session

DOORS = {
    "my_calendar": EMPLOYEES,
    "stop_calendar": EMPLOYEES,
    "rooms_week": HR,
    "instructors_week": HR,
    "cancel_session": HR,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A session of a batch that is announced, and a secret that opens nothing."""
    session = make_session(make_batch())
    return {"cancel_session": {"session_id": session.pk}, "calendar_feed": {"secret": "tidak-ada"}}
