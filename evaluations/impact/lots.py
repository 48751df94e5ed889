"""Where seats were drawn by lot: what chance itself says about the effect (Borusyak and Hull 2023).

A unit's share of winners depends on how many applied and on luck; only the luck is as good as an experiment. So the
share is recentred by its expectation over redraws of the same lots,

    z_i = s_i − E[s_i],

and used as instrument for the share d_i that really finished. With Δ_i the unit's change of the outcome, both without
what all units of the same lot have in common and what goes with E[s_i], and weights w_i that luck cannot move,

    β̂ = Σ w_i z_i Δ_i / Σ w_i z_i d_i

is the effect of training the whole staff, for those whom winning brought to finish (compliers). Several lots are
pooled: i then runs over lots and their units, each recentred by its own lot. Inference is by randomisation: under the
sharp null "each unit's change is β0·d_i plus what it would have been", T_r(β0) = Σ w_i z_i^r (Δ_i − β0 d_i) is computed
for every redraw r. The interval holds all β0 that the test does not refuse at 5 %. Whoever lost and applied again
stands in the second lot's list as it was: each lot's luck is drawn anew given its own list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from evaluations.impact.panel import Floats, Whole
from evaluations.impact.rules import CONFIDENCE, POWER

SMALLEST_PULL = 1e-9
TOLD_FROM_NOISE = 10.0
"""How many times larger than the simulation's noise differences of expected shares must be to be used."""
ENDS = 60.0
"""How many standard deviations away from the estimate the interval's ends are looked for."""


@dataclass(frozen=True)
class Stratum:
    """A group that shares its own seats: how many people of each unit applied, by the unit's place."""

    applicants: Whole
    seats: int

    @property
    def is_decided_by_luck(self) -> bool:
        """Whether another draw could have given a unit more or less."""
        return 0 < self.seats < self.applicants.sum() and int((self.applicants > 0).sum()) > 1


@dataclass(frozen=True)
class Lot:
    """The design of one drawing: seats go to people in random order, or to whole units in random order."""

    strata: tuple[Stratum, ...]
    by_unit: bool = False


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
    strength: float
    """How far luck moved the finished share: the square of its statistic over the standard deviation in redraws."""


def redraw(lot: Lot, draws: int, chance: np.random.Generator) -> Whole:
    """Winners of each unit if the lot were drawn again by its own design: draws × units."""
    drawn = [_of_units(each, draws, chance) if lot.by_unit else _of_people(each, draws, chance) for each in lot.strata]
    won: Whole = np.sum(drawn, axis=0)
    return won


def _of_people(stratum: Stratum, draws: int, chance: np.random.Generator) -> Whole:
    """Seats to people in random order: the winners of each unit are multivariate hypergeometric."""
    seats = min(stratum.seats, int(stratum.applicants.sum()))
    found: Whole = chance.multivariate_hypergeometric(stratum.applicants, seats, size=draws, method="marginals")
    return found


def _of_units(stratum: Stratum, draws: int, chance: np.random.Generator) -> Whole:
    """Seats down a random order of units; at most one unit is divided."""
    order = np.argsort(chance.random((draws, len(stratum.applicants))), axis=1)
    sizes = stratum.applicants[order]
    taken_before = np.cumsum(sizes, axis=1) - sizes
    won = np.zeros_like(sizes)
    np.put_along_axis(won, order, np.clip(stratum.seats - taken_before, 0, sizes), axis=1)
    return won


def lot_effect(
    change: Floats, finished: Floats, won: Floats, redrawn: Floats,
    *, weights: Floats | None = None, expected: Floats | None = None, lots: Sequence[int] | Whole | None = None,
) -> LotResult | None:  # fmt: skip
    """The complier effect by recentred instrument and randomisation; None where luck moved nobody.

    Args:
        change: each unit's outcome after minus before, in points.
        finished: by how much the share of its staff that really finished rose, 0 to 1.
        won: share that won a seat, 0 to 1.
        redrawn: the same in redraws of the lots, draws × units.
        weights: precision of each change, only their ratios matter; alike if none are given.
        expected: mean of the share over all possible draws, where it is known; else that of the redraws.
        lots: number of the lot of each entry, where several are pooled.
    """
    known = np.ones(len(change)) if weights is None else weights
    block = np.zeros(len(change), dtype=np.int64) if lots is None else np.asarray(lots)
    mean = redrawn.mean(axis=0) if expected is None else expected
    noise = redrawn.var(axis=0) / len(redrawn) if expected is None else np.zeros(len(change))
    luck, other_luck = (won - mean) * known, (redrawn - mean) * known
    # The instrument's mean is zero by design; taking off what luck cannot move only lowers the noise, and keeps the
    # strength from depending on whether luck fell to eager units.
    change, finished, gained = (_left(each, known, block, mean, noise) for each in (change, finished, won))
    pull = float(luck @ finished)
    if abs(pull) < SMALLEST_PULL * known.max():
        return None
    test = _Randomisation(change, finished, luck, other_luck)
    effect = float(luck @ change) / pull
    spread = float(np.std(other_luck @ (change - effect * finished)) / abs(pull))
    reach = ENDS * max(spread, SMALLEST_PULL)
    moved, chance_alone = float(luck @ gained), float(np.std(other_luck @ finished))
    return LotResult(
        effect,
        test.end(effect, effect - reach),
        test.end(effect, effect + reach),
        test.p_value(0.0),
        float((norm.ppf((1 + CONFIDENCE) / 2) + norm.ppf(POWER)) * spread),
        pull / moved if moved else 0.0,
        (pull / chance_alone) ** 2 if chance_alone else 0.0,
    )


def _left(values: Floats, weights: Floats, lots: Whole, mean: Floats, noise: Floats) -> Floats:
    """What is left of the values when their lot's mean, and what goes with the expected share, are taken off.

    Where expected shares differ by no more than the `noise` (variance) of their simulation, only the mean is taken off.
    """
    _each, place = np.unique(lots, return_inverse=True)
    total = np.bincount(place, weights)
    centred, lead = (each - (np.bincount(place, weights * each) / total)[place] for each in (values, mean))
    spread = np.bincount(place, weights * lead**2)
    is_flat = spread <= np.bincount(place, weights * (TOLD_FROM_NOISE * noise + SMALLEST_PULL))
    slope = np.bincount(place, weights * lead * centred) / np.where(is_flat, 1.0, spread)
    left: Floats = centred - np.where(is_flat, 0.0, slope)[place] * lead
    return left


@dataclass(frozen=True)
class _Randomisation:
    change: Floats
    finished: Floats
    luck: Floats
    other_luck: Floats

    def p_value(self, effect: float) -> float:
        """(1 + how often a redraw gives at least as large a statistic) / (1 + draws)."""
        left = self.change - effect * self.finished
        observed = abs(self.luck @ left)
        beyond = int((np.abs(self.other_luck @ left) >= observed * (1 - SMALLEST_PULL)).sum())
        return (beyond + 1) / (len(self.other_luck) + 1)

    def end(self, inside: float, outside: float) -> float:
        def beyond(effect: float) -> float:
            return self.p_value(effect) - (1 - CONFIDENCE)

        if beyond(outside) > 0:
            return float(np.copysign(np.inf, outside - inside))
        return float(brentq(beyond, inside, outside, xtol=abs(outside - inside) * 1e-6))
