"""What training cost for what it brought: per person, per hour of learning, per point of the index. Pure, exact.

Rupiah are whole numbers; ratios are fractions, rounded only where they are shown.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


def ratio(rupiah: int, amount: int | Decimal | Fraction) -> Fraction | None:
    """Rupiah for one of `amount` (people who finished, JP credited): C / n, exactly; None when there is none."""
    return Fraction(rupiah) / Fraction(amount) if amount > 0 else None


class Reach(StrEnum):
    """What the effect's interval lets one say about the cost of a point."""

    BOUNDED = "bounded"
    """The effect is above zero: two ends."""
    OPEN = "open"
    """The effect may be zero: the cost of a point has a lower end, but no upper one."""
    NONE = "none"
    """The effect is zero or below at every point of its interval: no rise was bought at any price."""
    UNKNOWN = "unknown"
    """No estimate, no cost, or no trained unit."""


@dataclass(frozen=True, slots=True)
class PerPoint:
    """Rupiah for one point of the index at one trained unit: value and 95 % interval, as far as they exist."""

    reach: Reach
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect on the index in points, with the ends of its 95 % interval."""

    value: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, value: float, low: float, high: float) -> "Effect":
        """The effect whose figures are printed so."""
        return cls(Fraction(str(value)), Fraction(str(low)), Fraction(str(high)))


def per_point(*, rupiah: int, units: int, effect: Effect | None) -> PerPoint:
    """The cost of raising the index of one trained unit by one point.

        θ = C / (U · τ)

    C is what the program cost (rupiah), U the number of trained units, τ the estimated effect: the mean rise of a
    trained unit's index, in points. C and U are known exactly, only τ is estimated. The 95 % set of θ holds every
    value that the interval [low, high] of τ does not refuse, {θ : C − θ·U·τ = 0 for a τ in [low, high]}: with
    low > 0 it is [C / (U·high), C / (U·low)]. This is Fieller's set (E. C. Fieller, “Some problems in interval
    estimation”, JRSS B 16, 1954) in the degenerate case of a numerator without error: with var(C) = 0 his condition
    (C − θ·U·τ̂)² ≤ t²·θ²·U²·var(τ̂) is the inverse of τ̂'s own interval.

    When low ≤ 0 < high the set is unbounded (Fieller's second case): a point costs at least C / (U·high), and there
    is neither an upper end nor a figure worth printing. When high ≤ 0 no rise was bought at any price.
    """
    if effect is None or rupiah <= 0 or units <= 0:
        return PerPoint(Reach.UNKNOWN)
    each = Fraction(rupiah, units)
    if effect.high <= 0:
        return PerPoint(Reach.NONE)
    if effect.low <= 0:
        return PerPoint(Reach.OPEN, low=each / effect.high)
    return PerPoint(Reach.BOUNDED, each / effect.value, each / effect.high, each / effect.low)
