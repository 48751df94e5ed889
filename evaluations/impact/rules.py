"""The fixed rules of an evaluation: set before anybody looks at an outcome, printed with every result."""

from dataclasses import dataclass
from typing import Final, Literal

Weighting = Literal["equal", "answers"]

CONFIDENCE: Final = 0.95
POWER: Final = 0.80


@dataclass(frozen=True)
class Rules:
    """What counts as trained, how much data is enough, and what the words of a verdict mean."""

    threshold: float = 0.25
    """Share of the serving staff from which a unit is treated, for good."""
    horizon: int = 12
    """Months after the start over which the effect is averaged."""
    weighting: Weighting = "equal"
    """Weight of a treated cell: every unit-month alike, or by the unit's mean monthly answers before its start."""
    least_answers: int = 10
    least_treated: int = 8
    least_controls: int = 10
    least_untreated: int = 5
    """Untreated units that every used month must have."""
    months_before: int = 6
    months_after: int = 3
    least_present: float = 0.70
    """Share of a unit's months that must have enough answers."""
    least_joint: int = 8
    """Units that another program must have touched to be estimated jointly; below, its cells are left out."""
    lead_count: int = 6
    margin: float = 1.0
    """Points of the index within which an effect is called small."""
    least_breakdown: float = 1.0
    ceiling: float = 88.31
    """Index from which the grade is the best one and room to rise gets scarce."""
    ceiling_share: float = 0.10
    """Share of treated cells whose expected index without training lies above the ceiling, from which it is named."""
    draws: int = 999
    seed: int = 20261124


DEFAULT: Final = Rules()
