"""When an answer was given, by a clock that may be wrong."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOST_MILLISECONDS: Final = 253_402_214_400_000
"""The first moment of the year 9999's last day: later ones are no times of a clock."""


def moment_of(milliseconds: int) -> datetime:
    """The moment that a browser writes as `milliseconds` since 1970; ValueError for what no calendar holds."""
    if not 0 <= milliseconds <= MOST_MILLISECONDS:
        raise ValueError(milliseconds)
    return EPOCH + timedelta(milliseconds=milliseconds)


def milliseconds_of(moment: datetime) -> int:
    """A moment as a browser writes it."""
    return round((moment - EPOCH) / timedelta(milliseconds=1))


def corrected(said: datetime, *, sent_at: datetime, now: datetime, not_before: datetime) -> datetime:
    """When an answer was given that the device says it took at `said`.

    The device says `sent_at` while we read `now`: what its clock is off by now, it was off by then. Whatever comes
    out lies between `not_before`, when the device was registered, and now.
    """
    return min(max(said + (now - sent_at), not_before), now)
