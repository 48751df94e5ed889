"""Using the services: whoever needs one holds a lease, and the keeper follows."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from launcher.keeper import KeeperFiles, keeper_launch
from launcher.locks import FileLock, is_held
from launcher.places import Places
from launcher.problems import Problem, disk_full
from launcher.processes import tail
from launcher.progress import Progress, Step
from launcher.services import SERVICES, Service
from launcher.signals import POLL_SECONDS, StopFlag

GONE_SECONDS = 5.5
OTHERS_SECONDS = 1.0
"""A keeper that has not begun to stop after this long has other users."""
KEEPER_TRIES = 5
FULL_BYTES = 1_000_000
"""With less than this the database cannot even start."""


class Lease:
    """The right to use one service, from `acquire()` to `release()`."""

    def __init__(self, places: Places, name: str, flag: StopFlag) -> None:
        self.name = name
        self.service: Service = SERVICES[name](places)
        self.users = FileLock(KeeperFiles(places.run, name).users)
        self._files = KeeperFiles(places.run, name)
        self._places, self._flag = places, flag
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def is_up(self) -> bool:
        """Say whether a keeper lives and its service has answered."""
        return self._files.read().get("status") == "ready" and is_held(self._files.keeper)

    def acquire(self, progress: Progress) -> None:
        """Take part in using the service; start its keeper when there is none."""
        while not self.users.try_shared():  # a keeper is just stopping
            self._flag.pause()
        if not self.is_up:
            with progress.step(self.service.title) as step:
                self._bring_up(step)

    def _bring_up(self, step: Step) -> None:
        for _ in range(KEEPER_TRIES):
            if not is_held(self._files.keeper):
                self._files.state.unlink(missing_ok=True)
                self._keeper = keeper_launch(self._places, self.name).start()
            if self._comes_up(step):
                return
        raise self._speechless()

    def _speechless(self) -> Problem:
        """Return why a keeper could not even leave a note."""
        if shutil.disk_usage(self._places.run).free < FULL_BYTES:
            return disk_full(self._places.var)
        log = self._places.log / f"{self.name}-keeper.log"
        return Problem(f"the keeper of {self.name} does not stay up ({tail(log, 1)}); see {log}")

    def _comes_up(self, step: Step) -> bool:
        """Wait for a keeper; False when it is gone without a word."""
        own = self._keeper
        while not self.is_up:
            self._flag.pause()
            step.tick()
            state = self._files.read()
            if own is not None and own.poll() is not None and state.get("keeper") == own.pid:
                raise Problem(str(state.get("message", f"{self.name} stopped")))
            if own is not None and own.poll():
                raise self._speechless()
            if not self._keeper_lives():
                return False
        return True

    def mend(self) -> None:
        """Start a new keeper when the old one was killed; returns at once."""
        if self._keeper is not None:
            self._keeper.poll()
        if not is_held(self._files.keeper):
            self._keeper = keeper_launch(self._places, self.name).start()

    def wait_down(self) -> None:
        """After the release of `users`: wait until it is down, unless others still use it."""
        begun = time.monotonic()
        while self._keeper_lives() and time.monotonic() < begun + GONE_SECONDS:
            if self._files.state.exists() and time.monotonic() > begun + OTHERS_SECONDS:
                return
            time.sleep(POLL_SECONDS)

    def _keeper_lives(self) -> bool:
        """Say whether a keeper is there, be it one that has not come to its lock yet."""
        own = self._keeper
        return is_held(self._files.keeper) or (own is not None and own.poll() is None)


@contextmanager
def leased(places: Places, names: Sequence[str], progress: Progress, flag: StopFlag) -> Iterator[list[Lease]]:
    """Hold leases on these services while the block runs."""
    leases = [Lease(places, name, flag) for name in names]
    try:
        for lease in leases:
            lease.acquire(progress)
        yield leases
    finally:
        for lease in leases:
            lease.users.release()
        for lease in leases:
            lease.wait_down()
