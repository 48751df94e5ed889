"""Doors of links after a service: HR's pages; the link itself and its API are public."""

from datetime import UTC, datetime
from typing import Any

from surveys.invitations.clients import register
from tests.closed_doors.house import HR, House

DOORS = {"link_systems": HR, "link_register": HR, "link_revoke": HR, "link_many": HR}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A registered system."""
    cast, now = house.cast, datetime(2026, 3, 9, 3, tzinfo=UTC)
    client = register(name="Antrean", units=[cast.unit], per_minute=60, by=cast.hr, now=now)[0]
    return {"link_revoke": {"client_id": client.pk}, "invited": {"token": "x"}}
