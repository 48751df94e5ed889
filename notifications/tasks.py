"""Tasks of the notifications room."""

from celery import shared_task
from django.utils import timezone

from notifications.delivery import send_due


@shared_task
def send_messages() -> None:
    """Send the e-mails that are due."""
    send_due(now=timezone.now())
