"""Two-stage (imputation) difference-in-differences.

Gardner (2021), Borusyak, Jaravel and Spiess (2024, "BJS"). First stage, on untreated cells only:

    y_it = α_i + λ_t + z_it'γ + ε_it,   weights 1/(s² + v_i/n_it)                         (BJS eq. 3-5)

z are the joint effects of other programs. Second stage: τ̂_it = y_it − α̂_i − λ̂_t − z_it'γ̂ in treated cells, and every
estimate is a mean of them with weights fixed beforehand,

    τ̂_ω = Σ ω_it τ̂_it / Σ ω_it.

The first stage weighs cells by their precision, not by their actual number of answers: v_i is the variance of one
answer, pooled over the unit's untreated cells (a cell's own would go with its mean near 100 and bias the effects),
and s² the variance of true monthly figures around the model, by the method of moments from the unweighted first
stage: E[RSS] = Σ (1 − h_it)(s² + v_i/n_it), h the leverage.
"""

from dataclasses import dataclass

import numpy as np

from evaluations.impact.panel import Floats, Mask
from evaluations.impact.regression import Normal, normal_equations, solve
from evaluations.impact.rules import Weighting
from evaluations.impact.sample import Sample


class NotIdentifiedError(ValueError):
    """The cells at hand cannot tell this effect from something else."""


@dataclass(frozen=True)
class Imputed:
    """Several means of effects at once, and the same without each unit in turn."""

    estimates: Floats  # targets
    replicates: Floats  # units × targets; nan where nothing of the target is left
    used_units: Mask
    normal: Normal
    effects: Floats  # units × months: τ̂_it, in treated cells

    def covariance(self) -> Floats:
        """The delete-one-unit jackknife's covariance of the targets.

            V = (G − 1)/G Σ_g (τ̂_(g) − τ̂)(τ̂_(g) − τ̂)'        (MacKinnon, Nielsen and Webb 2023, CV3)

        g runs over all G units, treated and not; both stages are computed anew without g, with the same weights.
        """
        moved = self.replicates[self.used_units] - self.estimates
        count = len(moved)
        found: Floats = (count - 1) / count * (moved.T @ moved)
        return found

    def standard_errors(self) -> Floats:
        """Roots of the covariance's diagonal; nan for a target of a single unit."""
        return np.sqrt(np.diag(self.covariance()))


def sampling_variance(sample: Sample) -> Floats:
    """Variance of each cell's mean: the unit's pooled variance of an answer over the cell's answers."""
    panel = sample.panel
    freedom = np.where(sample.untreated, np.maximum(panel.count - 1, 0), 0)
    known = np.where(np.isnan(panel.variance), 0.0, panel.variance)
    total = freedom.sum(axis=1)
    pooled = (freedom * known).sum(axis=1) / np.where(total > 0, total, 1)
    variance: Floats = pooled[:, None] / np.maximum(panel.count, 1)
    return variance


def noise_variance(sample: Sample, sampling: Floats) -> float:
    """s²: how much true monthly figures scatter around the model, in squared points, never below 0."""
    weights = sample.untreated.astype(float)
    normal = normal_equations(sample.panel.outcome, weights, sample.covariates)
    left = normal.residuals(normal.coefficients())
    inverse = solve(normal.matrix, np.eye(normal.matrix.shape[0]))
    cells = sample.untreated.sum(axis=1)
    leverage = ((normal.columns @ inverse) * normal.columns).sum(axis=2) + 1 / np.maximum(cells, 1)[:, None]
    free = np.where(sample.untreated, 1 - leverage, 0.0)
    if free.sum() < 1:
        return 0.0
    expected = (free * sampling).sum()
    return float(max(0.0, ((weights * left**2).sum() - expected) / free.sum()))


def precision_weights(sample: Sample) -> Floats:
    """1/(s² + v/n) in every cell, 0 where there is no figure; all 1 when figures have no noise at all."""
    sampling = sampling_variance(sample)
    total = np.where(sample.used, noise_variance(sample, sampling) + sampling, np.inf)
    weights = 1 / total if (total > 0).all() else sample.used.astype(float)
    # Only their ratios matter: on the scale of 1 the normal equations stay well conditioned.
    scaled: Floats = weights / weights[sample.used].mean() if sample.used.any() else weights
    return scaled


def estimand_weights(sample: Sample, weighting: Weighting | None = None) -> Floats:
    """ω_it: 1 in every treated cell, or the unit's mean monthly answers before its start; as the rules say, or told."""
    weights = sample.treated.astype(float)
    if (weighting or sample.rules.weighting) == "answers":
        before = sample.untreated
        months = np.maximum(before.sum(axis=1), 1)
        weights *= (np.where(before, sample.panel.count, 0).sum(axis=1) / months)[:, None]
    return weights


