"""What a lot says about an effect, and planning for one."""

import numpy as np
import pytest
from scipy import stats

from evaluations.impact.lots import Lot, lot_effect, redraw
from evaluations.impact.planning import Design, Noise, answers_needed, noise_of, rollout, units_needed
from evaluations.impact.rules import Rules
from evaluations.impact.sample import clean
from tests.evaluations.impact.panels import random_panel


def test_expected_shares_are_seats_over_applicants_times_those_who_applied() -> None:
    """Analytic: 3 of 6 seats' chance is one half each; units sent 1, 2 and 3 of 10."""
    shares = redraw([Lot([0, 1, 1, 2, 2, 2], 3)], np.full(3, 10.0), 4000, 1)
    assert shares.mean(axis=0) == pytest.approx([0.05, 0.10, 0.15], abs=0.005)
    assert shares.sum(axis=1) == pytest.approx(np.full(4000, 0.3))


def test_luck_finds_the_effect_where_eager_units_would_have_risen_anyway() -> None:
    """60 cities: units that send more people rise more by themselves; the recentred share isn't fooled."""
    found, covered = [], 0
    for seed in range(60):
        chance = np.random.default_rng(seed)
        staff = chance.integers(8, 20, 40).astype(float)
        applicants = np.repeat(np.arange(40), chance.integers(1, 8, 40))
        lots = [Lot(applicants.tolist(), len(applicants) // 2)]
        won = redraw(lots, staff, 1, seed + 1000)[0]
        eager = np.bincount(applicants, minlength=40) / staff
        change = 4 * eager + 0.5 * chance.normal(size=40) + 10 * 0.9 * won
        result = lot_effect(change, 0.9 * won, won, redraw(lots, staff, 299, seed))
        assert result is not None
        assert result.first_stage == pytest.approx(0.9)
        found.append(result.effect)
        covered += result.low <= 10 <= result.high
    assert np.mean(found) == pytest.approx(10, abs=2 * np.std(found) / 60**0.5)
    assert covered >= 53  # 95 % of 60, less two standard deviations


def test_a_lot_that_everybody_won_says_nothing() -> None:
    lots = [Lot([0, 1, 2], 3)]
    won = redraw(lots, np.ones(3), 1, 1)[0]
    assert lot_effect(np.arange(3.0), won, won, redraw(lots, np.ones(3), 50, 2)) is None


def test_the_expected_error_is_that_of_the_textbook_without_serial_correlation() -> None:
    """By hand: s² + v/m = 1 + 100/50 = 3; 3 (1/12 + 1/12) (1/10 + 1/20) = 0.075."""
    assert Design(10, 20, 50).error(Noise(1.0, 0.0, 100.0)) == pytest.approx(0.075**0.5)


def test_power_is_five_percent_without_an_effect_and_grows_with_units_and_answers() -> None:
    noise, design = Noise(1.0, 0.5, 150.0), Design(12, 20, 40)
    assert design.power(0.0, noise) == pytest.approx(0.05, abs=1e-5)
    units, answers = units_needed(1.0, design, noise), answers_needed(1.5, design, noise)
    assert units is not None
    assert answers is not None
    assert Design(units, round(units * 20 / 12), 40).power(1.0, noise) >= 0.8
    assert Design(units - 1, round((units - 1) * 20 / 12), 40).power(1.0, noise) < 0.8
    assert Design(12, 20, answers).power(1.5, noise) >= 0.8 > Design(12, 20, answers - 1).power(1.5, noise)


def test_power_is_that_of_the_non_central_t() -> None:
    """Against scipy's non-central t, where that does not overflow."""
    design, noise = Design(12, 20, 40), Noise(1.0, 0.5, 150.0)
    shift, limit = 1.0 / design.error(noise), stats.t.ppf(0.975, 11)
    expected = stats.nct.sf(limit, 11, shift) + stats.nct.cdf(-limit, 11, shift)
    assert design.power(1.0, noise) == pytest.approx(expected, abs=1e-5)


def test_more_answers_cannot_make_up_for_too_few_units() -> None:
    assert answers_needed(0.2, Design(8, 10, 40), Noise(1.0, 0.7, 150.0)) is None


def test_earlier_months_tell_how_noisy_figures_are() -> None:
    noise = noise_of(clean(random_panel(1, units=120, treated=20, months=36), Rules()))
    assert noise.answer == pytest.approx(100.0)
    assert noise.serial < 0.15


def test_the_order_of_units_follows_from_the_lot_and_nothing_else() -> None:
    units = ["101", "102", "103", "104", "105"]
    waves = rollout(units, 2, b"seed")
    assert waves == rollout(units[::-1], 2, b"seed")
    assert [len(wave) for wave in waves] == [3, 2]
    assert sorted([*waves[0], *waves[1]]) == units
    assert waves != rollout(units, 2, b"other seed")
