"""A small process that keeps one service alive as long as anybody uses it.

`bin/run` and each `bin/manage` hold a shared lock on the service while they need it. The
keeper starts the service, starts it again after a crash, and stops it as soon as it can have
that lock alone: so the last user, however it ended, takes the service down, and no user takes
it away from another.
"""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher.locks import FileLock
from launcher.places import Places, write_private
from launcher.problems import Problem, Stopped, explain
from launcher.processes import Launch, Words
from launcher.services import SERVICES, start
from launcher.signals import StopFlag
from launcher.supervisor import Child, Supervisor

POLL_SECONDS = 0.2
START_PATIENCE_SECONDS = 3.0
STOP_SECONDS = 4.5


@dataclass(frozen=True)
class KeeperFiles:
    """The locks and the note by which keepers and users of one service meet."""

    run: Path
    name: str

    @property
    def users(self) -> Path:
        """Held by every user together, by the keeper alone when it stops."""
        return self.run / f"{self.name}.users"

    @property
    def keeper(self) -> Path:
        """Held by the keeper."""
        return self.run / f"{self.name}.keeper"

    @property
    def state(self) -> Path:
        """Says `ready`, or why it failed."""
        return self.run / f"{self.name}.state"

    def write(self, **state: object) -> None:
        """Publish the state of this keeper."""
        write_private(self.state, json.dumps({"keeper": os.getpid(), **state}))

    def read(self) -> dict[str, object]:
        """Return the last published state, empty when there is none."""
        try:
            state: dict[str, object] = json.loads(self.state.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return state


def keeper_launch(places: Places, name: str) -> Launch:
    """Return how to start the keeper of a service."""
    command: Words = [sys.executable, "-B", Path(__file__).parent, "keep", name, places.root]
    return Launch(command, places.log / f"{name}-keeper.log", detached=True)


class Keeper:
    """Keeps one service until its last user is gone."""

    def __init__(self, places: Places, name: str, flag: StopFlag) -> None:
        self.files = KeeperFiles(places.run, name)
        self._service = SERVICES[name](places)
        self._users = FileLock(self.files.users)
        self._flag = flag

    def check(self) -> None:
        """Raise `Stopped` when asked to, or when nobody uses the service any more."""
        self._flag.check()
        if self._users.try_exclusive():
            raise Stopped

    def keep(self) -> None:
        """Start, watch, stop."""
        child: Child | None = None
        try:
            self.check()
            child = start(self._service, self.check)
            self.files.write(status="ready")
            supervisor = Supervisor([child], say)
            while True:
                self.check()
                supervisor.tick()
                time.sleep(POLL_SECONDS)
        except Problem as problem:
            self.files.write(status="failed", message=str(problem))
        except OSError as error:
            self.files.write(status="failed", message=str(explain(error)))
        except Stopped:
            self.files.state.unlink(missing_ok=True)
        finally:
            if child is not None:
                child.stop(STOP_SECONDS)


def say(text: str) -> None:
    """Write a line with the time into the keeper's log."""
    with contextlib.suppress(OSError):  # a full disk must not end the keeper
        print(time.strftime("%Y-%m-%d %H:%M:%S"), text, flush=True)


def main(_places: Places, arguments: Sequence[str], flag: StopFlag) -> int:
    """`keep SERVICE CHECKOUT`: end soon when another keeper is there."""
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    name, root = arguments
    places = Places(Path(root))
    files = KeeperFiles(places.run, name)
    until = time.monotonic() + START_PATIENCE_SECONDS
    with FileLock(files.keeper) as lock:
        while not lock.try_exclusive():  # somebody may just be looking whether it is held
            if time.monotonic() > until:
                return 0
            flag.pause()
        files.state.unlink(missing_ok=True)
        Keeper(places, name, flag).keep()
    return 0
