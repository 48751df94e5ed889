"""What a lot says about an effect."""

from itertools import combinations, permutations

import numpy as np
import pytest

from evaluations.impact.lots import Lot, Stratum, lot_effect, redraw


def _lot(*applicants: int, seats: int, by_unit: bool = False) -> Lot:
    return Lot((Stratum(np.array(applicants), seats),), by_unit)


def _shares(lot: Lot, staff: np.ndarray, draws: int, seed: int) -> np.ndarray:
    return np.asarray(redraw(lot, draws, np.random.default_rng(seed)) / staff)


def _frequencies(drawn: np.ndarray) -> dict[tuple[int, ...], float]:
    rows, counts = np.unique(drawn, axis=0, return_counts=True)
    return {tuple(row): count / len(drawn) for row, count in zip(rows.tolist(), counts.tolist(), strict=True)}


def _enumerated(draws: list[tuple[int, ...]]) -> dict[tuple[int, ...], float]:
    return {draw: draws.count(draw) / len(draws) for draw in set(draws)}


def test_seats_to_people_fall_as_in_all_possible_draws() -> None:
    """All C(6, 3) = 20 draws of three out of six people, one, two and three from three units."""
    people = [0, 1, 1, 2, 2, 2]
    draws = [
        tuple(sum(people[one] == unit for one in drawn) for unit in range(3)) for drawn in combinations(range(6), 3)
    ]
    found = _frequencies(redraw(_lot(1, 2, 3, seats=3), 40_000, np.random.default_rng(1)))
    expected = _enumerated(draws)
    assert set(found) == set(expected)
    for draw, chance in expected.items():
        assert found[draw] == pytest.approx(chance, abs=0.012)


def test_seats_to_units_go_down_a_random_order_and_divide_one_at_most() -> None:
    """All 4! orders of units that send 1, 2, 3 and 4 people, for five seats."""
    sizes, draws = (1, 2, 3, 4), []
    for order in permutations(range(4)):
        left, won = 5, [0] * 4
        for unit in order:
            won[unit] = min(left, sizes[unit])
            left -= won[unit]
        draws.append(tuple(won))
    found = _frequencies(redraw(_lot(*sizes, seats=5, by_unit=True), 60_000, np.random.default_rng(2)))
    expected = _enumerated(draws)
    assert set(found) == set(expected)
    for draw, chance in expected.items():
        assert found[draw] == pytest.approx(chance, abs=0.012)


def test_each_stratum_keeps_its_own_seats() -> None:
    lot = Lot((Stratum(np.array([3, 3, 0]), 2), Stratum(np.array([0, 1, 4]), 4)))
    drawn = redraw(lot, 500, np.random.default_rng(3))
    assert (drawn.sum(axis=1) == 6).all()
    assert (drawn[:, 0] <= 2).all()
    assert (drawn[:, 2] >= 3).all()


def test_more_seats_than_people_give_everybody_one() -> None:
    drawn = redraw(_lot(2, 1, seats=9), 10, np.random.default_rng(1))
    assert np.unique(drawn, axis=0).tolist() == [[2, 1]]
    assert np.unique(redraw(_lot(2, 1, seats=9, by_unit=True), 10, np.random.default_rng(1)), axis=0).tolist() == [
        [2, 1]
    ]


def test_the_p_value_is_the_share_of_all_possible_draws_that_are_as_large() -> None:
    """By hand: three of six units win; |Σ z Δ| over the C(6, 3) = 20 draws, each once.

    Changes 5, 4, 3, 0, 0, 0 with mean 2: the drawn three give 12 − 6 = 6, the largest; only the opposite draw reaches
    −6. So two of twenty, and ours counts the observed once more: 3 of 21. The effect is 6/1.5 = 4, the gap of means.
    """
    change = np.array([5.0, 4.0, 3.0, 0.0, 0.0, 0.0])
    every = np.array([[unit in drawn for unit in range(6)] for drawn in combinations(range(6), 3)], dtype=float)
    won = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])
    found = lot_effect(change, won, won, every)
    assert found is not None
    assert found.effect == pytest.approx(4.0)
    assert found.p_value == pytest.approx(3 / 21)
    # Over all draws Σ z d is 1.5, 0.5, −0.5, −1.5 in 1, 9, 9, 1 of 20: its mean square is 0.45.
    assert found.strength == pytest.approx(1.5**2 / 0.45)


def test_redraws_come_to_what_full_enumeration_gives() -> None:
    chance = np.random.default_rng(5)
    change, won = chance.normal(size=8), np.array([1.0, 0, 1, 0, 1, 0, 0, 0])
    every = np.array([[unit in drawn for unit in range(8)] for drawn in combinations(range(8), 3)], dtype=float)
    exact = lot_effect(change, won, won, np.tile(every, (400, 1)))
    drawn = lot_effect(change, won, won, _shares(_lot(*[1] * 8, seats=3), np.ones(8), 22_400, 6))
    assert exact is not None
    assert drawn is not None
    assert drawn.p_value == pytest.approx(exact.p_value, abs=0.01)
    assert drawn.detectable == pytest.approx(exact.detectable, rel=0.02)
    assert drawn.effect == pytest.approx(exact.effect, abs=0.05)


