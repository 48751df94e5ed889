"""Two last lessons finished at once in two windows: the rooms above must hear of it exactly once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from learning import progress
from learning.progress import complete_lesson
from pembinaan.base.models import Event
from programs.models import Enrollment
from tests.factories.credentials import AFTERWARDS
from tests.factories.learning import make_lesson
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def finish_both_at_once() -> int:
    """Finish two lessons in parallel transactions; return how often the end was told."""
    enrollment = make_enrollment(make_batch(), make_employee(unit=make_unit()), state="confirmed")
    lessons = [make_lesson(enrollment.batch.program) for _ in range(2)]
    start = threading.Barrier(2)

    def work(index: int) -> None:
        try:
            start.wait(timeout=20)
            complete_lesson(enrollment=enrollment, lesson=lessons[index], now=AFTERWARDS)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    return Event.objects.filter(kind="learning.completed", subject_id=enrollment.pk).count()


def ask_together(monkeypatch: pytest.MonkeyPatch, *, patience: float) -> None:
    """Let each ask whether all is done between the other's write and its commit, waiting up to `patience` seconds."""
    meeting = threading.Barrier(2, timeout=patience)
    ask = progress.is_complete

    def meet() -> None:
        # Where the lock keeps the other one out, the wait breaks off: that is what it is for.
        with suppress(threading.BrokenBarrierError):
            meeting.wait()

    def ask_between(*, enrollment: Enrollment) -> bool:
        meet()
        complete = ask(enrollment=enrollment)
        meet()
        return complete

    monkeypatch.setattr(progress, "is_complete", ask_between)


def test_the_end_is_told_exactly_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ask_together(monkeypatch, patience=1)
    assert finish_both_at_once() == 1


def test_without_the_lock_nobody_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    def unlocked(self: QuerySet[Any], **_options: Any) -> QuerySet[Any]:
        return self

    monkeypatch.setattr(QuerySet, "select_for_update", unlocked)
    ask_together(monkeypatch, patience=60)
    assert finish_both_at_once() == 0
