"""An uploaded file waits here until its reading is confirmed."""

from datetime import datetime

from surveys.models import AnswerDraft


def discard_stale(*, now: datetime) -> int:
    """Delete uploads that nobody confirmed in time; returns how many."""
    return AnswerDraft.objects.stale(now).delete()[0]
