"""Were the units on parallel paths before? Leads on untreated cells only, placebo dates, and the breakdown bound.

Shown, never used as a gate: choosing by a pre-test distorts what is left (Roth 2022).
"""

from dataclasses import dataclass, replace

import numpy as np

from evaluations.impact.imputation import NotIdentifiedError, estimand_weights, impute
from evaluations.impact.inference import Estimate, estimate, quantile
from evaluations.impact.panel import NEVER, Floats, Mask
from evaluations.impact.regression import normal_equations
from evaluations.impact.sample import Sample

PLACEBO_MONTHS = (3, 6, 9)
REFERENCE = (-3, -1)
EARLIER = ((-6, -4), (-9, -7), (-12, -10))
FEWEST_UNITS = 4
"""Treated units that a block of months must have to be compared."""
BOUNDLESS = 1e6
"""Multiples from which the worst deviation before is none at all but rounding."""


@dataclass(frozen=True)
class Dynamic:
    """An effect so many months after (or, negative, before) the start, with the units that it rests on."""

    lag: int
    effect: Estimate
    units: int


@dataclass(frozen=True)
class Breakdown:
    """How large a deviation after the start must be, in multiples of the worst before, to explain the effect away."""

    multiple: float | None
    """None when there is nothing before to compare with; inf when the worst before is no deviation at all."""
    long_difference: Estimate
    before: tuple[Dynamic, ...]


def leads_of(sample: Sample, weights: Floats, freedom: int) -> tuple[Dynamic, ...]:
    """Pre-trend coefficients by the regression of BJS (2024, eq. 9) on untreated cells only.

        y_it = α_i + λ_t + z_it'γ + Σ_{k=1..p} κ_k 1[t = E_i − k] + ε_it

    against the months before E_i − p. Residuals of the first stage would not do: they are fitted to these cells.
    """
    lag, count = sample.lag, sample.rules.lead_count
    starting = sample.treated_units[:, None]
    columns = np.stack([(lag == -lead) & starting for lead in range(1, count + 1)], axis=2).astype(float)
    first_stage = np.where(sample.untreated, weights, 0.0)
    normal = normal_equations(sample.panel.outcome, first_stage, np.concatenate([columns, sample.covariates], axis=2))
    beta, without = normal.coefficients(), normal.without_each()
    used = (first_stage > 0).any(axis=1)
    moved = without[used] - beta
    errors = np.sqrt((used.sum() - 1) / used.sum() * (moved**2).sum(axis=0))
    found = []
    for place in np.flatnonzero(normal.kept < count)[::-1]:
        lead = int(normal.kept[place]) + 1
        units = int(((lag == -lead) & sample.untreated & starting).any(axis=1).sum())
        if units >= FEWEST_UNITS:
            found.append(Dynamic(-lead, estimate(beta[place], errors[place], freedom), units))
    return tuple(sorted(found, key=lambda each: each.lag))


def placebo(sample: Sample, weights: Floats, months: int, freedom: int) -> Estimate | None:
    """The effect that would be found had training begun `months` earlier, from cells before the true start only."""
    pretended = np.where(sample.starts < NEVER, sample.starts - months, NEVER)
    moved = replace(sample, starts=pretended)
    after = sample.untreated & (moved.lag >= 0) & sample.treated_units[:, None]
    before = sample.untreated & ~after
    enough = before.sum(axis=1) >= min(sample.rules.months_before, 3)
    moved = replace(moved, untreated=before, treated=after & enough[:, None])
    if moved.treated_units.sum() < FEWEST_UNITS:
        return None
    try:
        found = impute(
            sample.panel.outcome, np.where(before, weights, 0.0), sample.covariates, estimand_weights(moved)[None]
        )
    except NotIdentifiedError:
        return None
    return estimate(found.estimates[0], found.standard_errors()[0], freedom)


def breakdown(sample: Sample, weights: Floats, freedom: int) -> Breakdown | None:
    """The breakdown bound, after the idea of Rambachan and Roth (2023).

    All blocks are long differences to the same three months before the start, against the control units' months:
    first stage on control units' cells and treated units' months −3 to −1. So earlier blocks and the effect share one
    baseline and are comparable, with a joint covariance from the jackknife. Violations after the start are bounded by
    M̄ times the worst |δ_b| of the earlier blocks b; the bound is the smallest M̄ with, for some b and sign σ,

        |τ̂ − M̄σδ̂_b| ≤ t · se(τ̂ − M̄σδ̂_b)
    """
    lag, treated = sample.lag, sample.treated_units
    reference = (lag >= REFERENCE[0]) & (lag <= REFERENCE[1]) & sample.untreated & treated[:, None]
    based: Mask = np.asarray(reference.any(axis=1))
    first_stage = np.where((sample.untreated & ~treated[:, None]) | reference, weights, 0.0)
    after = np.where(based[:, None], estimand_weights(sample), 0.0)
    blocks = _earlier_blocks(sample, based)
    if not after.any():
        return None
    try:
        targets = np.stack([after, *(block for _lag, block in blocks)])
        found = impute(sample.panel.outcome, first_stage, sample.covariates, targets)
    except NotIdentifiedError:
        return None
    covariance = found.covariance()
    effect = estimate(found.estimates[0], np.sqrt(covariance[0, 0]), freedom)
    before = tuple(
        Dynamic(lag, estimate(found.estimates[place], np.sqrt(covariance[place, place]), freedom), _units(block))
        for place, (lag, block) in enumerate(blocks, 1)
    )
    return Breakdown(_multiple(found.estimates, covariance, freedom), effect, before)


def _earlier_blocks(sample: Sample, based: Mask) -> list[tuple[int, Floats]]:
    lag, blocks = sample.lag, []
    for first, last in EARLIER:
        block = sample.untreated & (lag >= first) & (lag <= last) & based[:, None]
        if _units(block) >= FEWEST_UNITS:
            blocks.append((first, block.astype(float)))
    return blocks


def _units(block: Floats | Mask) -> int:
    return int(block.any(axis=1).sum())


def _multiple(estimates: Floats, covariance: Floats, freedom: int) -> float | None:
    """The smallest M̄ over the earlier blocks and both signs; 0 when the long difference itself shows nothing."""
    if len(estimates) < 2 or np.isnan(covariance).any():
        return None
    roots = [
        _first_root(estimates[0], sign * estimates[place], covariance[np.ix_([0, place], [0, place])], sign, freedom)
        for place in range(1, len(estimates))
        for sign in (1, -1)
    ]
    return min(roots)


def _first_root(effect: float, deviation: float, covariance: Floats, sign: int, freedom: int) -> float:
    """Smallest M ≥ 0 with (τ − Mδ)² ≤ t² (V_ττ − 2MV_τδ + M²V_δδ), a quadratic in M."""
    squared = quantile(freedom) ** 2
    constant = effect**2 - squared * covariance[0, 0]
    if constant <= 0:
        return 0.0
    linear = -2 * (effect * deviation - squared * sign * covariance[0, 1])
    quadratic = deviation**2 - squared * covariance[1, 1]
    roots = np.roots([quadratic, linear, constant])
    real = roots[np.abs(roots.imag) < 1e-9].real
    positive = real[(real > 0) & (real < BOUNDLESS)]
    return float(positive.min()) if positive.size else float("inf")