def lag_targets(sample: Sample) -> tuple[list[int], Floats]:
    """The lags that occur in treated cells, and the weights of each one's mean."""
    weights, lag = estimand_weights(sample), sample.lag
    present = sorted({int(each) for each in lag[sample.treated]})
    rows = [np.where(lag == each, weights, 0.0) for each in present]
    return present, np.stack(rows) if rows else np.zeros((0, *weights.shape))


def impute(outcome: Floats, first_stage: Floats, extra: Floats, targets: Floats) -> Imputed:
    """Both stages, for all targets (targets × units × months, weights ω of treated cells) and without each unit.

    `first_stage` holds the weights of untreated cells, 0 elsewhere. Raises NotIdentifiedError when a target rests
    on a unit or month effect that untreated cells cannot tell. A target that could not be told without some unit has
    nan as that unit's replicate, so that it gets no standard error: it would rest on that unit alone.
    """
    normal = normal_equations(outcome, first_stage, extra)
    sums = _Sums.of(normal, targets)
    estimates = sums.estimates(normal)
    if np.isnan(estimates).any():
        raise NotIdentifiedError("an effect cannot be told from unit effects, month effects or other programs")
    betas = normal.without_each()
    replicates = sums.without_each(betas)
    for unit in np.flatnonzero(np.isnan(betas).any(axis=1)):
        rest = np.arange(len(outcome)) != unit
        replicates[unit] = point_estimates(outcome[rest], first_stage[rest], extra[rest], targets[:, rest])
    used: Mask = np.asarray((first_stage > 0).any(axis=1) | (targets > 0).any(axis=(0, 2)))
    return Imputed(estimates, replicates, used, normal, normal.residuals(normal.coefficients()))


def point_estimates(outcome: Floats, first_stage: Floats, extra: Floats, targets: Floats) -> Floats:
    """The estimates of `impute` alone; nan where they cannot be told."""
    normal = normal_equations(outcome, first_stage, extra)
    return _Sums.of(normal, targets).estimates(normal)


@dataclass(frozen=True)
class _Sums:
    """By target: what τ̂_ω is made of, unit by unit."""

    own: Floats  # targets × units: Σ_t ω_it ỹ_it
    loads: Floats  # targets × units × columns: Σ_t ω_it x̃_it
    dropped: Floats  # targets × the columns that cannot be told apart
    mass: Floats  # targets × units: Σ_t ω_it
    is_measured: Mask  # targets: whether each of its units has untreated cells

    @classmethod
    def of(cls, normal: Normal, targets: Floats) -> "_Sums":
        mass = targets.sum(axis=2)
        without_baseline = (normal.weights.sum(axis=1) == 0)[None, :]
        return cls(
            (targets * normal.outcome).sum(axis=2),
            (targets.transpose(1, 0, 2) @ normal.columns).transpose(1, 0, 2),
            np.tensordot(targets, normal.dropped, axes=([1, 2], [0, 1])),
            mass,
            ~((mass > 0) & without_baseline).any(axis=1),
        )

    def estimates(self, normal: Normal) -> Floats:
        """τ̂_ω of each target; nan where there is no treated cell, or where it cannot be told."""
        total, loads = self.mass.sum(axis=1), self.loads.sum(axis=1)
        told = (total > 0) & self.is_measured & normal.explains(loads, self.dropped)
        values = self.own.sum(axis=1) - loads @ normal.coefficients()
        found: Floats = np.where(told, values, np.nan) / np.where(told, total, 1.0)
        return found

    def without_each(self, betas: Floats) -> Floats:
        """The same without each unit, from β without it: units × targets."""
        own = (self.own.sum(axis=1)[:, None] - self.own).T
        loads = (self.loads.sum(axis=1)[:, None, :] - self.loads).transpose(1, 0, 2)
        mass = (self.mass.sum(axis=1)[:, None] - self.mass).T
        adjusted = own - (loads @ betas[:, :, None])[:, :, 0]
        found: Floats = np.where(mass > 0, adjusted, np.nan) / np.where(mass > 0, mass, 1.0)
        return found


def linear_weights(normal: Normal, target: Floats) -> Floats:
    """q_it with τ̂_ω = Σ q_it y_it: what each cell contributes to the estimate of `target` (units × months, ω)."""
    mass = target.sum()
    total = normal.weights.sum(axis=1)
    loads = np.tensordot(target, normal.columns, axes=2)
    slope = normal.columns @ solve(normal.matrix, loads)
    share = normal.weights / np.where(total > 0, total, 1.0)[:, None]
    found: Floats = (target - share * target.sum(axis=1)[:, None] - normal.weights * slope) / mass
    return found
