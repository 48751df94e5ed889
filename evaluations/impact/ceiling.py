"""Units of unlike level need not move alike: the interval allows for it, and near 100 the estimate too.

That all units would have moved by the same points is a claim about the scale (Roth and Sant'Anna 2023): near 100 there
is no room to rise, and on any scale of four answers units in the middle move more than those at the ends. For a smooth
scale the first thing that is missing from α_i + λ_t is a product of both, Tukey's (1949) one degree of freedom for
non-additivity, here from the untreated cells of the first stage:

    z_it = (α̂_i − ᾱ)(λ̂_t − λ̄)

Rules, for every city alike. The estimate stays that of the additive model, and its standard error is widened by what
the column would change: √(se² + (τ̂_with − τ̂_without)²). When at least a tenth of the treated cells would, without
training, have had an index of the best grade (88.31 and more), the ceiling is named and the estimate is the one with
the column, widened likewise. In the benchmarks' cities whose weakest units were trained the plain interval covered as
little as 89 % (near 100: 70 %), with the rules 96 % and more.
"""

from dataclasses import replace

import numpy as np

from evaluations.impact.imputation import Imputed
from evaluations.impact.panel import Floats, Mask
from evaluations.impact.sample import Sample

COLUMN = "ceiling"
HIGHEST = 100.0
DIGITS = 9
"""Decimals of α̂ and λ̂: months that move by rounding alone make no column."""


def is_near(sample: Sample, whole: Imputed) -> bool:
    """Whether the ceiling is named; looks at expected figures without training only.

    A panel with figures above 100 is not of the index: it has no ceiling there.
    """
    if (sample.panel.outcome[sample.used] > HIGHEST).any():
        return False
    expected = (sample.panel.outcome - whole.effects)[sample.treated]
    return bool((expected >= sample.rules.ceiling).mean() >= sample.rules.ceiling_share)


def with_levels(sample: Sample, whole: Imputed) -> Sample:
    """The sample with the column of level by month."""
    shape, joint = sample.used.shape, sample.covariates.shape[2]
    coefficients = np.zeros(joint + shape[1])
    coefficients[whole.normal.kept] = whole.normal.coefficients()
    expected = np.where(sample.used, sample.panel.outcome - whole.effects, 0.0)
    months = np.where(sample.used.any(axis=0), coefficients[joint:], 0.0)
    own = np.where(sample.used, expected - months - sample.covariates @ coefficients[:joint], 0.0)
    levels = own.sum(axis=1) / np.maximum(sample.used.sum(axis=1), 1)
    measured, asked = np.asarray(sample.used.any(axis=1)), np.asarray(sample.used.any(axis=0))
    column = np.outer(_centred(levels, measured), _centred(months, asked)) / HIGHEST
    covariates = np.concatenate([sample.covariates, column[:, :, None]], axis=2)
    return replace(sample, covariates=covariates, covariate_names=(*sample.covariate_names, COLUMN))


def _centred(values: Floats, used: Mask) -> Floats:
    mean = values[used].mean()
    return np.asarray(np.round(np.where(used, values - mean, 0.0), DIGITS), dtype=np.float64)
