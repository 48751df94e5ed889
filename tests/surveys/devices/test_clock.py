"""When an answer was given, by a clock that may be wrong; every expected time is worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from surveys.devices.clock import corrected, milliseconds_of, moment_of

NOW = datetime(2026, 2, 10, 9, tzinfo=UTC)
REGISTERED = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "sent_at", "expected"),
    [
        # A right clock: what it said.
        (NOW - 3 * HOUR, NOW, NOW - 3 * HOUR),
        # Two hours fast: it says 11 now, so what it called 10 was 8.
        (NOW + HOUR, NOW + 2 * HOUR, NOW - HOUR),
        # A whole year slow.
        (NOW - timedelta(days=366), NOW - timedelta(days=365), NOW - timedelta(days=1)),
        # It forgot the time when its battery was empty: never before it was registered.
        (datetime(1970, 1, 1, tzinfo=UTC), NOW, REGISTERED),
        # Put right while answers waited: never after now.
        (NOW + 5 * HOUR, NOW, NOW),
    ],
)
def test_the_offset_is_taken_off_and_the_bounds_hold(said: datetime, sent_at: datetime, expected: datetime) -> None:
    assert corrected(said, sent_at=sent_at, now=NOW, not_before=REGISTERED) == expected


def test_a_browsers_time_is_milliseconds_since_1970() -> None:
    assert moment_of(1_770_714_000_123) == datetime(2026, 2, 10, 9, tzinfo=UTC) + timedelta(milliseconds=123)
    assert milliseconds_of(NOW) == 1_770_714_000_000


@pytest.mark.parametrize("milliseconds", [-1, 10**15, 10**30])
def test_what_no_calendar_holds_is_no_time(milliseconds: int) -> None:
    with pytest.raises(ValueError, match=str(milliseconds)):
        moment_of(milliseconds)
