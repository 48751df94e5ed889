"""The two-stage estimator: worked out by hand, against other implementations, and what must not move it."""

import warnings
from functools import partialmethod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.impact.imputation import (
    NotIdentifiedError,
    estimand_weights,
    impute,
    lag_targets,
    linear_weights,
    noise_variance,
    precision_weights,
    sampling_variance,
)
from evaluations.impact.panel import NEVER, Floats, make_panel
from evaluations.impact.rules import Rules
from evaluations.impact.sample import clean
from tests.evaluations.impact.panels import TINY, random_outcome, random_panel

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandas as pd
    import pyfixest as pf
    from pyfixest.estimation import Feols

TOLERANCE = 1e-6


def test_two_units_and_two_months_give_the_difference_of_differences() -> None:
    outcome = np.array([[70.0, 76.0], [60.0, 61.0]])
    sample = clean(make_panel(outcome, np.array([1, NEVER])), TINY)
    found = impute(outcome, sample.untreated.astype(float), sample.covariates, estimand_weights(sample)[None])
    assert found.estimates == pytest.approx([(76 - 70) - (61 - 60)])


def test_staggered_starts_are_imputed_from_cells_that_are_still_untreated() -> None:
    """By hand: months rise by 1 and 2 in both controls; the first unit gains 4 then 6, the second 3."""
    outcome = np.array([[70.0, 75.0, 79.0], [60.0, 61.0, 66.0], [50.0, 51.0, 53.0], [80.0, 81.0, 83.0]])
    sample = clean(make_panel(outcome, np.array([1, 2, NEVER, NEVER])), TINY)
    present, targets = lag_targets(sample)
    targets = np.concatenate([estimand_weights(sample)[None], targets])
    found = impute(outcome, sample.untreated.astype(float), sample.covariates, targets)
    assert present == [0, 1]
    assert found.estimates == pytest.approx([(4 + 6 + 3) / 3, (4 + 3) / 2, 6])


def test_the_jackknife_leaves_out_each_unit_from_both_stages() -> None:
    outcome, starts = random_outcome(7)
    sample = clean(make_panel(outcome, starts), Rules())
    target, first = estimand_weights(sample), sample.untreated.astype(float)
    found = impute(outcome, first, sample.covariates, target[None])
    for unit in range(len(outcome)):
        rest = np.arange(len(outcome)) != unit
        again = impute(outcome[rest], first[rest], sample.covariates[rest], target[rest][None])
        assert found.replicates[unit] == pytest.approx(again.estimates)
    moved = found.replicates[:, 0] - found.estimates[0]
    expected = np.sqrt((len(outcome) - 1) / len(outcome) * (moved**2).sum())
    assert found.standard_errors()[0] == pytest.approx(expected)


