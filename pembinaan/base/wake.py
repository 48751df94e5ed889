"""Waking a task: the row in Postgres is the truth, the wake-up only saves waiting for the next beat."""

from collections.abc import Callable
from functools import cache
from time import monotonic
from typing import Final

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)
PAUSE_SECONDS: Final = 10.0


class Pause:
    """Since when this process takes the broker for lost: knocking at a dead broker makes every page wait."""

    def __init__(self) -> None:
        self.since: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the broker was lost less than ten seconds ago."""
        return self.since is not None and monotonic() - self.since < PAUSE_SECONDS


pause = Pause()


def wake(name: str) -> None:
    """Ask a worker to run the task `name` now; without a broker the next beat does it."""
    if pause.holds:
        return
    try:
        current_app.send_task(name, retry=False, ignore_result=True)
    except (OperationalError, OSError):
        pause.since = monotonic()
        log.warning("broker_unreachable", task=name)


def wake_on_commit(name: str) -> None:
    """Wake the task when the transaction commits, once however often it is asked for in it."""
    waker = _waker(name)
    pending = transaction.get_connection().run_on_commit
    if not any(entry[1] is waker for entry in pending):
        transaction.on_commit(waker, robust=True)


@cache
def _waker(name: str) -> Callable[[], None]:
    def waken() -> None:
        wake(name)

    return waken
