"""Before a program runs: could its effect be seen, and in which order should units be trained so that it can?

A unit's contrast is its mean over the months after minus its mean over the months before. With s² the variance of true
monthly figures around the model, ρ their correlation from month to month, and v the variance of an answer,

    σ² = c'Σc,   Σ_tt' = s² ρ^|t−t'| + 1[t=t'] v/m,   c = −1/b before, 1/a after

and the effect's variance is σ²(1/N₁ + 1/N₀) + τ²/N₁, τ² how much true effects differ between units. Power is that of
the t-test with N₁ − 1 degrees of freedom that the evaluation itself uses (Bloom 1995; Burlig, Preonas and Woerman
2020).
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from evaluations.impact.imputation import noise_variance, sampling_variance
from evaluations.impact.inference import quantile
from evaluations.impact.regression import normal_equations
from evaluations.impact.rules import POWER
from evaluations.impact.sample import Sample

CHANCES = (np.arange(4000) + 0.5) / 4000
MOST_UNITS, MOST_ANSWERS = 2_000, 20_000


@dataclass(frozen=True)
class Noise:
    """What monthly figures are like, as earlier months showed."""

    monthly: float
    """s², in squared points."""
    serial: float
    """ρ, 0 to 1."""
    answer: float
    """v, in squared points."""
    differing: float = 0.0
    """τ², in squared points."""


@dataclass(frozen=True)
class Design:
    """A planned comparison."""

    treated: int
    controls: int
    answers: float
    """Answers a unit and month."""
    before: int = 12
    after: int = 12

    def error(self, noise: Noise) -> float:
        """The expected standard error of the effect."""
        months = np.arange(self.before + self.after)
        contrast = np.where(months < self.before, -1 / self.before, 1 / self.after)
        apart = np.abs(months[:, None] - months[None, :])
        covariance = noise.monthly * np.power(noise.serial, apart) + np.eye(len(months)) * noise.answer / self.answers
        unit = float(contrast @ covariance @ contrast)
        return float(np.sqrt(unit * (1 / self.treated + 1 / self.controls) + noise.differing / self.treated))

    def power(self, effect: float, noise: Noise) -> float:
        """The chance that a true effect of so many points is told from none at 5 %."""
        freedom = self.treated - 1
        if freedom < 1:
            return 0.0
        shift, limit = abs(effect) / self.error(noise), quantile(freedom)
        # The non-central t as a mean over the error's own chance: scipy's overflows far from zero.
        errors = np.sqrt(stats.chi2.ppf(CHANCES, freedom) / freedom)
        return float((stats.norm.sf(limit * errors - shift) + stats.norm.cdf(-limit * errors - shift)).mean())


def noise_of(sample: Sample) -> Noise:
    """What untreated cells of the last months say about the noise."""
    sampling = sampling_variance(sample)
    monthly = noise_variance(sample, sampling)
    normal = normal_equations(sample.panel.outcome, sample.untreated.astype(float), sample.covariates)
    left = np.where(sample.untreated, normal.residuals(normal.coefficients()), np.nan)
    following = left[:, 1:] * left[:, :-1]
    shared = float(np.nanmean(following)) if np.isfinite(following).any() else 0.0
    answers = sample.panel.count[sample.untreated]
    answer = float((sampling[sample.untreated] * answers).mean())
    return Noise(monthly, min(max(shared / monthly, 0.0), 0.95) if monthly > 0 else 0.0, answer)


def units_needed(effect: float, design: Design, noise: Noise, power: float = POWER) -> int | None:
    """The fewest treated units (controls in the design's proportion) that show the effect; None beyond 2,000."""
    ratio = design.controls / design.treated

    def enough(units: int) -> bool:
        wider = replace(design, treated=units, controls=max(round(units * ratio), 1))
        return wider.power(effect, noise) >= power

    return _fewest(enough, 2, MOST_UNITS)


def answers_needed(effect: float, design: Design, noise: Noise, power: float = POWER) -> int | None:
    """The fewest answers a unit and month that show the effect; None when no number of answers would."""

    def enough(answers: int) -> bool:
        return replace(design, answers=answers).power(effect, noise) >= power

    return _fewest(enough, 1, MOST_ANSWERS)


def rollout(units: Sequence[str], waves: int, seed: bytes) -> list[list[str]]:
    """Units by the order of their lot, shared evenly among waves; the last wave is next year's clean comparison.

    The lot is that of seats: ascending HMAC-SHA256 of the unit's code under the public seed, so that anyone can check
    it and nobody can steer it.
    """
    order = sorted(units, key=lambda unit: (hmac.new(seed, unit.encode(), hashlib.sha256).hexdigest(), unit))
    return [list(part) for part in np.array_split(np.array(order, dtype=object), waves)]


def _fewest(enough: Callable[[int], bool], least: int, most: int) -> int | None:
    """The smallest number that is enough, by halving: what is enough stays enough for more."""
    if not enough(most):
        return None
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if enough(middle) else (middle + 1, most)
    return least
