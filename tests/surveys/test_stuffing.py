"""The rules against ballot stuffing, on plain values: what they catch, and whom they spare."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from surveys.stuffing import Reason, Trace, suspects

MORNING = datetime(2026, 2, 10, 1, tzinfo=UTC)
NINE_THREES = (3,) * 9


def trace(number: int, **fields: object) -> Trace:
    """An unremarkable answer: its own network and device, half a minute, half an hour after the one before."""
    values = {
        "at": MORNING + timedelta(minutes=30 * number),
        "network": number,
        "device": number,
        "seconds": 30,
        "scores": NINE_THREES,
        **fields,
    }
    return Trace(number, **values)  # type: ignore[arg-type]


def test_a_day_like_any_other_is_left_alone() -> None:
    assert suspects([trace(n) for n in range(12)], usual=10) == {}


@pytest.mark.parametrize(("seconds", "caught"), [(3, {7: Reason.SPEED}), (4, {})])
def test_nine_answers_in_less_than_four_seconds_are_too_fast(seconds: int, caught: dict[int, Reason]) -> None:
    assert suspects([trace(7, seconds=seconds)], usual=10) == caught


def test_a_network_may_send_half_more_than_is_usual_and_when_found_out_its_first_answers_go_too() -> None:
    spared = [trace(n, network=1) for n in range(15)]
    assert suspects(spared, usual=10) == {}
    caught = [*spared, trace(15, network=1), trace(16)]
    assert suspects(caught, usual=10) == dict.fromkeys(range(16), Reason.NETWORK)


def test_a_device_may_send_half_of_what_is_usual_not_more() -> None:
    assert suspects([trace(n, device=1) for n in range(20)], usual=40) == {}
    assert suspects([trace(n, device=1) for n in range(21)], usual=40) == dict.fromkeys(range(21), Reason.DEVICE)


def test_a_unit_without_a_past_takes_eight_a_day_of_one_network_and_six_of_one_device() -> None:
    assert suspects([trace(n, network=1) for n in range(8)], usual=0) == {}
    assert len(suspects([trace(n, network=1) for n in range(9)], usual=0)) == 9
    assert suspects([trace(n, device=1) for n in range(6)], usual=0) == {}
    assert len(suspects([trace(n, device=1) for n in range(7)], usual=0)) == 7


def test_six_equal_answers_of_one_network_in_ten_minutes_are_a_burst() -> None:
    quick = [trace(n, network=1, at=MORNING + timedelta(minutes=2 * n)) for n in range(6)]
    assert suspects(quick, usual=10) == dict.fromkeys(range(6), Reason.BURST)
    assert suspects(quick[:5], usual=10) == {}
    slow = [trace(n, network=1, at=MORNING + timedelta(minutes=3 * n)) for n in range(6)]
    assert suspects(slow, usual=10) == {}
    varied = [trace(n, network=1, at=one.at, scores=(n % 4 + 1,) * 9) for n, one in enumerate(quick)]
    assert suspects(varied, usual=10) == {}


def test_at_a_busy_counter_more_equal_answers_make_a_burst() -> None:
    quick = [trace(n, network=1, at=MORNING + timedelta(minutes=n)) for n in range(9)]
    assert suspects(quick, usual=200) == {}


def test_while_the_service_is_closed_one_network_may_send_three() -> None:
    night = [trace(n, network=1, closed=True) for n in range(3)]
    assert suspects(night, usual=10) == {}
    assert suspects([*night, trace(3, network=1, closed=True)], usual=10) == dict.fromkeys(range(4), Reason.CLOSED)


def test_an_address_that_says_nothing_is_judged_by_speed_alone() -> None:
    unknown = [trace(n, network=None, device=None, at=MORNING) for n in range(100)]
    assert suspects([*unknown, trace(100, network=None, device=None, seconds=1)], usual=5) == {100: Reason.SPEED}


@given(some.lists(some.integers(0, 5), max_size=60), some.floats(0, 50))
def test_more_of_the_same_never_clears_anybody(networks: list[int], usual: float) -> None:
    traces = [trace(n, network=network, device=network) for n, network in enumerate(networks)]
    more = [*traces, *(trace(1000 + n, network=0, device=0) for n in range(10))]
    assert suspects(traces, usual=usual).keys() <= suspects(more, usual=usual).keys()


@given(some.permutations(range(20)), some.integers(0, 30))
def test_the_order_in_which_answers_are_read_does_not_matter(order: list[int], usual: int) -> None:
    traces = [trace(n, network=n % 2, device=n % 3, scores=(n % 2 + 1,) * 9) for n in range(20)]
    assert suspects([traces[n] for n in order], usual=usual) == suspects(traces, usual=usual)
