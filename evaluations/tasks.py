"""Tasks of this room, started by beat."""

from celery import shared_task
from django.utils import timezone

from evaluations import running
from evaluations.behaviour import chasing, opening
from evaluations.knowledge import asking, rounds
from evaluations.reaction.asking import remind
from evaluations.reporting.runs import take_up_again
from evaluations.reporting.schedules import ask_for_due


@shared_task
def remind_of_reactions() -> None:
    """Remind participants who have not said what they thought."""
    remind(now=timezone.now())


@shared_task
def estimate() -> None:
    """Estimate what training changed, unless it is known for today's data."""
    running.estimate(now=timezone.now())


@shared_task
def ask_about_behaviour() -> None:
    """Open the reviews whose time has come, and remind of those that are open."""
    opening.open_due(now=timezone.now())
    chasing.remind(now=timezone.now())


@shared_task
def ask_for_reports() -> None:
    """Go on with reports that broke off, and ask for those that the calendar brings."""
    take_up_again(now=timezone.now())
    ask_for_due(now=timezone.now())


@shared_task
def keep_tests() -> None:
    """Keep the rounds of tests in step with the batches, and tell of what opened, closes soon or is over."""
    rounds.keep_rounds(now=timezone.now())
    asking.tell(now=timezone.now())
