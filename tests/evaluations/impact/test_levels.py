"""Units of unlike level: the interval allows for trends that depend on it, and the estimate stays the additive one."""

import numpy as np
import pytest

from evaluations.impact import NEVER, OtherProgram, Rules, analyse, att, make_panel
from evaluations.impact.ceiling import with_levels
from evaluations.impact.imputation import estimand_weights, impute, precision_weights
from evaluations.impact.panel import Floats, Whole
from evaluations.impact.sample import clean

MONTHS = 24


def _city(scale: float, *, noise: float = 0.3, seed: int = 1) -> tuple[Floats, Whole]:
    """Twelve weak units trained from month 12; every month moves a unit by λ_t (1 + scale · level)."""
    chance = np.random.default_rng(seed)
    level = np.concatenate([chance.normal(-3, 1, 12), chance.normal(2, 1, 20)])
    month = np.cumsum(chance.normal(0.1, 0.4, MONTHS))
    starts = np.array([12] * 12 + [NEVER] * 20)
    outcome = 75 + level[:, None] + month[None, :] * (1 + scale * level[:, None])
    return outcome + noise * chance.normal(size=outcome.shape), starts


def _estimates(scale: float, noise: float) -> tuple[float, float, float]:
    """Without the column, with it, and the final standard error over the plain one."""
    sample = clean(make_panel(*_city(scale, noise=noise)), Rules())
    first = np.where(sample.untreated, precision_weights(sample), 0.0)
    target = estimand_weights(sample)[None]
    plain = impute(sample.panel.outcome, first, sample.covariates, target)
    column = with_levels(sample, plain)
    found = impute(sample.panel.outcome, first, column.covariates, target)
    effect = att(sample.panel)
    assert effect is not None
    assert effect.error is not None
    assert effect.value == pytest.approx(plain.estimates[0])
    expected = np.hypot(plain.standard_errors()[0], found.estimates[0] - plain.estimates[0])
    assert effect.error == pytest.approx(expected)
    return float(plain.estimates[0]), float(found.estimates[0]), effect.error / float(plain.standard_errors()[0])


def test_the_column_takes_off_what_the_additive_model_mistakes_for_an_effect() -> None:
    """No effect at all, months move a unit by 1 − 0.1·level: the additive model is off, with the column it is not."""
    plain, with_column, widening = _estimates(-0.1, noise=0.01)
    assert abs(plain) > 0.15
    assert abs(with_column) < 0.05
    assert widening > 1.5


def test_where_trends_do_not_depend_on_the_level_the_interval_hardly_widens() -> None:
    _plain, _with_column, widening = _estimates(0.0, noise=0.3)
    assert 1 <= widening < 1.15


def test_months_that_do_not_move_make_no_column() -> None:
    """Levels alone, without any movement or noise: nothing to multiply them with, and nothing breaks."""
    outcome = np.repeat(np.linspace(70, 80, 32)[:, None], MONTHS, axis=1)
    effect = analyse(make_panel(outcome, np.array([12] * 12 + [NEVER] * 20))).effect
    assert effect is not None
    assert (effect.value, effect.error) == pytest.approx((0, 0), abs=1e-9)


def test_near_the_ceiling_the_estimate_is_the_one_with_the_column() -> None:
    outcome, starts = _city(-0.1, noise=0.05)
    below, near = analyse(make_panel(outcome, starts)), analyse(make_panel(outcome + 16, starts))
    assert (below.ceiling, near.ceiling) == (False, True)
    assert below.effect is not None
    assert near.effect is not None
    assert abs(near.effect.value) < 0.1 < abs(below.effect.value)


def test_figures_of_another_scale_have_no_ceiling() -> None:
    """Thousands of anything: the estimate is the additive one, as other tools give it."""
    outcome, starts = _city(-0.1, noise=0.05)
    far, near = (analyse(make_panel(outcome + rise, starts)) for rise in (5000, 0))
    assert not far.ceiling
    assert far.effect is not None
    assert near.effect is not None
    assert far.effect.value == pytest.approx(near.effect.value)


def test_an_effect_that_rests_on_one_unit_alone_is_refused() -> None:
    """From month 12 on another program runs in all untrained units but one: only that one tells months from it."""
    outcome, starts = _city(0.0)
    other = np.where(starts == NEVER, 12, NEVER)
    other[31] = NEVER
    result = analyse(make_panel(outcome, starts, others=(OtherProgram("other", other),)))
    assert result.effect is None
    assert [each.need for each in result.missing] == ["identification"]
    other[30] = NEVER
    assert analyse(make_panel(outcome, starts, others=(OtherProgram("other", other),))).effect is not None
