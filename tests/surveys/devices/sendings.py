"""A paired device and what it sends, for tests."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from people.models import Account, Unit
from surveys.devices.clock import milliseconds_of
from surveys.devices.registry import secret_digest
from surveys.devices.sending import Sending
from surveys.models import Device
from tests.factories.surveys import current_version, make_device

NOW = datetime(2026, 2, 10, 9, tzinfo=UTC)
SECRET = "rahasia-perangkat"


def paired(unit: Unit, by: Account, name: str = "Layar loket 1", **fields: Any) -> Device:
    """A device that knows SECRET."""
    values = {"secret_digest": secret_digest(SECRET), "paired_at": datetime(2026, 1, 5, 3, tzinfo=UTC), **fields}
    return make_device(unit, name, registered_by=by, **values)


def piece(device: Device, given_at: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """One answer as the device sends it: 3 to everything."""
    return {
        "id": str(uuid4()),
        "device": device.pk,
        "unit": device.unit.code,
        "service": "",
        "version": str(current_version().pk),
        "given_at": milliseconds_of(given_at),
        "fields": {f"u{number}": "3" for number in range(1, 10)},
        **changes,
    }


def sending(*pieces: Any, sent_at: datetime = NOW, waiting: int | None = None) -> Sending:
    """What one request brings."""
    return Sending(sent_at, len(pieces) if waiting is None else waiting, pieces)
