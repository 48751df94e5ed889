"""What the benchmarks share: services of their own, a site to measure, a client, and how results are told.

Each benchmark is one command, `python3 benchmarks/NAME.py [--quick] [--json]`: it makes the virtual environment when
there is none, starts PostgreSQL and Valkey in a directory that is removed afterwards (or takes DATABASE_URL and
REDIS_URL when both are set), and loads the demo city into an empty database.
"""

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bin")]

from launcher import ports  # noqa: E402  (the line above makes it importable)
from launcher.environment import own_environment, with_services  # noqa: E402
from launcher.places import Places  # noqa: E402
from launcher.postgres import Postgres  # noqa: E402
from launcher.progress import Progress  # noqa: E402
from launcher.python_environment import Environment  # noqa: E402
from launcher.services import Service, start  # noqa: E402
from launcher.signals import StopFlag  # noqa: E402
from launcher.site_processes import _granian, site_children  # noqa: E402
from launcher.supervisor import Child  # noqa: E402
from launcher.valkey import Valkey  # noqa: E402

ANSWER_SECONDS = 60
STOP_SECONDS = 5.0
LOCKS = ("requirements.txt",)
# As the site's processes have it (pembinaan/celery.py).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def arguments(purpose: str, **numbers: int) -> argparse.Namespace:
    """The options that every benchmark has; runs again inside the virtual environment when outside of it.

    `numbers` are the benchmark's own, each an option of that name with its default.
    """
    parser = argparse.ArgumentParser(description=purpose)
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default, help=f"default {default:,}")
    parser.add_argument("--quick", action="store_true", help="a short run, for a first impression")
    parser.add_argument("--json", action="store_true", help="end with one JSON line")
    options = parser.parse_args()
    places = Places.of_this_checkout()
    if Path(sys.prefix).resolve() != places.venv.resolve():
        places.make()
        Environment(places, Progress(sys.stderr), StopFlag()).ensure(LOCKS)
        os.execv(places.python, [str(places.python), *sys.argv])
    return options


@dataclass
class Bench:
    """Where one benchmark runs."""

    places: Places
    directory: Path
    environment: dict[str, str]
    children: list[Child] = field(default_factory=list)

    def manage(self, *words: str) -> str:
        """Run a management command; return what it prints on standard output."""
        done = subprocess.run(
            [self.places.python, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        return done.stdout

    def django(self) -> None:
        """Make this process itself one of the site's."""
        os.environ.update(self.environment)
        import django  # noqa: PLC0415  needs the environment

        django.setup()


@contextmanager
def bench() -> Iterator[Bench]:
    """Services and directories of a benchmark's own, removed afterwards."""
    places = Places.of_this_checkout()
    places.make()
    directory = Path(tempfile.mkdtemp(prefix="bench-", dir=places.var))
    here = _Elsewhere(places.root, directory)
    here.make()
    environment = {**own_environment(places), "VAR_DIR": str(directory)}
    mine = not (environment.get("DATABASE_URL") and environment.get("REDIS_URL"))
    sockets = Path(tempfile.mkdtemp(prefix="pembinaan-bench-"))
    services: list[Service] = [
        Postgres(places, directory / "postgres", sockets, directory / "postgres.log"),
        Valkey(places, directory / "valkey", directory / "valkey.log"),
    ]
    running = Bench(here, directory, environment)
    try:
        if mine:
            for service in services:
                running.children.append(start(service, lambda: None))
            running.environment = with_services(environment, services, places)
        yield running
    finally:
        for child in reversed(running.children):
            child.stop(STOP_SECONDS)
        shutil.rmtree(sockets, ignore_errors=True)
        shutil.rmtree(directory, ignore_errors=True)


@dataclass(frozen=True)
class _Elsewhere(Places):
    """The checkout with another directory for what is made at run time."""

    elsewhere: Path = Path()

    @property
    def var(self) -> Path:
        """Everything made at run time."""
        return self.elsewhere


@contextmanager
def site(running: Bench, *, whole: bool = False, demo: bool = True) -> Iterator[int]:
    """The site as bin/run serves it, with the demo city unless not `demo`; yields its port. Web only unless `whole`."""
    running.manage("migrate", "-v0")
    if demo:
        running.manage("demo", "--if-absent")
    running.manage("collectstatic", "--no-input", "-v0")
    reservation = ports.reserve(None)
    children = site_children(running.places, running.environment, reservation.port)
    reservation.release()
    started = children if whole else children[:1]
    for child in started:
        child.start()
    running.children += started
    _wait_for_answer(reservation.port)
    yield reservation.port


@contextmanager
def web(running: Bench, application: str, own: Mapping[str, str]) -> Iterator[int]:
    """Another application under the same server with the same processes and threads, from this folder; yields its port.

    `own` is added to its environment.
    """
    reservation = ports.reserve(None)
    port = reservation.port
    words = [running.places.python, "-m", *_granian(port)[:-1], application]
    environment = {"MALLOC_ARENA_MAX": "2", **running.environment, **own}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), str(ROOT)])
    reservation.release()
    server = subprocess.Popen(words, cwd=Path(__file__).parent, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for_answer(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for_answer(port: int) -> None:
    until = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            if fetch(port, "/healthz").status:
                return
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.2)


@dataclass(frozen=True)
class Answer:
    """What a page answered."""

    status: int
    size: int  # bytes of the body as sent


def fetch(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection(ports.HOST, port, timeout=30)
    try:
        return _ask(connection, path, headers or {})
    finally:
        connection.close()


def _ask(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> Answer:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
    response = connection.getresponse()
    return Answer(response.status, len(response.read()))


@dataclass(frozen=True)
class Load:
    """What many clients saw."""

    requests: int
    failures: int
    seconds: float
    milliseconds: list[float]  # sorted

    @property
    def per_second(self) -> float:
        """Requests answered a second."""
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        """The time in ms within which a share of requests was answered."""
        return self.milliseconds[min(int(len(self.milliseconds) * share), len(self.milliseconds) - 1)]


def load(port: int, path: str, headers: Mapping[str, str], *, clients: int, seconds: float) -> Load:
    """Ask for a page from `clients` at once, each one request after the other on its own connection."""
    times: list[float] = []
    failures: list[int] = []
    started = time.perf_counter()
    end = started + seconds

    def client() -> None:
        connection = http.client.HTTPConnection(ports.HOST, port, timeout=30)
        while (begun := time.perf_counter()) < end:
            answer = _ask(connection, path, headers)
            times.append((time.perf_counter() - begun) * 1000)
            if answer.status != http.HTTPStatus.OK:
                failures.append(answer.status)
        connection.close()

    together([client] * clients)
    return Load(len(times), len(failures), time.perf_counter() - started, sorted(times))


def together(functions: list[Callable[[], None]]) -> None:
    """Run functions at the same time, wait for all, and fail when one of them fails."""
    with ThreadPoolExecutor(len(functions)) as threads:
        for running in [threads.submit(function) for function in functions]:
            running.result()


def tell(options: argparse.Namespace, benchmark: str, result: dict[str, Any]) -> None:
    """End with one JSON line when asked to."""
    if options.json:
        print(json.dumps({"benchmark": benchmark, **result}), flush=True)
