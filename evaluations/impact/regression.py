"""Weighted least squares with unit effects, solved through per-unit normal equations.

    y_it = α_i + x_it'β + ε_it,   weights w_it

Profiling out α_i (Frisch-Waugh-Lovell) leaves, for each unit, a small matrix and vector

    A_i = Σ_t w_it x̃_it x̃_it',   b_i = Σ_t w_it x̃_it ỹ_it,   x̃_it = x_it − Σ_t w_it x_it / Σ_t w_it

with β = (Σ_i A_i)⁻¹ Σ_i b_i. Leaving out unit j is a subtraction, so a whole jackknife costs one pass over the cells
and one small solution for each unit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluations.impact.panel import Floats, Mask

RANK_TOLERANCE = 1e-9
ESTIMABLE = 1e-6


@dataclass(frozen=True)
class Normal:
    """The normal equations by unit, in the columns that can be told apart."""

    matrices: Floats  # units × columns × columns
    vectors: Floats  # units × columns
    columns: Floats  # units × months × columns, centred within the unit by the weights
    outcome: Floats  # units × months, centred likewise
    weights: Floats  # units × months
    kept: NDArray[np.intp]  # places of the kept columns among `extra` and the months
    dropped: Floats  # units × months × the other columns, centred likewise

    @property
    def matrix(self) -> Floats:
        """The whole sample's matrix."""
        total: Floats = self.matrices.sum(axis=0)
        return total

    def coefficients(self) -> Floats:
        """β of the whole sample."""
        return solve(self.matrix, self.vectors.sum(axis=0))

    def without_each(self) -> Floats:
        """β without each unit in turn: units × columns; nan without a unit that alone tells columns apart."""
        matrices = self.matrix - self.matrices
        vectors = self.vectors.sum(axis=0) - self.vectors
        found = np.full(vectors.shape, np.nan)
        told = _are_told_apart(matrices, np.diag(self.matrix))
        found[told] = solve(matrices[told], vectors[told][:, :, None])[:, :, 0]
        return found

    def explains(self, targets: Floats, dropped: Floats) -> Mask:
        """Whether each linear combination of columns can be told from the data (is estimable).

        `targets` and `dropped` are its coefficients on the kept and on the dropped columns.
        """
        cross = np.tensordot(self.columns * self.weights[:, :, None], self.dropped, axes=([0, 1], [0, 1]))
        expected = targets @ solve(self.matrix, cross)
        size = 1.0 + np.abs(dropped).max(axis=1, initial=0.0)
        found: Mask = np.abs(dropped - expected).max(axis=1, initial=0.0) < ESTIMABLE * size
        return found

    def residuals(self, coefficients: Floats) -> Floats:
        """What is left, y − α̂ − x'β for every cell, also those of weight 0."""
        left: Floats = self.outcome - self.columns @ coefficients
        return left


def solve(matrix: Floats, right: Floats) -> Floats:
    """Solve one system or a stack; of no columns, nothing."""
    if matrix.shape[-1] == 0:
        return np.zeros_like(right)
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def _are_told_apart(matrices: Floats, scale: Floats) -> Mask:
    """Of which matrices of a stack every column has something of its own, measured by `scale`, the whole's diagonal."""
    root = np.sqrt(scale)
    scaled = matrices / root[:, None] / root[None, :]
    try:
        pivots = np.diagonal(np.linalg.cholesky(scaled), axis1=1, axis2=2)
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.zeros(1, dtype=bool)
        return np.concatenate([_are_told_apart(each[None], scale) for each in matrices])
    return np.asarray((pivots**2 > RANK_TOLERANCE).all(axis=1))


def month_columns(units: int, months: int) -> Floats:
    """One indicator for each month."""
    return np.broadcast_to(np.eye(months), (units, months, months))


def normal_equations(outcome: Floats, weights: Floats, extra: Floats) -> Normal:
    """Unit and month effects and the `extra` columns (units × months × columns), by unit.

    Cells of weight 0 take no part but get residuals. Columns that the others already explain are dropped, the
    month effects first (one of them always).
    """
    units, months = outcome.shape
    columns = np.concatenate([extra, month_columns(units, months)], axis=2)
    outcome = np.where(np.isnan(outcome), 0.0, outcome)
    total = weights.sum(axis=1)
    divisor = np.where(total > 0, total, 1.0)
    mean = (weights * outcome).sum(axis=1) / divisor
    centre = (weights[:, None, :] @ columns)[:, 0, :] / divisor[:, None]
    centred = columns - centre[:, None, :]
    weighted = centred * weights[:, :, None]
    matrices = weighted.transpose(0, 2, 1) @ centred
    kept = _told_apart(matrices.sum(axis=0))
    others = np.setdiff1d(np.arange(columns.shape[2]), kept)
    left = outcome - mean[:, None]
    vectors = (weighted[:, :, kept] * left[:, :, None]).sum(axis=1)
    return Normal(
        matrices[:, kept][:, :, kept], vectors, centred[:, :, kept], left, weights, kept, centred[:, :, others]
    )


def _told_apart(matrix: Floats) -> NDArray[np.intp]:
    """Indices of a largest set of columns none of which follows from those before it, in order."""
    scale = np.sqrt(np.diag(matrix))
    used = scale > 0
    scaled = matrix / np.where(used, scale, 1)[:, None] / np.where(used, scale, 1)[None, :]
    independent: list[int] = []
    # A Cholesky factorisation in the given order: a pivot of zero is a column that the earlier ones explain.
    factor = np.zeros_like(scaled)
    for place in np.flatnonzero(used):
        row = factor[independent, place] if independent else np.zeros(0)
        pivot = scaled[place, place] - row @ row
        if pivot > RANK_TOLERANCE:
            rest = scaled[place] - (row @ factor[independent] if independent else 0.0)
            factor[place] = rest / np.sqrt(pivot)
            independent.append(int(place))
    return np.asarray(independent, dtype=np.intp)
