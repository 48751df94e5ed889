"""The wild cluster bootstrap of both stages, as a check on the jackknife.

Under the null that the effect is c in every treated cell, y_it − c·D_it = α_i + λ_t + z_it'γ + u_it for all cells. With
its residuals û(c) and one Webb (2023) weight g_i a unit, y*_it = ŷ_it + g_i û_it (the null imposed: WCR of Cameron,
Gelbach and Miller 2008). Both stages are run again on y*; the statistic is t* = τ̂*/se*, se the cluster sum of squares
of the estimate's unit scores. As every step is linear in y, with first-stage weights held, running both stages again
reduces to sums over units; a test compares it with doing it cell by cell.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import brentq

from evaluations.impact.imputation import Imputed, linear_weights
from evaluations.impact.panel import Floats
from evaluations.impact.regression import Normal, normal_equations, solve
from evaluations.impact.rules import CONFIDENCE

WEBB = np.array([-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5)])
WIDEST = 12.0
"""How many margins of the jackknife away the interval's ends are looked for."""
ROUNDING = 1e-9
"""Margins, in parts of the estimate, below which figures have no noise at all but that of the computer's numbers."""


@dataclass(frozen=True)
class Bootstrap:
    """Draws of unit weights, and what turns them into statistics."""

    imputed: Imputed
    target: Floats
    all_weights: Floats  # of untreated and treated cells, for the null's fit
    covariates: Floats
    outcome: Floats
    draws: Floats  # draws × units

    def p_value(self, effect: float = 0.0) -> float:
        """How often |t*| is at least |t| when the effect is `effect` in every treated cell, with one for |t| itself."""
        drawn = np.abs(self._of_outcome.minus(effect, self._of_treatment).statistics())
        return float((drawn >= drawn[0] - 1e-12).mean())

    def interval(self, margin: float) -> tuple[float, float]:
        """All effects that the test doesn't refuse at 5 %: its ends, infinite beyond 12 jackknife margins."""
        value = float(self.imputed.estimates[0])
        if margin <= ROUNDING * (1 + abs(value)):
            return value - margin, value + margin
        return self._end(value, value - WIDEST * margin), self._end(value, value + WIDEST * margin)

    def _end(self, inside: float, outside: float) -> float:
        def beyond(effect: float) -> float:
            return self.p_value(effect) - (1 - CONFIDENCE)

        if beyond(outside) > 0:
            return float(np.copysign(np.inf, outside - inside))
        return float(brentq(beyond, inside, outside, xtol=abs(outside - inside) * 1e-4))

    @cached_property
    def _contributions(self) -> Floats:
        """q_it: the estimate as a linear function of the outcomes."""
        return linear_weights(self.imputed.normal, self.target)

    @cached_property
    def _of_outcome(self) -> "_Redrawn":
        return self._both_stages(self._residuals(self.outcome))

    @cached_property
    def _of_treatment(self) -> "_Redrawn":
        return self._both_stages(self._residuals((self.target > 0).astype(float)))

    @cached_property
    def _null(self) -> Normal:
        return normal_equations(self.outcome, self.all_weights, self.covariates)

    def _residuals(self, values: Floats) -> Floats:
        normal = self._null.with_outcome(values)
        return np.where(self.all_weights > 0, normal.residuals(normal.coefficients()), 0.0)

    def _both_stages(self, residuals: Floats) -> "_Redrawn":
        """Both stages on g_i · residuals, for g = 1 first and then for every draw."""
        normal = self.imputed.normal
        signs = np.concatenate([np.ones((1, len(residuals))), self.draws])
        total = normal.weights.sum(axis=1)
        mean = (normal.weights * residuals).sum(axis=1) / np.where(total > 0, total, 1)
        centred = normal.weights * (residuals - mean[:, None])
        moments = (centred[:, None, :] @ normal.columns)[:, 0, :]
        betas = solve(normal.matrix, (signs @ moments).T).T
        loads = (self._contributions[:, None, :] @ normal.columns)[:, 0, :]
        scores = signs * (self._contributions * residuals).sum(axis=1)
        effects = scores.sum(axis=1)
        shares = self.target.sum(axis=1) / self.target.sum()
        return _Redrawn(effects, scores - betas @ loads.T - effects[:, None] * shares)


@dataclass(frozen=True)
class _Redrawn:
    """Effects of the draws, and the unit scores left after both stages: draws × units."""

    effects: Floats
    scores: Floats

    def minus(self, effect: float, other: "_Redrawn") -> "_Redrawn":
        """All steps are linear: those of y − c·D follow from those of y and of D."""
        return _Redrawn(self.effects - effect * other.effects, self.scores - effect * other.scores)

    def statistics(self) -> Floats:
        """The t of every draw, the cluster sum of squares as its error."""
        error = np.sqrt((self.scores**2).sum(axis=1))
        found: Floats = self.effects / np.where(error > 0, error, np.inf)
        return found


def draw_signs(draws: int, units: int, seed: int) -> Floats:
    """Webb's six-point weights, mean 0 and variance 1: draws × units."""
    return np.random.default_rng(seed).choice(WEBB, size=(draws, units))
