"""Shows that a long step is alive: a moving line on a terminal, a line now and then elsewhere."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

QUIET_SECONDS = 10.0
REDRAW_SECONDS = 0.1
FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Step:
    """One step under way; `tick()` is called from whatever waits."""

    def __init__(self, title: str, stream: TextIO, *, live: bool) -> None:
        self.title, self._stream, self._live = title, stream, live
        self._detail = ""
        self._started = self._shown = time.monotonic()
        self._begin()

    def _begin(self) -> None:
        if not self._live:
            print(f"{self.title} …", file=self._stream, flush=True)

    @property
    def seconds(self) -> float:
        """How long the step has taken up to now."""
        return time.monotonic() - self._started

    def tick(self, detail: str = "") -> None:
        """Show that the step goes on, with what it does just now."""
        self._detail = detail.strip() or self._detail
        waited = time.monotonic() - self._shown
        if waited < (REDRAW_SECONDS if self._live else QUIET_SECONDS):
            return
        self._shown = time.monotonic()
        if self._live:
            frame = FRAMES[int(self.seconds * 10) % len(FRAMES)]
            self._draw(f"{frame} {self.title}  {self.seconds:.0f} s  {self._detail}")
        else:
            print(f"  … {self.seconds:.0f} s {self._detail[:100]}", file=self._stream, flush=True)

    def _draw(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write(f"\r\x1b[2K{text[:width]}")
        self._stream.flush()

    def finish(self, *, well: bool) -> None:
        """Close the line."""
        mark = "✓" if well else "✗"
        if self._live:
            self._draw("")
        print(f"{mark} {self.title} ({self.seconds:.1f} s)", file=self._stream, flush=True)


class Progress:
    """Opens steps on one stream."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream

    def say(self, text: str) -> None:
        """Print one line."""
        print(text, file=self._stream, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Show a step while the block runs."""
        step = Step(title, self._stream, live=self._stream.isatty())
        try:
            yield step
        except BaseException:
            step.finish(well=False)
            raise
        step.finish(well=True)
