"""What a planned comparison could show: units and answers needed, the smallest effect seen, and the curve of power.

Pure: `evaluations/impact/planning.py` has the formulas and their sources.
"""

from dataclasses import dataclass

from evaluations.impact.planning import Design, Noise, answers_needed, units_needed
from evaluations.impact.rules import POWER

STEPS = 12
LARGEST_EFFECT = 75.0
"""From the lowest to the highest index: no effect is larger."""


@dataclass(frozen=True)
class Power:
    """The answers for a design; None: no number that is looked at would do."""

    design: Design
    effect: float
    chance: float
    smallest: float | None
    units: int | None
    answers: int | None
    curve: tuple[tuple[float, float], ...]
    """Effects in points, with the chance (0 to 1) that each is seen."""


def power_of(*, design: Design, effect: float, noise: Noise) -> Power:
    """Everything that the page says of a design and an effect in points."""
    smallest = smallest_effect(design, noise)
    return Power(
        design=design,
        effect=effect,
        chance=design.power(effect, noise),
        smallest=smallest,
        units=units_needed(effect, design, noise),
        answers=answers_needed(effect, design, noise),
        curve=curve(design, noise, upto=max(effect, smallest or 0) * 1.5),
    )


def smallest_effect(design: Design, noise: Noise, power: float = POWER) -> float | None:
    """The smallest effect in points seen with this chance, to a hundredth upwards; None when none would be.

    Found by halving: what is seen stays seen when it is larger.
    """
    least, most = 1, round(LARGEST_EFFECT * 100)
    if design.power(most / 100, noise) < power:
        return None
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if design.power(middle / 100, noise) >= power else (middle + 1, most)
    return least / 100


def curve(design: Design, noise: Noise, *, upto: float) -> tuple[tuple[float, float], ...]:
    """Chances of effects from nothing to `upto` points, in equal steps."""
    effects = [round(upto * step / STEPS, 2) for step in range(STEPS + 1)]
    return tuple((effect, design.power(effect, noise)) for effect in effects)
