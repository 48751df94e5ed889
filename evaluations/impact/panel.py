"""The panel: what was measured in which unit and month, and how much of the unit had been trained by then.

One row a unit (a merged unit's successor is a unit of its own), one column a month. Cells without a figure are
nan with count 0. All figures are points of the index (25 to 100).
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]

NEVER = 10**6
"""A start month that never comes."""


@dataclass(frozen=True)
class OtherProgram:
    """Another program aimed at the same elements: for each unit the first month it touched, or NEVER."""

    name: str
    starts: Whole


@dataclass(frozen=True)
class Panel:
    """Units by months, for one program and one outcome (the index or an element)."""

    units: tuple[Hashable, ...]
    months: tuple[Hashable, ...]
    outcome: Floats
    """Mean of the cell's answers."""
    variance: Floats
    """Variance of a single answer within the cell, so that that of the mean is variance / count."""
    count: Whole
    """Answers in the cell."""
    share: Floats
    """Share of the serving staff that had finished the program when the month began: 0 to 1."""
    touched: Mask
    """Whether anybody serving in the month had finished by its end."""
    exists: Mask
    """Whether the unit existed in the whole month."""
    groups: tuple[Hashable, ...] = ()
    """Each unit's sector, or nothing."""
    others: tuple[OtherProgram, ...] = field(default=())

    def __post_init__(self) -> None:
        shape = (len(self.units), len(self.months))
        for array in (self.outcome, self.variance, self.count, self.share, self.touched, self.exists):
            if array.shape != shape:
                raise ValueError(f"expected {shape[0]} units × {shape[1]} months, found {array.shape}")
        if self.share.size and not (0 <= self.share.min() <= self.share.max() <= 1):
            raise ValueError("shares lie between 0 and 1")
        if np.isinf(self.outcome).any() or np.isinf(self.variance).any():
            raise ValueError("figures are finite, or nan where there are none")


def make_panel(
    outcome: Floats,
    starts: Whole,
    *,
    variance: Floats | float = 0.0,
    count: Whole | int = 100,
    share: float = 1.0,
    others: tuple[OtherProgram, ...] = (),
    groups: tuple[Hashable, ...] = (),
) -> Panel:
    """A panel in which unit i has the share `share` from the month `starts[i]` on: for simulations and published data.

    `starts` holds month numbers from 0, NEVER for units that are never trained.
    """
    shape = outcome.shape
    started = np.arange(shape[1])[None, :] >= starts[:, None]
    return Panel(
        units=tuple(range(shape[0])),
        months=tuple(range(shape[1])),
        outcome=outcome,
        variance=np.broadcast_to(np.asarray(variance, dtype=float), shape),
        count=np.where(np.isnan(outcome), 0, np.broadcast_to(np.asarray(count, dtype=np.int64), shape)),
        share=np.where(started, share, 0.0),
        touched=started,
        exists=np.ones(shape, dtype=bool),
        groups=groups,
        others=others,
    )
