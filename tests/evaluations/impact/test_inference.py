"""Intervals, Holm, the bootstrap, leads and the breakdown bound."""

import numpy as np
import pytest
from scipy import stats

from evaluations.impact.bootstrap import Bootstrap, draw_signs
from evaluations.impact.imputation import estimand_weights, impute, precision_weights
from evaluations.impact.inference import Estimate, holm
from evaluations.impact.leads import breakdown, leads_of, placebo
from evaluations.impact.naive import before_and_after, two_way_fixed_effects
from evaluations.impact.panel import NEVER, make_panel
from evaluations.impact.regression import normal_equations
from evaluations.impact.rules import Rules
from evaluations.impact.sample import Sample, clean
from tests.evaluations.impact.panels import TINY, random_outcome, random_panel


def test_an_interval_is_that_of_student() -> None:
    """t with 11 degrees of freedom: 2.20099 (any table); the smallest detectable adds t of 80 %, 0.87553."""
    found = Estimate(1.0, 0.5, 11)
    assert (found.low, found.high) == pytest.approx((1 - 2.20099 * 0.5, 1 + 2.20099 * 0.5), abs=1e-5)
    assert found.detectable == pytest.approx((2.20099 + 0.87553) * 0.5, abs=1e-5)
    assert found.p_value == pytest.approx(2 * stats.t.sf(2, 11))


def test_an_estimate_without_an_error_claims_nothing() -> None:
    assert (Estimate(3.0).p_value, Estimate(3.0).margin) == (1.0, float("inf"))


def test_holm_multiplies_and_never_falls() -> None:
    """By hand, m = 4: 0.01·4, 0.02·3, 0.03·2 (raised to 0.06), 0.9·1."""
    assert holm({"a": 0.03, "b": 0.01, "c": 0.9, "d": 0.02}) == pytest.approx(
        {"b": 0.04, "d": 0.06, "a": 0.06, "c": 0.9}
    )


def _first_stage(sample: Sample) -> np.ndarray:
    return np.where(sample.untreated, precision_weights(sample), 0.0)


def test_the_bootstrap_runs_both_stages_again_in_every_draw() -> None:
    """Its sums give the same statistics as making each drawn panel and estimating it cell by cell."""
    sample = clean(random_panel(4), Rules())
    outcome, target, weights = sample.panel.outcome, estimand_weights(sample), precision_weights(sample)
    whole = impute(outcome, _first_stage(sample), sample.covariates, target[None])
    signs = draw_signs(5, len(outcome), 1)
    quick = Bootstrap(whole, target, weights, sample.covariates, outcome, signs)
    null = normal_equations(outcome - 0.5 * (target > 0), weights, sample.covariates)
    residuals = np.where(sample.used, null.residuals(null.coefficients()), 0.0)
    drawn = quick._of_outcome.minus(0.5, quick._of_treatment)
    for draw in range(5):
        again = impute(residuals * signs[draw][:, None], _first_stage(sample), sample.covariates, target[None])
        assert drawn.effects[draw + 1] == pytest.approx(again.estimates[0])


def test_the_bootstrap_refuses_what_is_far_and_accepts_what_was_estimated() -> None:
    sample = clean(random_panel(4, noise=0.5), Rules())
    target = estimand_weights(sample)
    whole = impute(sample.panel.outcome, _first_stage(sample), sample.covariates, target[None])
    check = Bootstrap(
        whole, target, precision_weights(sample), sample.covariates, sample.panel.outcome, draw_signs(499, 32, 1)
    )
    value = float(whole.estimates[0])
    assert check.p_value(0.0) < 0.01
    assert check.p_value(value) > 0.9
    low, high = check.interval(0.5)
    assert low < value < high
    assert check.p_value(low + 0.02) > 0.05 > check.p_value(low - 0.02)


def test_leads_come_from_untreated_cells_only() -> None:
    """Changing treated cells moves no lead; a step two months before the start is found in its two leads."""
    outcome, starts = random_outcome(2, noise=0.01, months=30)
    outcome = outcome + 1.5 * ((np.arange(30) >= starts[:, None] - 2) & (np.arange(30) < starts[:, None]))
    leads = {}
    for shift in (0.0, 50.0):
        treated = np.arange(30) >= starts[:, None]
        sample = clean(make_panel(outcome + shift * treated, starts), Rules())
        leads[shift] = {each.lag: each.effect.value for each in leads_of(sample, precision_weights(sample), 11)}
    assert leads[0.0] == pytest.approx(leads[50.0])
    assert leads[0.0] == pytest.approx({-6: 0, -5: 0, -4: 0, -3: 0, -2: 1.5, -1: 1.5}, abs=0.05)


def test_a_placebo_start_finds_what_already_happened_before() -> None:
    outcome, starts = random_outcome(2, noise=0.01, months=30)
    starts[:12] += 6
    month = np.arange(30)
    early = (month >= starts[:, None] - 3) & (month < starts[:, None])
    sample = clean(make_panel(outcome * 0 + 75 + 2.0 * early, starts), Rules())
    found = placebo(sample, precision_weights(sample), 3, 11)
    assert found is not None
    assert found.value == pytest.approx(2.0)


def test_the_breakdown_bound_is_large_on_parallel_paths_and_small_after_a_wobble() -> None:
    outcome, starts = random_outcome(9, months=36, noise=0.3)
    wobble = 1.8 * ((np.arange(36) >= starts[:, None] - 6) & (np.arange(36) < starts[:, None] - 3))
    multiples = []
    for panel in (outcome, outcome + wobble):
        sample = clean(make_panel(panel, starts), Rules())
        found = breakdown(sample, precision_weights(sample), 11)
        assert found is not None
        assert found.multiple is not None
        multiples.append(found.multiple)
    assert multiples[0] > 3
    assert multiples[1] == pytest.approx(2 / 1.8, abs=0.25)  # effect over the wobble


def test_the_naive_figures_are_what_their_names_say() -> None:
    """By hand: the treated unit rises by 6, the other by 1."""
    outcome = np.array([[70.0, 76.0], [60.0, 61.0]])
    sample = clean(make_panel(outcome, np.array([1, NEVER])), TINY)
    assert before_and_after(sample).value == pytest.approx(6)
    assert two_way_fixed_effects(sample).value == pytest.approx(5)
