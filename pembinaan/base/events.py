"""The events outbox: how a lower room causes work in a higher one without knowing it.

A use case calls `emit` in its transaction. A higher room registers a handler with `handles`
when the application starts. `sweep` runs the handlers: kicked on commit, and again by beat.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.db import transaction

from pembinaan.base.models import Event
from pembinaan.base.wake import wake_on_commit

Handler = Callable[[Event, datetime], None]
_handlers: defaultdict[str, list[Handler]] = defaultdict(list)
log = structlog.get_logger(__name__)


def handles(kind: str, handler: Handler) -> None:
    """Register `handler(event, now)` for events of `kind`; it must bear being run twice or late."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def emit(*, kind: str, subject_id: int, now: datetime) -> Event:
    """Write one event in the current transaction and wake the sweep when it commits."""
    event = Event.objects.create(kind=kind, subject_id=subject_id, at=now, next_attempt_at=now)
    wake_on_commit("pembinaan.base.tasks.sweep_events")
    return event


def emit_all(*, kind: str, subject_ids: Iterable[int], now: datetime) -> None:
    """Write one event for each subject, in one statement for many."""
    Event.objects.bulk_create(
        [Event(kind=kind, subject_id=pk, at=now, next_attempt_at=now) for pk in subject_ids], batch_size=500
    )
    wake_on_commit("pembinaan.base.tasks.sweep_events")


def sweep(*, now: datetime, limit: int = 500) -> int:
    """Handle due events one by one until none is left or `limit` is reached; return how many."""
    handled = 0
    while handled < limit and _handle_next(now):
        handled += 1
    return handled


def _handle_next(now: datetime) -> bool:
    with transaction.atomic():
        # SKIP LOCKED: two sweeps at once must not run the same event's handlers side by side.
        event = Event.objects.due(now).select_for_update(skip_locked=True).first()
        if event is None:
            return False
        try:
            with transaction.atomic():
                for handler in _handlers[event.kind]:
                    handler(event, now)
            event.handled_at = now
        except Exception as failure:  # one broken handler must not stop the others' events
            log.exception("event_failed", kind=event.kind, subject_id=event.subject_id)
            event.last_failure = repr(failure)[:2000]
            event.next_attempt_at = event.retry_at(now)
        event.attempts += 1
        event.save(update_fields=["handled_at", "last_failure", "next_attempt_at", "attempts"])
    return True
