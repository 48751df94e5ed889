"""A progress bar for people and for logs."""

import time
from typing import TextIO

_WIDTH = 30
_SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """Shows how far a load is: one living line on a terminal, a line now and then elsewhere."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self.stream = stream
        self.total = max(total, 1)
        self.done = 0
        self.label = ""
        self._living = stream.isatty()
        self._last = time.monotonic()
        self._started = self._last

    def step(self, label: str) -> None:
        """Name what happens now."""
        self.label = label
        self._show(force=True)

    def advance(self, rows: int) -> None:
        """Count rows that were written."""
        self.done += rows
        self._show()

    def finish(self, label: str) -> None:
        """Say that it is done, and how long it took."""
        self.done = self.total
        self.label = f"{label} ({time.monotonic() - self._started:.0f} s)"
        self._show(force=True)
        if self._living:
            self.stream.write("\n")

    def _show(self, *, force: bool = False) -> None:
        now = time.monotonic()
        pause = 0.2 if self._living else _SECONDS_BETWEEN_LINES
        if not force and now - self._last < pause:
            return
        self._last = now
        share = min(self.done / self.total, 1)
        filled = round(share * _WIDTH)
        line = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%} {self.label}"
        self.stream.write(f"\r\033[K{line}" if self._living else f"{line}\n")
        self.stream.flush()
