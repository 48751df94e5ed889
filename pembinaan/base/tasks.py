"""Tasks of the shared pieces."""

from celery import shared_task
from django.utils import timezone

from pembinaan.base.events import sweep
from pembinaan.base.heartbeat import note_beat


@shared_task
def beat() -> None:
    """Note that beat, broker and worker are alive."""
    note_beat(now=timezone.now())


@shared_task
def sweep_events() -> None:
    """Run the handlers of due events."""
    sweep(now=timezone.now())
