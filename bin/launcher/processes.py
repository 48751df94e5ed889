"""Starting a child, listening to it and ending it with all it started."""

import contextlib
import os
import re
import select
import signal
import subprocess
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from launcher.privileges import RunAs, child_setup
from launcher.progress import Step
from launcher.signals import POLL_SECONDS, StopFlag

Words = Sequence[str | Path]
LOG_LIMIT = 5_000_000
"""Bytes after which a log is put aside at the next start."""


def open_log(path: Path) -> IO[bytes]:
    """Open a log to append to; a long one is put aside first, one generation is kept."""
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_name(path.name + ".1"))
    return path.open("ab")


def tail(path: Path, lines: int = 12, start: int = 0) -> str:
    """Return the last lines of a log, from byte `start` on."""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        file.seek(start)
        return b"\n".join(file.read()[-20_000:].splitlines()[-lines:]).decode(errors="replace")
    return ""


@dataclass(frozen=True)
class Launch:
    """How to start one child."""

    command: Words
    log: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    directory: Path = Path("/")
    run_as: RunAs | None = None
    stop_signal: int = signal.SIGTERM
    death_signal: int | None = None
    """What it gets when we die without a farewell; the stop signal unless set."""
    detached: bool = False
    """Lives on when we die (others may need it)."""

    def start(self, *, listen: bool = False) -> subprocess.Popen[bytes]:
        """Start it in a session of its own; it gets its death signal when we die."""
        farewell = self.death_signal or self.stop_signal
        set_up = None if self.detached else child_setup(farewell, self.run_as)
        with open_log(self.log) as log:
            return subprocess.Popen(
                [os.fspath(word) for word in self.command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if listen else log,
                stderr=subprocess.STDOUT if listen else log,
                env=dict(self.environment),
                cwd=self.directory,
                start_new_session=True,
                preexec_fn=set_up,  # noqa: PLW1509  (the launcher has no threads)
            )


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a child and to all that is left of its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def wait_until(process: subprocess.Popen[bytes], deadline: float) -> bool:
    """Wait for a child's end up to a moment of `time.monotonic()`; say whether it ended."""
    while process.poll() is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def end(process: subprocess.Popen[bytes], stop_signal: int, seconds: float) -> None:
    """Ask a child to stop; after `seconds` end it and its descendants hard."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(stop_signal)
        wait_until(process, time.monotonic() + seconds)
    signal_group(process, signal.SIGKILL)
    process.wait()


@dataclass
class Outcome:
    """How a child ended, and its last lines."""

    code: int
    lines: deque[str]

    @property
    def text(self) -> str:
        """The last lines as one text."""
        return "\n".join(self.lines)


def listen(launch: Launch, step: Step, flag: StopFlag, shown: re.Pattern[str]) -> Outcome:
    """Run a child to its end; lines that match `shown` become the detail of the step.

    The first group of the pattern is what is shown. All output also goes to the log.
    """
    process = launch.start(listen=True)
    outcome = Outcome(0, deque(maxlen=40))
    try:
        with launch.log.open("ab") as log:
            while (chunk := _read(process, step, flag)) != b"":
                log.write(chunk)
                log.flush()
                for line in re.split(r"[\r\n]+", chunk.decode(errors="replace")):
                    outcome.lines.append(line)
                    if match := shown.search(line):
                        step.tick(match.group(1))
        outcome.code = process.wait()
    finally:
        end(process, launch.stop_signal, 3.0)
    return outcome


def _read(process: subprocess.Popen[bytes], step: Step, flag: StopFlag) -> bytes:
    """Return the next piece of output, empty at its end; keeps step and flag alive."""
    assert process.stdout is not None  # started with a pipe
    while True:
        flag.check()
        step.tick()
        if select.select([process.stdout], [], [], POLL_SECONDS)[0]:
            return os.read(process.stdout.fileno(), 65536)
        if process.poll() is not None and not select.select([process.stdout], [], [], 0)[0]:
            return b""
