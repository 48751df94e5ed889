"""Where seats were drawn by lot: what chance itself says about the effect (Borusyak and Hull 2023).

A unit's share of winners depends on how many applied and on luck; only the luck is as good as an experiment. So the
share is recentred by its expectation over redraws of the same lots,

    z_i = s_i − E[s_i],

and used as instrument for the share d_i that really finished. With Δ_i the unit's change of the outcome,

    β̂ = Σ z_i Δ_i / Σ z_i d_i

is the effect of training the whole staff, for those whom winning brought to finish (compliers). Inference is by
randomisation: under the sharp null "each unit's change is β0·d_i plus what it would have been", T_r(β0) =
Σ z_i^r (Δ_i − β0 d_i) is computed for every redraw r. The interval holds all β0 that the test does not refuse at 5 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from evaluations.impact.panel import Floats
from evaluations.impact.rules import CONFIDENCE, POWER

SMALLEST_PULL = 1e-9
ENDS = 60.0
"""How many standard deviations away from the estimate the interval's ends are looked for."""


@dataclass(frozen=True)
class Lot:
    """One drawing: which unit each applicant came from, and how many seats there were."""

    applicants: Sequence[int]
    """Place of the applicant's unit, one for each applicant."""
    seats: int


@dataclass(frozen=True)
class LotResult:
    """The effect of training everybody in a unit, by lot."""

    effect: float
    low: float
    high: float
    p_value: float
    detectable: float
    """Smallest effect found with a chance of 80 %."""
    first_stage: float
    """How much the finished share rises with the share of winners."""


def redraw(lots: Sequence[Lot], staff: Floats, draws: int, seed: int) -> Floats:
    """Shares of winners among each unit's staff if the lots were drawn again: draws × units."""
    chance = np.random.default_rng(seed)
    won = np.zeros((draws, len(staff)))
    for lot in lots:
        units = np.asarray(lot.applicants, dtype=np.intp)
        seats = min(lot.seats, len(units))
        for row in won:
            np.add.at(row, chance.choice(units, size=seats, replace=False), 1.0)
    shares: Floats = won / np.maximum(staff, 1)
    return shares


def lot_effect(change: Floats, finished: Floats, won: Floats, redrawn: Floats) -> LotResult | None:
    """The complier effect by recentred instrument and randomisation; None where luck moved nobody.

    Args:
        change: each unit's outcome after minus before, in points.
        finished: share of its staff that really finished.
        won: share that won a seat.
        redrawn: the same in redraws of the lots, draws × units.
    """
    expected = redrawn.mean(axis=0)
    luck, other_luck = won - expected, redrawn - expected
    # The instrument's mean is zero by design; taking off the outcome's mean only lowers its noise.
    change = change - change.mean()
    pull, change_with_luck = float(luck @ finished), float(luck @ change)
    if abs(pull) < SMALLEST_PULL:
        return None
    effect = change_with_luck / pull
    spread = float(np.std(other_luck @ (change - effect * (finished - finished.mean()))) / abs(pull))
    test = _Randomisation(change, finished, luck, other_luck)
    reach = ENDS * max(spread, SMALLEST_PULL)
    return LotResult(
        effect,
        test.end(effect, effect - reach),
        test.end(effect, effect + reach),
        test.p_value(0.0),
        float((norm.ppf((1 + CONFIDENCE) / 2) + norm.ppf(POWER)) * spread),
        pull / float(luck @ won) if luck @ won else 0.0,
    )


@dataclass(frozen=True)
class _Randomisation:
    change: Floats
    finished: Floats
    luck: Floats
    other_luck: Floats

    def p_value(self, effect: float) -> float:
        """(1 + how often a redraw gives at least as large a statistic) / (1 + draws)."""
        left = self.change - effect * (self.finished - self.finished.mean())
        observed = abs(self.luck @ left)
        beyond = int((np.abs(self.other_luck @ left) >= observed - SMALLEST_PULL).sum())
        return (beyond + 1) / (len(self.other_luck) + 1)

    def end(self, inside: float, outside: float) -> float:
        def beyond(effect: float) -> float:
            return self.p_value(effect) - (1 - CONFIDENCE)

        if beyond(outside) > 0:
            return float(np.copysign(np.inf, outside - inside))
        return float(brentq(beyond, inside, outside, xtol=abs(outside - inside) * 1e-6))
