"""Tasks of this room, started by beat."""

from celery import shared_task
from django.utils import timezone

from evaluations.estimating import estimate_impacts
from evaluations.reaction.asking import remind


@shared_task
def remind_of_reactions() -> None:
    """Remind participants who have not said what they thought."""
    remind(now=timezone.now())


@shared_task
def estimate() -> None:
    """Estimate what training changed, unless it is known for today's data."""
    estimate_impacts(now=timezone.now())
