"""The virtual environment: made once, made anew when half made, brought up to the locks.

While packages are being installed a note lies in the environment; a note that is still there
at the next start means that the installation was cut off.
"""

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher import pip_source
from launcher.locks import FileLock, is_held
from launcher.pip_source import clean_environment
from launcher.places import Places, write_private
from launcher.problems import FULL, Problem, disk_full
from launcher.processes import Launch, Outcome, Words, listen
from launcher.progress import Progress
from launcher.signals import StopFlag

ROOM_BYTES = 1_200_000_000
"""Free space a first start needs: packages, their downloads, the database and the demo city."""
UNDER_WAY, LISTING = ".packages-under-way", ".packages-listing"
SHOWN = re.compile(r"^\s*((?:Collecting|Downloading|Installing collected) .*)")
NETWORK = ("NewConnectionError", "ConnectTimeoutError", "Temporary failure", "Max retries")


@dataclass(frozen=True)
class Environment:
    """The virtual environment of one checkout and the way to mend it."""

    places: Places
    progress: Progress
    flag: StopFlag

    def ensure(self, locks: Sequence[str] = ("requirements.txt",)) -> None:
        """Make sure that the packages of these lock files are there, all of them whole."""
        if self._is_ready(locks):
            return
        with FileLock(self.places.run / "packages.lock") as lock:
            while not lock.try_exclusive():
                self.flag.pause()
            if not self._is_ready(locks):
                self._mend(locks)

    def _is_ready(self, locks: Sequence[str]) -> bool:
        return not self.is_broken() and all(self._is_installed(name) for name in locks)

    def is_broken(self) -> bool:
        """Say whether only a new environment helps."""
        venv, installed = self.places.venv, self._installed()
        recorded = set(_read(venv / LISTING).split())
        unfinished = not recorded and "pip" not in installed
        return not self._interpreter_fits() or (venv / UNDER_WAY).exists() or unfinished or not recorded <= installed

    def _interpreter_fits(self) -> bool:
        """Say whether the interpreter is there and still of the version it was made with."""
        python = self.places.python
        name = python.resolve().name
        versioned = re.fullmatch(r"python3\.\d+", name)
        return python.exists() and (not versioned or (self.places.venv / "lib" / name).is_dir())

    def _installed(self) -> set[str]:
        found = self.places.venv.glob("lib/python3.*/site-packages/*")
        return {path.name for path in found if "__pycache__" not in path.name}

    def _is_installed(self, name: str) -> bool:
        lock = (self.places.root / name).read_bytes()
        return _read(self._note(name)) == hashlib.sha256(lock).hexdigest()

    def _note(self, name: str) -> Path:
        return self.places.venv / f".{name}.installed"

    def _mend(self, locks: Sequence[str]) -> None:
        if self.is_broken():
            self._create()
        for name in locks:
            if not self._is_installed(name):
                self._install(name)

    def _create(self) -> None:
        venv = self.places.venv
        self._check_may_create()
        pip_source.ensure(self.places, self.progress, self.flag)
        with self.progress.step("Making the Python environment .venv") as step:
            if venv.is_symlink():
                venv.unlink()
            shutil.rmtree(venv, ignore_errors=True)
            venv.mkdir()
            (venv / UNDER_WAY).touch()
            bare = [] if pip_source.has_ensurepip() else ["--without-pip"]
            command: Words = [sys.executable, "-m", "venv", *bare, venv]
            outcome = listen(self._launch(command), step, self.flag, SHOWN)
            if outcome.code != 0:
                raise self._problem(outcome)

    def _check_may_create(self) -> None:
        venv, root = self.places.venv, self.places.root
        if is_held(self.places.run / "site.lock"):
            raise Problem("the environment must be made anew: stop bin/run, then start again.")
        if venv.is_symlink() and venv.exists():
            raise Problem(f"{venv} links to a half-made environment; remove that link first.")
        if shutil.disk_usage(root).free < ROOM_BYTES:
            raise Problem(
                f"the disk that holds {root} has less than {ROOM_BYTES / 1e9:.1f} GB free;"
                f" free some space and start again."
            )

    def _install(self, name: str) -> None:
        venv = self.places.venv
        count = len(re.findall(r"^\S+==", _read(self.places.root / name), re.MULTILINE))
        with self.progress.step(f"Installing the {count} packages of {name}") as step:
            (venv / UNDER_WAY).touch()
            old_mask = os.umask(0o022)  # the database may run as another user
            try:
                outcome = listen(self._launch(self._pip(name)), step, self.flag, SHOWN)
            finally:
                os.umask(old_mask)
            if outcome.code != 0:
                raise self._problem(outcome)
            write_private(venv / LISTING, "\n".join(sorted(self._installed())))
            lock = (self.places.root / name).read_bytes()
            write_private(self._note(name), hashlib.sha256(lock).hexdigest())
            (venv / UNDER_WAY).unlink()

    def _pip(self, name: str) -> Words:
        inside = "pip" in self._installed()
        own: Words = [self.places.python, "-m", "pip"]
        foreign: Words = [sys.executable, "-m", "pip", "--python", self.places.python]
        options = ["--require-hashes", "--no-deps", "--no-compile", "--progress-bar", "off"]
        lock = self.places.root / name
        return [*(own if inside else foreign), "install", *options, "-r", lock]

    def _launch(self, command: Words) -> Launch:
        log = self.places.log / "packages.log"
        return Launch(command, log, clean_environment(), self.places.root)

    def _problem(self, outcome: Outcome) -> Problem:
        log = self.places.log / "packages.log"
        if FULL in outcome.text:
            return disk_full(f"{self.places.venv} or the directory for temporary files")
        if any(sign in outcome.text for sign in NETWORK):
            return Problem("the package index cannot be reached; check the network and try again.")
        last = next((line for line in reversed(outcome.lines) if "rror" in line), "no reason")
        return Problem(f"the packages could not be installed ({last.strip()}); see {log}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
