"""Tasks of the shared pieces."""

import structlog
from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from pembinaan.base.events import sweep
from pembinaan.base.heartbeat import note_beat

log = structlog.get_logger(__name__)


@shared_task
def beat() -> None:
    """Note that beat, broker and worker are alive."""
    note_beat(now=timezone.now())


@shared_task
def sweep_events() -> None:
    """Run the handlers of due events."""
    sweep(now=timezone.now())


def kick() -> None:
    """Ask a worker to sweep now; without a broker the next beat does it."""
    try:
        sweep_events.apply_async(retry=False, ignore_result=True)
    except (OperationalError, OSError):
        log.warning("broker_unreachable", task="sweep_events")
