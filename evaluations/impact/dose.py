"""How the effect goes with the share trained: exploratory, and called so wherever it is shown.

Treated cells are sorted by the share of their staff that had finished; each band's mean is taken from the same two
stages as the effect itself, with the same jackknife. How many a unit sends is nobody's lot: a unit that trains all its
people may differ in other ways from one that trains a quarter.
"""

from typing import Final

import numpy as np

from evaluations.impact.imputation import estimand_weights
from evaluations.impact.panel import Floats
from evaluations.impact.sample import Sample

Band = tuple[float, float]
BANDS: Final[tuple[Band, ...]] = ((0.25, 0.50), (0.50, 0.75), (0.75, 1.00))
"""Shares from (included) and to (excluded, but for the whole staff)."""


def dose_targets(sample: Sample, least_units: int) -> tuple[list[Band], Floats]:
    """Bands with enough treated units for an interval of their own, and the weights of each one's mean."""
    weights, share = estimand_weights(sample), sample.panel.share
    chosen, targets = [], [np.zeros((0, *weights.shape))]
    for low, high in BANDS:
        part = np.where((share >= low) & ((share < high) | (high == 1.0)), weights, 0.0)
        if (part > 0).any(axis=1).sum() >= least_units:
            chosen.append((low, high))
            targets.append(part[None])
    return chosen, np.concatenate(targets)
