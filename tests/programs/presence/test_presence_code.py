"""The code of the room's screen: which moments it holds for, whoever looks at it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.presence import presence_code
from programs.presence.presence_code import is_fresh, read, sighting_holds, token, window_of

moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
sessions = st.integers(1, 2**40)
EIGHT = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)  # 08.00 WIB; a half minute begins then


@given(sessions, moments)
def test_a_code_says_its_session_and_its_half_minute(session: int, moment: datetime) -> None:
    code = read(token(session, moment))
    assert code is not None
    assert (code.session_id, code.window) == (session, window_of(moment))
    assert code.begins_at <= moment < code.begins_at + timedelta(seconds=30)


@given(sessions, moments, st.integers(0, 29_999))
def test_whenever_it_is_scanned_a_code_holds_for_at_least_half_a_minute(
    session: int, shown: datetime, milliseconds: int
) -> None:
    code = read(token(session, shown))
    assert code is not None
    assert is_fresh(code, shown + timedelta(milliseconds=milliseconds))


@given(sessions, moments, st.integers(60_000, 10**9))
def test_no_code_holds_for_a_minute_after_it_was_seen(session: int, shown: datetime, milliseconds: int) -> None:
    code = read(token(session, shown))
    assert code is not None
    assert not is_fresh(code, shown + timedelta(milliseconds=milliseconds))


@given(sessions, moments)
def test_two_codes_of_one_half_minute_are_the_same_and_the_next_one_differs(session: int, moment: datetime) -> None:
    begins = presence_code.Code(session, window_of(moment)).begins_at
    assert token(session, moment) == token(session, begins)
    assert token(session, moment) != token(session, begins + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("seconds", "fresh"),
    [(-31, False), (-30, True), (0, True), (29, True), (59, True), (60, False), (600, False)],
)
def test_the_limits_by_hand(seconds: int, fresh: bool) -> None:
    code = read(token(7, EIGHT))
    assert code is not None
    assert is_fresh(code, EIGHT + timedelta(seconds=seconds)) is fresh


@given(st.text(max_size=80))
def test_whatever_else_stands_in_the_address_is_no_code(text: str) -> None:
    assert read(text) is None


@given(sessions, moments, sessions)
def test_a_code_of_one_session_cannot_be_bent_to_another(session: int, moment: datetime, other: int) -> None:
    ours, bent = token(session, moment), token(other, moment)
    forged = bent.rpartition(".")[0] + "." + ours.rpartition(".")[2]
    assert read(forged) is None or session == other


@pytest.mark.parametrize(
    ("seen", "now", "holds"),
    [
        ("08.01", "08.06", True),  # scanned, signed in, pressed
        ("08.01", "08.16", True),
        ("08.01", "08.17", False),
        ("07.45", "08.00", True),  # came early and waited for the start at 08.00
        ("07.45", "08.15", True),
        ("07.45", "08.16", False),
        ("08.05", "08.04", False),  # from the future
    ],
)
def test_a_sighting_survives_signing_in_and_waiting_for_a_quarter_of_an_hour(seen: str, now: str, holds: bool) -> None:
    def at(clock: str) -> datetime:
        hour, minute = map(int, clock.split("."))
        return EIGHT + timedelta(hours=hour - 8, minutes=minute)

    assert sighting_holds(at(seen), EIGHT, at(now)) is holds
