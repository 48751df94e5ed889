"""`bin/run`: everything from an empty machine to a site that answers, and back again."""

import argparse
import http.client
import json
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from launcher import ports
from launcher.environment import needed_services, own_environment, with_services
from launcher.lease import Lease, leased
from launcher.locks import FileLock
from launcher.places import Places, write_private
from launcher.preparation import prepare
from launcher.problems import Problem, Stopped
from launcher.processes import tail
from launcher.progress import Progress, Step
from launcher.python_environment import Environment
from launcher.signals import StopFlag
from launcher.site_processes import end_leftovers, site_children
from launcher.supervisor import Child, Supervisor

STOP_SECONDS = 4.5
"""A little longer than the worker's soft shutdown; with the database it stays below ten."""
ANSWER_SECONDS = 60.0
MEND_SECONDS = 1.0
CRASHES_AT_START = 3
FIRST_HR = "Nobody has an account yet? bin/manage people --first-hr NAME prints a code for the first HR officer."


@dataclass(frozen=True)
class Options:
    """What the person asked for."""

    port: int | None
    empty: bool


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line; --help and mistakes end the process, as argparse does."""
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Start the whole site on this machine: database, broker, web, worker, beat. Ctrl-C stops it.",
    )
    parser.add_argument("--port", type=_port, help="port to answer on (default: the first free one from 8000)")
    parser.add_argument("--empty", action="store_true", help="do not load the demo city")
    found = parser.parse_args(arguments)
    return Options(found.port, found.empty)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def main(places: Places, arguments: Sequence[str], flag: StopFlag) -> int:
    """Run the site until Ctrl-C; return 0 then."""
    options = parse(arguments)
    progress = Progress()
    begun = time.monotonic()
    with ExitStack() as stack:
        try:
            site = _start(places, options, progress, flag, stack)
            site.announce(time.monotonic() - begun)
            site.watch()
        except Stopped:
            progress.say("\nStopping …")
    return 0


def _start(places: Places, options: Options, progress: Progress, flag: StopFlag, stack: ExitStack) -> "Site":
    places.make()
    with FileLock(places.run / "site.lock") as probe:
        only_one(probe, places)
    reservation = ports.reserve(options.port)
    stack.callback(reservation.release)
    if reservation.port != (options.port or ports.FIRST):
        progress.say(f"Port {ports.FIRST} is taken, so this site takes {reservation.port}.")
    Environment(places, progress, flag).ensure()
    only_one(stack.enter_context(FileLock(places.run / "site.lock")), places)
    end_leftovers(places)
    environment = own_environment(places)
    leases = stack.enter_context(leased(places, needed_services(environment), progress, flag))
    environment = with_services(environment, [lease.service for lease in leases], places)
    sign_ins = prepare(places, environment, progress, flag, empty=options.empty)
    site = Site(places, progress, flag, reservation.port, leases, sign_ins)
    stack.callback(site.stop)
    site.start(environment)
    return site


def only_one(lock: FileLock, places: Places) -> None:
    """Raise `Problem` with the address when this checkout's site is up already."""
    note = places.run / "site.json"
    if lock.try_exclusive():
        note.unlink(missing_ok=True)
        return
    try:
        url = json.loads(note.read_text(encoding="utf-8"))["url"]
    except (OSError, ValueError, KeyError):
        url = "(still starting)"
    raise Problem(f"this checkout's site is already running: {url}; stop it there with Ctrl-C.")


class Site:
    """The processes of the site itself, on top of the services."""

    def __init__(
        self,
        places: Places,
        progress: Progress,
        flag: StopFlag,
        port: int,
        leases: Sequence[Lease],
        sign_ins: str,
    ) -> None:
        self._places, self._progress, self._flag = places, progress, flag
        self._port, self._leases, self._sign_ins = port, leases, sign_ins
        self._supervisor = Supervisor([], progress.say)

    @property
    def url(self) -> str:
        """Where people find it."""
        return f"http://localhost:{self._port}/"

    def start(self, environment: Mapping[str, str]) -> None:
        """Start web, wait for its first answer, then start worker and beat."""
        address = {"SITE_ADDRESS": self.url.rstrip("/")}
        web, *others = site_children(self._places, {**address, **environment}, self._port)
        self._supervisor.children.append(web)
        with self._progress.step("Starting the web server") as step:
            self._wait_for_answer(web, step)
        self._supervisor.children.extend(others)
        self._supervisor.tick()
        write_private(self._places.run / "site.json", json.dumps({"url": self.url}))

    def _wait_for_answer(self, web: Child, step: Step) -> None:
        until = time.monotonic() + ANSWER_SECONDS
        while not answers(self._port):
            self._supervisor.tick()
            step.tick()
            if web.failures >= CRASHES_AT_START or time.monotonic() > until:
                raise Problem(self._why_silent(web.launch.log))
            self._flag.pause()

    def _why_silent(self, log: Path) -> str:
        return f"the web process does not answer; see {log}, which ends:\n{tail(log)}"

    def announce(self, seconds: float) -> None:
        """Print the address and how to sign in."""
        self._progress.say(f"\nThe site answers at {self.url} (after {seconds:.0f} s)")
        self._progress.say(f"\n{self._sign_ins.rstrip() or FIRST_HR}\n")
        self._progress.say(f"Logs: {self._places.log}   Stop: Ctrl-C")

    def watch(self) -> None:
        """Keep everything alive until a stop is asked for."""
        mend_at = 0.0
        while True:
            self._supervisor.tick()
            if time.monotonic() > mend_at:
                mend_at = time.monotonic() + MEND_SECONDS
                for lease in self._leases:
                    lease.mend()
            self._flag.pause(0.2)

    def stop(self) -> None:
        """Stop web, worker and beat."""
        (self._places.run / "site.json").unlink(missing_ok=True)
        self._supervisor.stop(STOP_SECONDS)


def answers(port: int) -> bool:
    """Say whether the site answers without a fault of its own."""
    connection = http.client.HTTPConnection(ports.HOST, port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": f"{ports.HOST}:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
