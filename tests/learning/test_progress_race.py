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


@pytest.fixture
def both_have_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits, as long as it can, until the other has written too before it asks whether all is done."""
    written = threading.Barrier(2, timeout=1)
    ask = progress.is_complete

    def ask_late(*, enrollment: Enrollment) -> bool:
        # The lock keeps the other one out, so that the wait breaks off: that is what it is for.
        with suppress(threading.BrokenBarrierError):
            written.wait()
        return ask(enrollment=enrollment)

    monkeypatch.setattr(progress, "is_complete", ask_late)


@pytest.mark.usefixtures("both_have_written")
def test_the_end_is_told_exactly_once() -> None:
    assert finish_both_at_once() == 1


@pytest.mark.usefixtures("both_have_written")
def test_without_the_lock_nobody_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    def unlocked(self: QuerySet[Any], **_options: Any) -> QuerySet[Any]:
        return self

    monkeypatch.setattr(QuerySet, "select_for_update", unlocked)
    assert finish_both_at_once() == 0
