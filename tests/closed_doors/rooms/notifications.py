"""Doors of the notifications room."""

from typing import Any

from tests.closed_doors.house import HR, SIGNED_IN, House

DOORS = {
    "inbox": SIGNED_IN,
    "inbox_read_all": SIGNED_IN,
    # Marks a message only if it is the visitor's own, and answers alike if not.
    "inbox_read": SIGNED_IN,
    "inbox_preference": SIGNED_IN,
    "sent_mail": HR,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A message that nobody has."""
    return {"inbox_read": {"message_id": 1}}
