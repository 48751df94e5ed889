"""Weighted least squares with unit effects, and the same without each unit in turn.

    y_it = α_i + x_it'β + ε_it,   weights w_it

Profiling out α_i (Frisch-Waugh-Lovell) leaves β = A⁻¹b with

    A = Σ_i R_i'R_i,  b = Σ_i R_i'q_i,   R_i = √w_it x̃_it,  q_i = √w_it ỹ_it,   x̃_it = x_it − Σ_t w_it x_it / Σ_t w_it

Leaving out unit i is a matter of its own months only (Sherman-Morrison-Woodbury; Belsley, Kuh and Welsch 1980):

    β_(i) = β − A⁻¹R_i'(I − H_i)⁻¹(q_i − R_iβ),   H_i = R_i A⁻¹ R_i'

so a whole jackknife costs little more than the fit. I − H_i is singular when, without i, columns cannot be told apart.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from evaluations.impact.panel import Floats, Mask

RANK_TOLERANCE = 1e-9
ESTIMABLE = 1e-6


@dataclass(frozen=True)
class Normal:
    """The normal equations, in the columns that can be told apart."""

    columns: Floats  # units × months × columns, centred within the unit by the weights
    outcome: Floats  # units × months, centred likewise
    weights: Floats  # units × months
    kept: NDArray[np.intp]  # places of the kept columns among `extra` and the months
    dropped: Floats  # units × months × the other columns, centred likewise
    matrix: Floats  # A

    def with_outcome(self, outcome: Floats) -> "Normal":
        """The same cells and columns for another outcome."""
        outcome = np.where(np.isnan(outcome), 0.0, outcome)
        total = self.weights.sum(axis=1)
        mean = (self.weights * outcome).sum(axis=1) / np.where(total > 0, total, 1.0)
        return replace(self, outcome=outcome - mean[:, None])

    def coefficients(self) -> Floats:
        """β of the whole sample."""
        return self._beta

    @cached_property
    def _beta(self) -> Floats:
        return solve(self.matrix, np.tensordot(self.weights * self.outcome, self.columns, axes=2))

    def without_each(self) -> Floats:
        """β without each unit in turn: units × columns; nan without a unit that alone tells columns apart."""
        root = np.sqrt(self.weights)
        rows = root[:, :, None] * self.columns
        spread = solve(self.matrix, rows.reshape(-1, rows.shape[2]).T).T.reshape(rows.shape)
        left = np.eye(rows.shape[1]) - spread @ rows.transpose(0, 2, 1)
        told = _are_regular(left)
        found = np.full((len(rows), rows.shape[2]), np.nan)
        residuals = (root * self.residuals(self._beta))[told]
        moved = solve(left[told], residuals[:, :, None])[:, :, 0]
        found[told] = self._beta - (moved[:, None, :] @ spread[told])[:, 0, :]
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


def _are_regular(matrices: Floats) -> Mask:
    """Which symmetric matrices of a stack, with eigenvalues from 0 to 1, have none of 0."""
    try:
        pivots = np.diagonal(np.linalg.cholesky(matrices), axis1=1, axis2=2)
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.zeros(1, dtype=bool)
        return np.concatenate([_are_regular(each[None]) for each in matrices])
    return np.asarray((pivots**2 > RANK_TOLERANCE).all(axis=1))


def month_columns(units: int, months: int) -> Floats:
    """One indicator for each month."""
    return np.broadcast_to(np.eye(months), (units, months, months))


def normal_equations(outcome: Floats, weights: Floats, extra: Floats) -> Normal:
    """Unit and month effects and the `extra` columns (units × months × columns), by unit.

    Cells of weight 0 take no part but get residuals. Columns that the others already explain are dropped, the
    month effects first (one of them always).
    """
    columns = np.concatenate([extra, month_columns(*outcome.shape)], axis=2)
    total = weights.sum(axis=1)
    centre = (weights[:, None, :] @ columns)[:, 0, :] / np.where(total > 0, total, 1.0)[:, None]
    columns -= centre[:, None, :]
    rows = (np.sqrt(weights)[:, :, None] * columns).reshape(-1, columns.shape[2])
    matrix = rows.T @ rows
    kept = _told_apart(matrix)
    others = np.setdiff1d(np.arange(columns.shape[2]), kept)
    within = matrix[np.ix_(kept, kept)]
    normal = Normal(columns[:, :, kept], outcome, weights, kept, columns[:, :, others], within)
    return normal.with_outcome(outcome)


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
