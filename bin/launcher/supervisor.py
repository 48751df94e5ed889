"""Keeps children alive: starts them, starts them again when they end, stops them."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from launcher.processes import Launch, end, signal_group, wait_until

BACKOFF_SECONDS = (0.2, 0.5, 1, 2, 5, 10, 30)
"""Pauses before the first, second, … start again in a row."""
STEADY_SECONDS = 30.0
"""A child that ran this long has recovered: the pauses begin anew."""


def backoff(failures: int) -> float:
    """Return the pause in seconds after so many failures in a row (1, 2, …)."""
    return BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS)) - 1]


@dataclass
class Child:
    """One supervised process."""

    name: str
    launch: Launch
    before: Callable[[], None] = lambda: None
    """Called before each start, to clear what a crash has left behind."""
    after: Callable[[], None] = lambda: None
    """Called when it has been stopped for good."""
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        """Start it now."""
        self.before()
        self.started = time.monotonic()
        self.process = self.launch.start()

    def stop(self, seconds: float) -> None:
        """Stop it, hard after `seconds`, with all it started."""
        if self.process is not None:
            end(self.process, self.launch.stop_signal, seconds)
            self.process = None
        self.after()

    def note_end(self, code: int) -> float:
        """Write down that it ended; return the pause before its next start."""
        if time.monotonic() - self.started > STEADY_SECONDS:
            self.failures = 0
        self.failures += 1
        self.due = time.monotonic() + backoff(self.failures)
        self.process = None
        return backoff(self.failures)


class Supervisor:
    """Watches some children; `tick()` is called a few times a second."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = list(children)
        self._say = say

    def tick(self) -> None:
        """Notice who ended, and start again who is due."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and (code := child.process.poll()) is not None:
                self._bury(child, child.process, code)
            elif child.process is None and now >= child.due:
                self._start_again(child)

    def _start_again(self, child: Child) -> None:
        try:
            child.start()
        except OSError as error:  # no memory, no file handles: the next try may do
            pause = child.note_end(1)
            self._say(f"{child.name} does not start ({error}), again in {pause:g} s")

    def _bury(self, child: Child, process: subprocess.Popen[bytes], code: int) -> None:
        signal_group(process, signal.SIGKILL)  # its own children would hold port or files
        pause = child.note_end(code)
        log = child.launch.log.name
        self._say(f"{child.name} ended ({describe(code)}), starts again in {pause:g} s; its log is {log}")

    def stop(self, seconds: float) -> None:
        """Ask all to stop at once; end hard who has not within `seconds`."""
        running = [(child, child.process) for child in self.children if child.process]
        for child, process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(child.launch.stop_signal)
        deadline = time.monotonic() + seconds
        for child, process in running:
            wait_until(process, deadline)
            signal_group(process, signal.SIGKILL)
            process.wait()
            child.process = None


def describe(code: int) -> str:
    """Return an exit code of `subprocess` in words."""
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"
