"""The sign of life that `/healthz` reads."""

from datetime import datetime

from pembinaan.base.models import Heartbeat


def note_beat(*, now: datetime) -> None:
    """Note that beat, broker and worker were alive at `now`."""
    Heartbeat.objects.update_or_create(id=1, defaults={"at": now})
