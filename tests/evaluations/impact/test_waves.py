"""An order of waves that was drawn by lot: redrawn as a whole."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from evaluations.impact import waves
from evaluations.impact.drawings import Lacking, LotNeed
from evaluations.impact.panel import NEVER, Panel, make_panel
from evaluations.impact.record import data_digest
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.waves import Waves, analyse_waves

UNITS, MONTHS = 24, 30


def _order(seed: int, months: tuple[int, ...] = (12, 17, 22)) -> Waves:
    wave = np.random.default_rng([3, seed]).permutation(np.repeat(np.arange(len(months)), UNITS // len(months)))
    return Waves(np.arange(UNITS), wave, months)


def _panel(order: Waves, seed: int, effect: float, share: float = 0.5) -> Panel:
    """Units of different level and own trend in a city that moves; a wave's units finish `share` in their month."""
    chance = np.random.default_rng([4, seed])
    starts = np.array(order.months)[order.wave] + 1
    outcome = 75 + 3 * chance.normal(size=(UNITS, 1)) + chance.normal(size=(1, MONTHS))
    outcome = outcome + 0.05 * chance.normal(size=(UNITS, 1)) * np.arange(MONTHS) + chance.normal(size=(UNITS, MONTHS))
    treated = np.arange(MONTHS)[None, :] >= starts[:, None]
    return make_panel(outcome + effect * share * treated, starts, share=share, variance=100.0)


def test_the_effect_of_the_whole_staff_is_found_between_the_waves() -> None:
    order = _order(1)
    found = analyse_waves(_panel(order, 1, 6.0), [order])
    assert found.missing == ()
    assert (found.lots, found.applicants, found.seats, found.units) == (1, UNITS, 3, UNITS)
    assert found.share == pytest.approx(0.5)
    assert found.result is not None
    assert found.result.low < 6.0 < found.result.high
    assert found.result.p_value < 0.01


def test_forty_cities_without_effect_are_refused_no_more_often_than_promised() -> None:
    """5 % of 40 is 2; six or more would happen once in 70 runs. Units drift apart, which plain errors would miss."""
    refused, held = 0, 0
    for seed in range(40):
        order = _order(seed)
        found = analyse_waves(_panel(order, seed, 0.0), [order], Rules(draws=299)).result
        assert found is not None
        refused += found.p_value <= 0.05
        held += found.low <= 0 <= found.high
    assert refused <= 5
    assert held >= 35


def test_the_p_value_is_that_of_all_possible_orders() -> None:
    """Six units in two waves: all 6!/(3! 3!) = 20 orders, against the difference of means in the months between."""
    order = Waves(np.arange(6), np.array([0, 1, 0, 1, 1, 0]), (8, 13))
    outcome = 75 + np.random.default_rng(7).normal(size=(6, 20))
    panel = make_panel(outcome, np.full(6, NEVER), variance=0.0)
    rules = Rules(draws=8_000, months_before=3, least_untreated=1)
    share = np.where((order.wave == 0)[:, None] & (np.arange(20) > 8), 0.5, 0.0)
    panel = replace(panel, share=share)
    part = waves._part(panel, np.ones((6, 20)), order, rules, np.random.default_rng(1))
    found = waves._effect([part])
    assert found is not None
    moved = (outcome - outcome[:, :8].mean(axis=1, keepdims=True))[:, 9:14].mean(axis=1)

    def gap(wave: tuple[int, ...]) -> float:
        return abs(moved[np.array(wave) == 0].mean() - moved[np.array(wave) == 1].mean())

    every = {wave: gap(wave) for wave in permutations(order.wave.tolist())}
    assert len(every) == 20
    exact = np.mean([each >= every[tuple(order.wave.tolist())] - 1e-12 for each in every.values()])
    assert found.p_value == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"months": (MONTHS - 3, MONTHS + 2, MONTHS + 7)}, Lacking(LotNeed.WAVES, 2, 3)),
        ({"months": (3, 17, 22)}, Lacking(LotNeed.WAVES, 0, 3)),
        ({"rows": np.where(np.arange(UNITS) < 9, np.arange(UNITS), -1)}, Lacking(LotNeed.UNITS, 9, 10)),
    ],
)
def test_it_knows_what_is_missing(change: dict[str, object], lacking: Lacking) -> None:
    order = _order(1)
    found = analyse_waves(_panel(order, 1, 6.0), [replace(order, **change)])  # type: ignore[arg-type]
    assert found.missing == (lacking,)
    assert found.result is None


def test_an_order_that_nobody_followed_is_too_weak() -> None:
    order = _order(1)
    found = analyse_waves(_panel(order, 1, 6.0), [_order(50)])
    assert [each.need for each in found.missing] == [LotNeed.STRENGTH]


def test_another_order_is_another_digest() -> None:
    order = _order(1)
    panel = _panel(order, 1, 6.0)
    assert data_digest([panel], DEFAULT, [order]) != data_digest([panel], DEFAULT, [_order(2)])
