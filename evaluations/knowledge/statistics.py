"""What a test before and the same test after say of learning. Pure: numbers in, numbers out; no Django here.

Scores are percent of right answers, 0 to 100, one a person, `before` and `after` in the same order of people.
Every figure is the same in whatever order the people come.

Sources:
  Hake 1998, Am. J. Phys. 66, 64 (normalised gain); Marx and Cummings 2007, Am. J. Phys. 75, 87 (normalised change);
  Bonett 2008, Psychological Methods 13, 99 (interval of a standardised difference of paired means);
  Lakens 2013, Frontiers in Psychology 4:863 (effect sizes of paired data; Hedges' correction, equation 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

LEVEL = 0.95
FULL = 100.0
NOTHING = 1e-9
"""Below this a variance of percents is rounding."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Individual:
    """A mean over people, and how many it could not be told for."""

    mean: float | None
    left_out: int


def mean_gain(before: Sequence[float], after: Sequence[float]) -> Interval | None:
    """The mean of after − before in percentage points, with Student's t interval of paired differences.

    None for fewer than two people.
    """
    differences = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    if differences.size < 2:
        return None
    mean = float(differences.mean())
    error = float(differences.std(ddof=1)) / float(np.sqrt(differences.size))
    reach = float(stats.t.ppf(0.5 + LEVEL / 2, differences.size - 1)) * error
    return Interval(mean, mean - reach, mean + reach)


def normalised_gain(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Hake's ⟨g⟩ of the class: (mean after − mean before) / (100 − mean before), at most 1.

    None without people, or when everybody knew everything before: there was nothing left to learn.
    """
    if not len(before):
        return None
    known, knows = float(np.mean(before)), float(np.mean(after))
    return None if known >= FULL else (knows - known) / (FULL - known)


def mean_individual_gain(before: Sequence[float], after: Sequence[float]) -> Individual:
    """The mean of each person's (after − before) / (100 − before); Hake's g_ave.

    Whoever had everything right before has no such gain: left out and counted. It is very negative for one who loses
    much near the top; `mean_normalised_change` mends that.
    """
    pairs = list(zip(before, after, strict=True))
    gains = [(now - then) / (FULL - then) for then, now in pairs if then < FULL]
    return Individual(_mean(gains), len(pairs) - len(gains))


def mean_normalised_change(before: Sequence[float], after: Sequence[float]) -> Individual:
    """The mean of each person's normalised change c of Marx and Cummings (their equation 1), −1 to 1.

    A gain is set against what was left to learn, a loss against what was known; an unchanged score is 0, but whoever
    stays at 0 or at 100 is left out and counted.
    """
    changes = [_change(then, now) for then, now in zip(before, after, strict=True)]
    told = [change for change in changes if change is not None]
    return Individual(_mean(told), len(changes) - len(told))


def effect_size(before: Sequence[float], after: Sequence[float]) -> Interval | None:
    """The mean gain in standard deviations, d_av with Hedges' correction, and Bonett's interval.

    The standardiser is the root of the mean of both variances (Bonett 2008; Lakens 2013 calls the figure d_av and
    averages the deviations themselves, which is the same where they are alike). The interval is Bonett's for paired
    means without equal variances: d ± z·se,
    se² = d²(s₁⁴ + s₂⁴ + 2r²s₁²s₂²) / (8(n − 1)s⁴) + s²_difference / ((n − 1)s²).
    The value is d·(1 − 3 / (4(n − 1) − 1)); as in Bonett's own tables the interval stands round d itself.
    None for fewer than three people, and when all scores of a round are alike in both rounds.
    """
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if first.size < 3:
        return None
    covariance: Floats = np.cov(first, second, ddof=1)
    return standardised(
        float(second.mean() - first.mean()), float(covariance[0, 0]), float(covariance[1, 1]),
        covariance=float(covariance[0, 1]), people=first.size,
    )  # fmt: skip


def standardised(
    difference: float, variance_before: float, variance_after: float, *, covariance: float, people: int
) -> Interval | None:
    """`effect_size` from the moments of the scores; None where nothing varies."""
    freedom, square = people - 1, (variance_before + variance_after) / 2
    if square < NOTHING:
        return None
    size = difference / float(np.sqrt(square))
    spread = variance_before**2 + variance_after**2 + 2 * covariance**2
    of_difference = variance_before + variance_after - 2 * covariance
    error = float(np.sqrt(size**2 * spread / (8 * freedom * square**2) + max(of_difference, 0) / (freedom * square)))
    reach = float(stats.norm.ppf(0.5 + LEVEL / 2)) * error
    return Interval(size * (1 - 3 / (4 * freedom - 1)), size - reach, size + reach)


def _change(then: float, now: float) -> float | None:
    if then == now:
        return None if then in (0.0, FULL) else 0.0
    return (now - then) / (FULL - then) if now > then else (now - then) / then


def _mean(values: Sequence[float]) -> float | None:
    # Sorted, so that rounding does not depend on the order of people.
    return float(np.mean(np.sort(values))) if len(values) else None
