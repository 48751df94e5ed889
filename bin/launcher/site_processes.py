"""How web, worker and beat are started."""

import contextlib
import os
import signal
from collections.abc import Mapping
from pathlib import Path

from launcher import ports
from launcher.places import Places
from launcher.processes import Launch, Words
from launcher.supervisor import Child

WEB_WORKERS, THREADS = 2, 3
"""Processes, and requests handled at once in each: one database connection a thread."""
WAITING = 64
"""Requests that may wait in each process before others are refused."""


MARK = "PEMBINAAN_SITE"
"""Set, to the path of the checkout, in every process that belongs to a running site."""


def end_leftovers(places: Places) -> None:
    """End what a killed launcher of this checkout has left; nobody else's processes."""
    mark = f"{MARK}={places.root}".encode(errors="surrogateescape")
    for facts in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in facts.read_bytes().split(b"\0"):
                os.kill(int(facts.parent.name), signal.SIGKILL)


def site_children(places: Places, environment: Mapping[str, str], port: int) -> list[Child]:
    """Return web, worker and beat, in this order."""
    lean = {"MALLOC_ARENA_MAX": "2", **environment, MARK: str(places.root)}
    web = _launch(places, lean, "web", _granian(port))
    # SIGQUIT is Celery's soft shutdown: it waits a moment, then gives tasks back to the queue.
    # It would wait for the broker to come back, so without us it must go at once.
    worker = _launch(places, lean, "worker", _worker(), signal.SIGQUIT, signal.SIGKILL)
    beat = _launch(places, lean, "beat", _beat(places.run / "beat-schedule"))
    return [Child("web", web), Child("worker", worker), Child("beat", beat)]


def _launch(
    places: Places,
    environment: Mapping[str, str],
    name: str,
    command: list[str],
    stop_signal: int = signal.SIGTERM,
    death_signal: int | None = None,
) -> Launch:
    log = places.log / f"{name}.log"
    words: Words = [places.python, "-m", *command]
    return Launch(words, log, environment, places.root, stop_signal=stop_signal, death_signal=death_signal)


def _granian(port: int) -> list[str]:
    return [
        "granian",
        "--interface=wsgi",
        f"--host={ports.HOST}",
        f"--port={port}",
        f"--workers={WEB_WORKERS}",
        f"--blocking-threads={THREADS}",
        f"--backpressure={WAITING}",
        "--no-ws",
        "--respawn-failed-workers",
        "--respawn-interval=0.5",
        "--workers-kill-timeout=3",
        "pembinaan.wsgi:application",
    ]


def _worker() -> list[str]:
    words = ["celery", "-A", "pembinaan.celery", "worker", "--pool=prefork", "--concurrency=1"]
    return [*words, "--loglevel=INFO", "--without-gossip", "--without-mingle"]


def _beat(schedule: Path) -> list[str]:
    words = ["celery", "-A", "pembinaan.celery", "beat", "--loglevel=INFO", "--pidfile="]
    return [*words, f"--schedule={schedule}"]
