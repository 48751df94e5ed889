"""The services a checkout brings along, in one shape."""

import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from launcher.places import Places
from launcher.postgres import Postgres
from launcher.problems import Problem
from launcher.supervisor import Child
from launcher.valkey import Valkey

ATTEMPTS, PAUSE_SECONDS = 3, 0.7
"""After a crash the rests of the old server may need a moment to go."""


class Service(Protocol):
    """What the keeper and the test run need of a service."""

    @property
    def title(self) -> str:
        """What to show while it starts."""

    @property
    def log(self) -> Path:
        """Where it writes."""

    @property
    def environment(self) -> Mapping[str, str]:
        """What a Django process needs to find it."""

    def child(self, check: Callable[[], None]) -> Child:
        """Make everything ready and return what to supervise."""

    def wait_ready(self, process: subprocess.Popen[bytes], start: int, check: Callable[[], None]) -> None:
        """Wait until it answers; `start` is where in its log this start began."""


def postgres_service(places: Places) -> Service:
    """Return the lasting database of a checkout."""
    data, log = places.var / "postgres", places.log / "postgres.log"
    return Postgres(places, data, places.socket_directory, log)


def valkey_service(places: Places) -> Service:
    """Return the broker and cache of a checkout."""
    return Valkey(places, places.var / "valkey", places.log / "valkey.log")


SERVICES: Mapping[str, Callable[[Places], Service]] = {
    "postgres": postgres_service,
    "valkey": valkey_service,
}

REPLACED_BY: Mapping[str, str] = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
"""The setting that names a service of the person's own, so that ours is not started."""


def start(service: Service, check: Callable[[], None]) -> Child:
    """Start a service and wait until it answers; raises `Problem` when it does not."""
    child = service.child(check)
    for attempt in range(1, ATTEMPTS + 1):
        begin = service.log.stat().st_size if service.log.exists() else 0
        child.start()
        try:
            _wait(service, child, begin, check)
        except Problem:
            if attempt == ATTEMPTS:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            break
    return child


def _wait(service: Service, child: Child, begin: int, check: Callable[[], None]) -> None:
    assert child.process is not None  # it was just started
    try:
        service.wait_ready(child.process, begin, check)
    except BaseException:
        child.stop(seconds=5.0)
        raise
