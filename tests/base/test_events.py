"""The events outbox: written with the deed, handled at least once, never lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from pembinaan.base import events
from pembinaan.base.models import Event


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """Subjects that a handler of `test.happened` has heard of."""
    subjects: list[int] = []
    events.handles("test.happened", lambda event, _now: subjects.append(event.subject_id))
    yield subjects
    events._handlers.pop("test.happened")


def test_an_event_of_a_transaction_that_fails_is_never_heard(db: None, now: datetime, heard: list[int]) -> None:
    class Broken(Exception):
        pass

    with pytest.raises(Broken), transaction.atomic():
        events.emit(kind="test.happened", subject_id=1, now=now)
        raise Broken
    events.sweep(now=now)
    assert heard == []


def test_an_event_is_handled_once_by_the_sweep(db: None, now: datetime, heard: list[int]) -> None:
    events.emit(kind="test.happened", subject_id=7, now=now)
    assert events.sweep(now=now) == 1
    assert events.sweep(now=now) == 0
    assert heard == [7]


def test_a_broken_handler_neither_stops_others_nor_loses_the_event(db: None, now: datetime, heard: list[int]) -> None:
    failing = [True]

    def broken(_event: Event, _now: datetime) -> None:
        if failing[0]:
            raise RuntimeError("gagal")

    events.handles("test.broken", broken)
    event = events.emit(kind="test.broken", subject_id=1, now=now)
    events.emit(kind="test.happened", subject_id=2, now=now)
    events.sweep(now=now)
    assert heard == [2]
    failing[0] = False
    assert events.sweep(now=now) == 0, "it waits before the next try"
    assert events.sweep(now=now + timedelta(hours=1)) == 1
    event.refresh_from_db()
    assert event.attempts == 2
    events._handlers.pop("test.broken")
