"""What this room does when a batch is closed; may run twice or late."""

from datetime import datetime

from evaluations.knowledge.rounds import end_rounds
from evaluations.reaction.asking import ask
from pembinaan.base.events import handles
from pembinaan.base.models import Event
from programs.events import BATCH_CLOSED
from programs.models import Batch, BatchState


def register() -> None:
    """Register the handlers; called once when the application starts."""
    handles(BATCH_CLOSED, ask_participants)
    handles(BATCH_CLOSED, end_tests)


def ask_participants(event: Event, now: datetime) -> None:
    """Ask what they thought, unless the batch was opened again meanwhile."""
    batch = Batch.objects.select_related("program").get(pk=event.subject_id)
    if batch.state == BatchState.CLOSED:
        ask(batch=batch, now=now)


def end_tests(event: Event, now: datetime) -> None:
    """Set when the second test of the batch ends, unless the batch was opened again meanwhile."""
    batch = Batch.objects.get(pk=event.subject_id)
    if batch.state == BatchState.CLOSED:
        end_rounds(batch=batch, now=now)
