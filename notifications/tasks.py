"""Tasks of the notifications room."""

from celery import shared_task
from django.utils import timezone

from notifications.delivery import send_due
from notifications.digest import gather_due


@shared_task
def send_messages() -> None:
    """Write the digests that are due, then send every message that is due."""
    now = timezone.now()
    gather_due(now=now)
    send_due(now=now)
