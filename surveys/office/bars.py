"""Answers by day or by week as bars: numbers for a drawing that needs no worker and no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from surveys.periods import Span

HEIGHT: Final = 100
WIDTH: Final = 10
MOST_DAYS: Final = 100
"""Longer periods are drawn by weeks."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day or week: its days, how many answers, and its place in the drawing."""

    first: date
    last: date
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of a period up to a day; `width` and HEIGHT are the drawing's own units."""

    bars: tuple[Bar, ...]
    width: int
    highest: int
    by_week: bool


def bars_of(*, days: Mapping[date, int], span: Span, until: date) -> Bars:
    """The bars from the period's first day to `until` or its last day, whichever comes first."""
    last = max(min(until, span.last), span.first)
    step = 1 if (span.last - span.first).days < MOST_DAYS else 7
    starts = [span.first + timedelta(days=offset) for offset in range(0, (last - span.first).days + 1, step)]
    ends = [min(start + timedelta(days=step - 1), last) for start in starts]
    counts = [sum(days.get(start + timedelta(days=offset), 0) for offset in range(step)) for start in starts]
    highest = max(counts)
    bars = tuple(
        _bar(start, end, count, place, highest)
        for place, (start, end, count) in enumerate(zip(starts, ends, counts, strict=True))
    )
    return Bars(bars, WIDTH * len(bars), highest, step > 1)


def _bar(first: date, last: date, count: int, place: int, highest: int) -> Bar:
    """A bar with at least one unit of height when there is anything."""
    height = max(round(HEIGHT * count / highest), 1) if count else 0
    return Bar(first, last, count, WIDTH * place, HEIGHT - height, height)
