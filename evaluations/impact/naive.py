"""What others would print: only to be shown beside the estimate, and named for what it is."""

import numpy as np
from scipy import stats

from evaluations.impact.inference import Estimate, estimate
from evaluations.impact.regression import normal_equations
from evaluations.impact.sample import Sample


def before_and_after(sample: Sample) -> Estimate:
    """Treated units' mean after minus before, with the paired t interval over units: time itself counts as effect."""
    outcome, treated = sample.panel.outcome, sample.treated_units
    after = _row_means(outcome, sample.treated)[treated]
    before = _row_means(outcome, sample.untreated)[treated]
    change = after - before
    if len(change) < 2:
        return Estimate(float(change.mean()))
    return estimate(change.mean(), stats.sem(change), len(change) - 1)


def two_way_fixed_effects(sample: Sample) -> Estimate:
    """y_it = α_i + λ_t + δD_it, all untreated and treated cells alike, clustered by unit (CR1), t(units − 1).

    With staggered starts and effects that grow, δ compares treated with treated units and may even have the wrong
    sign (Goodman-Bacon 2021).
    """
    panel = sample.panel
    measured = panel.exists & (panel.count >= sample.rules.least_answers) & ~np.isnan(panel.outcome)
    after = measured & (sample.lag >= 0) & sample.treated_units[:, None]
    weights, treated = (sample.untreated | after).astype(float), after.astype(float)[:, :, None]
    normal = normal_equations(sample.panel.outcome, weights, treated)
    beta = normal.coefficients()
    bread = np.linalg.inv(normal.matrix)
    scores = ((weights * normal.residuals(beta))[:, :, None] * normal.columns).sum(axis=1)
    units, cells = int((weights > 0).any(axis=1).sum()), int(weights.sum())
    correction = units / (units - 1) * (cells - 1) / max(cells - len(beta) - 1, 1)
    variance = correction * (bread @ (scores.T @ scores) @ bread)[0, 0]
    return estimate(beta[0], np.sqrt(variance), units - 1)


def _row_means(values: np.ndarray, cells: np.ndarray) -> np.ndarray:
    total = np.where(cells, np.nan_to_num(values), 0.0).sum(axis=1)
    found: np.ndarray = total / np.maximum(cells.sum(axis=1), 1)
    return found
