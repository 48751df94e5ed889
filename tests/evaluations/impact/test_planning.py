"""Planning for an effect that can be seen."""

import pytest
from scipy import stats

from evaluations.impact.planning import Design, Noise, answers_needed, noise_of, rollout, units_needed
from evaluations.impact.rules import Rules
from evaluations.impact.sample import clean
from tests.evaluations.impact.panels import random_panel


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
