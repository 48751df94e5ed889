"""Intervals, p-values, Holm's correction, and the smallest effect that the data could have shown."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from evaluations.impact.rules import CONFIDENCE, POWER


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval from Student's t; without an error only the number is known."""

    value: float
    error: float | None = None
    freedom: int = 0

    @property
    def is_interval(self) -> bool:
        """Whether an interval can be given."""
        return self.error is not None and self.freedom >= 1

    @property
    def margin(self) -> float:
        """Half the interval's width; infinite where none can be given."""
        return quantile(self.freedom) * self.error if self.error is not None and self.freedom >= 1 else float("inf")

    @property
    def low(self) -> float:
        """The interval's lower end."""
        return self.value - self.margin

    @property
    def high(self) -> float:
        """The interval's upper end."""
        return self.value + self.margin

    @property
    def p_value(self) -> float:
        """Two-sided, of no effect; 1 where nothing is known."""
        if not self.is_interval or self.error is None:
            return 1.0
        if self.error == 0:
            return float(self.value == 0)
        return float(2 * stats.t.sf(abs(self.value) / self.error, self.freedom))

    @property
    def detectable(self) -> float:
        """The smallest true effect that would have been found with a chance of 80 %.

        (t_{0.975} + t_{0.80}) times the standard error (Bloom 1995).
        """
        if self.error is None or self.freedom < 1:
            return float("inf")
        return float((quantile(self.freedom) + stats.t.ppf(POWER, self.freedom)) * self.error)


def quantile(freedom: int) -> float:
    """Student's t for a two-sided 95 % interval."""
    return float(stats.t.ppf((1 + CONFIDENCE) / 2, freedom))


def estimate(value: float, error: float, freedom: int) -> Estimate:
    """An estimate whose error may be nan, when it rests on a single unit."""
    return Estimate(float(value), None if np.isnan(error) else float(error), freedom)


def holm(p_values: Mapping[Hashable, float]) -> dict[Hashable, float]:
    """Adjusted p-values of Holm (1979): max over i ≤ j of min(1, (m − i + 1) p_(i)), in ascending order."""
    ordered = sorted(p_values.items(), key=lambda item: item[1])
    adjusted: dict[Hashable, float] = {}
    highest = 0.0
    for place, (name, value) in enumerate(ordered):
        highest = max(highest, min(1.0, (len(ordered) - place) * value))
        adjusted[name] = highest
    return adjusted
