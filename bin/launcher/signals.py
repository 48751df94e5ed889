"""Ctrl-C and SIGTERM as a flag that is read at safe points.

An exception out of a signal handler could strike between the start of a child and the
moment its number is written down; a flag cannot.
"""

import signal
import time
from types import FrameType

from launcher.problems import Stopped

POLL_SECONDS = 0.05


class StopFlag:
    """Remembers that a stop was asked for."""

    def __init__(self) -> None:
        self.signal: int | None = None

    def listen(self, *wanted: int) -> None:
        """Catch the given signals from now on."""
        for number in wanted:
            signal.signal(number, self._remember)

    def _remember(self, number: int, _frame: FrameType | None) -> None:
        self.signal = self.signal or number

    def check(self) -> None:
        """Raise `Stopped` when a stop was asked for."""
        if self.signal:
            raise Stopped

    def pause(self, seconds: float = POLL_SECONDS) -> None:
        """Sleep, then check; a signal ends the sleep within one poll."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, POLL_SECONDS))
        self.check()