def test_the_estimate_is_the_linear_function_that_it_says() -> None:
    sample = clean(random_panel(3), Rules())
    weights = np.where(sample.untreated, precision_weights(sample), 0.0)
    target = estimand_weights(sample)
    found = impute(sample.panel.outcome, weights, sample.covariates, target[None])
    cells = linear_weights(found.normal, target)
    assert (cells * sample.panel.outcome).sum() == pytest.approx(found.estimates[0])
    assert cells.sum(axis=1) == pytest.approx(np.zeros(len(cells)), abs=1e-12)
    assert cells.sum(axis=0) == pytest.approx(np.zeros(cells.shape[1]), abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_effect_and_lags_equal_those_of_pyfixest(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten random panels with gaps and random weights in both stages; did2s is an independent implementation.

    It finds fixed effects by iteration; its solver is told to go on to 1e-12 instead of 1e-6.
    """
    monkeypatch.setattr(Feols, "fixef", partialmethod(Feols.fixef, atol=1e-12, btol=1e-12))
    chance = np.random.default_rng(seed)
    outcome, starts = random_outcome(seed)
    outcome[chance.random(outcome.shape) < 0.1] = np.nan
    sample = clean(make_panel(outcome, starts), Rules(horizon=100, least_present=0.5))
    weights = np.where(sample.used, chance.uniform(0.5, 3, outcome.shape), 0.0)
    present, targets = lag_targets(sample)
    targets = np.concatenate([estimand_weights(sample)[None], targets]) * weights
    found = impute(outcome, np.where(sample.untreated, weights, 0.0), sample.covariates, targets)
    whole, by_lag = _did2s(outcome, weights, sample.treated, sample.lag, sample.used)
    assert found.estimates[0] == pytest.approx(whole, abs=TOLERANCE)
    assert dict(zip(present, found.estimates[1:], strict=True)) == pytest.approx(by_lag, abs=TOLERANCE)


def _did2s(
    outcome: Floats, weights: Floats, treated: Floats, lag: Floats, used: Floats
) -> tuple[float, dict[int, float]]:
    unit, month = np.nonzero(used)
    data = pd.DataFrame(
        {
            "y": outcome[used], "w": weights[used], "unit": unit, "month": month,
            "d": treated[used].astype(int), "lag": np.where(treated[used], lag[used], -1).astype(float),
        }
    )  # fmt: skip
    common = {"yname": "y", "first_stage": "~ 0 | unit + month", "treatment": "d", "cluster": "unit", "weights": "w"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = pf.did2s(data, second_stage="~ d", **common).coef()
        lags = pf.did2s(data, second_stage="~ i(lag, ref=-1.0)", **common).coef()
    return float(whole["d"]), {
        int(float(name.split("::")[1].rstrip("]").lstrip("T."))): float(value) for name, value in lags.items()
    }


def test_joint_effects_of_another_program_equal_dense_least_squares() -> None:
    """Against numpy's least squares on dummies of units, months and the other program's lags."""
    outcome, starts = random_outcome(5)
    chance = np.random.default_rng(1)
    extra = (chance.random((*outcome.shape, 2)) < 0.3).astype(float)
    sample = clean(make_panel(outcome, starts), Rules())
    weights = np.where(sample.untreated, chance.uniform(0.5, 2, outcome.shape), 0.0)
    target = estimand_weights(sample)
    found = impute(outcome, weights, extra, target[None])
    units, months = outcome.shape
    dummies = np.concatenate(
        [np.repeat(np.eye(units)[:, None], months, 1), np.repeat(np.eye(months)[None], units, 0), extra], axis=2
    ).reshape(units * months, -1)
    root = np.sqrt(weights.ravel())
    beta = np.linalg.lstsq(dummies * root[:, None], outcome.ravel() * root, rcond=None)[0]
    effects = outcome.ravel() - dummies @ beta
    assert found.estimates[0] == pytest.approx(effects[target.ravel() > 0].mean())


def test_a_month_in_which_everybody_is_trained_cannot_be_told_from_an_effect() -> None:
    outcome = np.array([[70.0, 76.0], [60.0, 61.0]])
    untreated = np.array([[1.0, 0.0], [1.0, 0.0]])
    with pytest.raises(NotIdentifiedError):
        impute(outcome, untreated, np.zeros((2, 2, 0)), 1 - untreated[None])


def test_noise_of_figures_and_noise_of_answers_are_told_apart() -> None:
    """Analytic: true scatter 1 (s² = 1), answers' variance 100 over 25 answers (4 more): 200 panels average to 1."""
    found = []
    for seed in range(200):
        chance = np.random.default_rng(seed)
        outcome, starts = random_outcome(seed)
        panel = make_panel(outcome + 2 * chance.normal(size=outcome.shape), starts, variance=100.0, count=25)
        sample = clean(panel, Rules())
        found.append(noise_variance(sample, sampling_variance(sample)))
    assert np.mean(found) == pytest.approx(1.0, abs=0.1)


def _estimate(outcome: Floats, starts: Floats, **options: float) -> tuple[float, float]:
    sample = clean(make_panel(outcome, starts, variance=100.0, count=50), Rules())
    first = np.where(sample.untreated, precision_weights(sample), 0.0)
    found = impute(outcome, first, sample.covariates, estimand_weights(sample)[None])
    return float(found.estimates[0]), float(found.standard_errors()[0])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.floats(-20, 20), st.floats(-20, 20))
def test_a_units_level_or_a_months_common_shock_changes_nothing(seed: int, level: float, shock: float) -> None:
    outcome, starts = random_outcome(seed)
    moved = outcome.copy()
    moved[seed % len(outcome)] += level
    moved[:, seed % outcome.shape[1]] += shock
    assert _estimate(moved, starts) == pytest.approx(_estimate(outcome, starts), abs=1e-8)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_units_changes_nothing(seed: int) -> None:
    outcome, starts = random_outcome(seed)
    order = np.random.default_rng(seed).permutation(len(outcome))
    assert _estimate(outcome[order], starts[order]) == pytest.approx(_estimate(outcome, starts), abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.floats(-5, 5))
def test_a_constant_effect_added_to_treated_cells_is_found_whole(seed: int, effect: float) -> None:
    outcome, starts = random_outcome(seed)
    lag = np.arange(outcome.shape[1])[None, :] - starts[:, None]
    value, error = _estimate(outcome, starts)
    assert _estimate(outcome + effect * (lag >= 0), starts) == pytest.approx((value + effect, error), abs=1e-8)
