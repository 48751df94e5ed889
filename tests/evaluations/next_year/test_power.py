"""Power against a published table, against the non-central t, and against a simulation."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from evaluations.impact.planning import Design, Noise
from evaluations.next_year.power import curve, power_of, smallest_effect

# One month before and one after, no month-to-month noise: a unit's contrast has the variance 2v/m = 1.
PLAIN = Noise(monthly=0.0, serial=0.0, answer=50.0)


def plain_design(units: int) -> Design:
    """`units` on each side, 100 answers: the effect's error is √(2/units) points."""
    return Design(units, units, 100, before=1, after=1)


@pytest.mark.parametrize("units", [10, 20, 40])
@pytest.mark.parametrize("effect", [0.5, 1.0])
def test_power_is_that_of_the_noncentral_t(units: int, effect: float) -> None:
    freedom, shift = units - 1, effect / sqrt(2 / units)
    limit = stats.t.ppf(0.975, freedom)
    expected = stats.nct.sf(limit, freedom, shift) + stats.nct.cdf(-limit, freedom, shift)
    assert plain_design(units).power(effect, PLAIN) == pytest.approx(expected, abs=2e-3)


def test_the_smallest_effect_is_the_multiple_that_bloom_published() -> None:
    """Bloom (1995, table 1): at 80 %, 5 % two-sided and 20 degrees of freedom 2.95 errors (2.086 + 0.860)."""
    found = smallest_effect(plain_design(21), PLAIN)
    assert found is not None
    assert found / sqrt(2 / 21) == pytest.approx(2.95, abs=0.02)


def test_a_simulation_sees_the_effect_as_often_as_was_promised() -> None:
    """4,000 cities of 15 trained and 30 other units with serially correlated months, judged by the same t-test."""
    noise, design, effect = Noise(1.0, 0.5, 120.0), Design(15, 30, 30, before=6, after=6), 1.0
    chance = np.random.default_rng(7)
    months = np.arange(12)
    covariance = 0.5 ** np.abs(months[:, None] - months[None, :]) + np.eye(12) * 120 / 30
    contrast = np.where(months < 6, -1 / 6, 1 / 6)
    spread = sqrt(contrast @ covariance @ contrast)
    unit = chance.normal(0, spread, size=(4000, 45))
    trained, others = unit[:, :15] + effect, unit[:, 15:]
    estimate = trained.mean(axis=1) - others.mean(axis=1)
    error = trained.std(axis=1, ddof=1) * sqrt(1 / 15 + 1 / 30)
    seen = (np.abs(estimate / error) > stats.t.ppf(0.975, 14)).mean()
    assert design.power(effect, noise) == pytest.approx(seen, abs=0.03)


def test_all_answers_of_the_page_agree_with_each_other() -> None:
    noise, design = Noise(0.25, 0.3, 130.0), Design(10, 20, 15)
    found = power_of(design=design, effect=0.8, noise=noise)
    assert found.smallest is not None
    assert found.units is not None
    assert found.answers is not None
    assert design.power(found.smallest, noise) >= 0.8 > design.power(found.smallest - 0.01, noise)
    assert Design(found.units, found.units * 2, 15).power(0.8, noise) >= 0.8
    assert Design(found.units - 1, found.units * 2 - 2, 15).power(0.8, noise) < 0.8
    assert Design(10, 20, found.answers).power(0.8, noise) >= 0.8 > Design(10, 20, found.answers - 1).power(0.8, noise)


def test_too_few_units_never_see_anything() -> None:
    assert smallest_effect(Design(1, 20, 15), PLAIN) is None


def test_the_curve_begins_at_chance_and_rises() -> None:
    chances = [chance for _effect, chance in curve(plain_design(20), PLAIN, upto=2.0)]
    assert chances[0] == pytest.approx(0.05, abs=1e-3)
    assert chances == sorted(chances)
