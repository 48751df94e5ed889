"""Tasks of the surveys room."""

from celery import shared_task

from surveys.rollups import fold_all


@shared_task
def fold_answers() -> None:
    """Add waiting answers to the roll-ups; a second one at the same time does nothing."""
    fold_all()