def _city(seed: int, effect: float, *, by_unit: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Change, finished, won and redrawn shares of 40 units; those that send more people rise more by themselves."""
    chance = np.random.default_rng(seed)
    staff = chance.integers(8, 20, 40).astype(float)
    applicants = chance.integers(1, 8, 40)
    lot = _lot(*applicants.tolist(), seats=int(applicants.sum()) // 2, by_unit=by_unit)
    won = _shares(lot, staff, 1, seed + 1000)[0]
    finished = 0.9 * won
    change = 4 * applicants / staff + 0.5 * chance.normal(size=40) + effect * finished
    return change, finished, won, _shares(lot, staff, 299, seed)


@pytest.mark.parametrize("by_unit", [False, True])
def test_luck_finds_the_effect_where_eager_units_would_have_risen_anyway(by_unit: bool) -> None:
    found, covered = [], 0
    for seed in range(60):
        change, finished, won, redrawn = _city(seed, 10.0, by_unit=by_unit)
        result = lot_effect(change, finished, won, redrawn)
        assert result is not None
        assert result.first_stage == pytest.approx(0.9)
        found.append(result.effect)
        covered += result.low <= 10 <= result.high
    assert np.mean(found) == pytest.approx(10, abs=2 * np.std(found) / 60**0.5)
    assert covered >= 53  # 95 % of 60, less two standard deviations


def test_without_an_effect_one_test_in_twenty_refuses() -> None:
    """400 cities: 5 % ± two standard deviations of 1.1 points."""
    refused = 0
    for seed in range(400):
        result = lot_effect(*_city(seed, 0.0))
        assert result is not None
        refused += result.p_value <= 0.05
    assert 11 <= refused <= 29


def test_the_plain_share_of_winners_is_fooled_where_the_recentred_one_is_not() -> None:
    """Units that send many people rise by themselves: the slope on the plain share is far from zero, on luck not."""
    plain, recentred = [], []
    for seed in range(100):
        change, finished, won, redrawn = _city(seed, 0.0)
        result = lot_effect(change, finished, won, redrawn)
        assert result is not None
        recentred.append(result.effect)
        centred = won - won.mean()
        plain.append(float(centred @ change / (centred @ finished)))
    assert abs(np.mean(recentred)) < 2 * np.std(recentred) / 10
    assert np.mean(plain) > 10 * np.std(plain) / 10


def test_what_all_units_of_a_lot_share_is_no_effect() -> None:
    """A second lot in a year in which the whole city rose by 30: pooled, each lot is its own comparison."""
    first, second = _city(1, 10.0), _city(2, 10.0)
    raised = (second[0] + 30, *second[1:])
    joined = [np.concatenate(pair, axis=-1) for pair in zip(first, second, strict=True)]
    moved = [np.concatenate(pair, axis=-1) for pair in zip(first, raised, strict=True)]
    lots = np.repeat([0, 1], 40)
    plain, shifted = (lot_effect(*each, lots=lots) for each in (joined, moved))
    assert plain is not None
    assert shifted is not None
    assert shifted.effect == pytest.approx(plain.effect)
    assert shifted.low == pytest.approx(plain.low, rel=1e-3)


def test_seats_that_are_given_back_lower_the_first_stage_and_not_the_effect() -> None:
    """Where every second winner comes, half the share is moved; the effect is that of those who came."""
    chance = np.random.default_rng(9)
    lot = _lot(*[4] * 60, seats=120)
    staff = np.full(60, 8.0)
    won = _shares(lot, staff, 1, 9)[0]
    finished = won / 2
    change = 6 * finished + 0.1 * chance.normal(size=60)
    found = lot_effect(change, finished, won, _shares(lot, staff, 999, 1))
    assert found is not None
    assert found.first_stage == pytest.approx(0.5)
    assert found.low < 6 < found.high
    assert found.effect == pytest.approx(6, abs=0.5)


def test_a_noisy_unit_counts_less_when_it_weighs_less() -> None:
    change, finished, won, redrawn = _city(4, 10.0)
    change[0] += 50
    weights = np.ones(40)
    weights[0] = 1e-6
    alike, weighed = (
        lot_effect(change, finished, won, redrawn),
        lot_effect(change, finished, won, redrawn, weights=weights),
    )
    assert alike is not None
    assert weighed is not None
    assert weighed.high - weighed.low < alike.high - alike.low


def test_a_lot_that_everybody_won_says_nothing() -> None:
    everybody = _lot(1, 1, 1, seats=3)
    won = _shares(everybody, np.ones(3), 1, 1)[0]
    assert lot_effect(np.arange(3.0), won, won, _shares(everybody, np.ones(3), 50, 2)) is None
    assert not everybody.strata[0].is_decided_by_luck
