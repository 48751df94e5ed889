"""Worked examples for the page that explains the estimate: invented figures, judged by the real rules. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from evaluations.impact.inference import Estimate
from evaluations.impact.leads import Breakdown
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.verdict import Verdict, verdict_of

TRUTH, ERROR, FREEDOM, DRAWS = 2.0, 0.6, 11, 20
MONTHS: Final = range(-6, 7)
WIGGLE: Final = (0.2, -0.3, 0.1, 0.3, -0.2, -0.1, 0.2, -0.2, 0.3, 0.0, -0.3, 0.1, -0.1)
"""What happens to every unit of the city in a month."""
CITY_TREND, HEAD_START, EFFECT = 0.15, 3.0, 2.0
STAFF: Final = 8
UNITS: Final = 150


@dataclass(frozen=True)
class Month:
    """One month of two groups of units: index, and what would be expected of the trained without training."""

    month: int
    others: float
    expected: float
    trained: float


@dataclass(frozen=True)
class Changes:
    """Means after less means before."""

    trained: float
    others: float

    @property
    def effect(self) -> float:
        """What is left of the trained units' change when the others' is taken off."""
        return self.trained - self.others


@dataclass(frozen=True)
class VerdictExample:
    """An invented result and the verdict that the rules give it; `estimate` is None where data are too few."""

    verdict: Verdict
    estimate: Estimate | None
    adjusted_p: float = 0.01
    bootstrap_p: float = 0.01
    multiple: float = 2.0


@dataclass(frozen=True)
class Staffed:
    """A unit with so many of its staff trained, and what that makes of it."""

    trained: int
    staff: int
    is_control: bool
    is_treated: bool


@dataclass(frozen=True)
class Groups:
    """Mean index before training of those who will be trained and of the others."""

    trained: float
    others: float


EXAMPLES: Final = (
    VerdictExample(Verdict.STRONG, Estimate(2.4, 0.55, 11)),
    VerdictExample(Verdict.WEAK, Estimate(1.4, 0.55, 11), bootstrap_p=0.08),
    VerdictExample(Verdict.NO_EVIDENCE, Estimate(0.5, 0.65, 11), adjusted_p=0.46, bootstrap_p=0.47),
    VerdictExample(Verdict.SMALL, Estimate(0.1, 0.25, 11), adjusted_p=0.7, bootstrap_p=0.7),
    VerdictExample(Verdict.HARMFUL, Estimate(-1.8, 0.55, 11)),
    VerdictExample(Verdict.NOT_ENOUGH, None),
)


def judged(example: VerdictExample, rules: Rules = DEFAULT) -> Verdict:
    """What the rules say of an example."""
    if example.estimate is None:
        return Verdict.NOT_ENOUGH
    bound = Breakdown(example.multiple, example.estimate, ())
    return verdict_of(
        example.estimate, rules, adjusted_p=example.adjusted_p, bootstrap_p=example.bootstrap_p, breakdown=bound
    )


def two_groups() -> list[Month]:
    """Two groups that move alike, until one of them is trained in month 0 and gains EFFECT points."""
    found = []
    for month, wiggle in zip(MONTHS, WIGGLE, strict=True):
        others = 80 + CITY_TREND * month + wiggle
        expected = others + HEAD_START
        found.append(Month(month, others, expected, expected + (EFFECT if month >= 0 else 0.0)))
    return found


def changes(months: Sequence[Month]) -> Changes:
    """How much each group changed from the months before 0 to the months from 0 on."""
    before = [each for each in months if each.month < 0]
    after = [each for each in months if each.month >= 0]

    def change(name: str) -> float:
        late, early = (float(np.mean([getattr(each, name) for each in part])) for part in (after, before))
        return late - early

    return Changes(change("trained"), change("others"))


def repeated_draws(seed: int = DEFAULT.seed) -> list[Estimate]:
    """What DRAWS equal cities would find of an effect of TRUTH points, each from the answers that it happens to get."""
    chance = np.random.default_rng(seed)
    values = chance.normal(TRUTH, ERROR, DRAWS)
    errors = ERROR * np.sqrt(chance.chisquare(FREEDOM, DRAWS) / FREEDOM)
    return [Estimate(float(value), float(error), FREEDOM) for value, error in zip(values, errors, strict=True)]


def holds(estimate: Estimate, truth: float = TRUTH) -> bool:
    """Whether the interval holds the truth."""
    return estimate.low <= truth <= estimate.high


def staffed_units(rules: Rules = DEFAULT, staff: int = STAFF) -> list[Staffed]:
    """Units of `staff` people with nobody, one, one too few, and just enough trained."""
    enough = ceil(rules.threshold * staff)
    return [
        Staffed(trained, staff, is_control=trained == 0, is_treated=trained >= enough)
        for trained in sorted({0, max(enough - 1, 1), enough})
    ]


def by_choice_and_by_lot(units: int = UNITS, seed: int = DEFAULT.seed) -> tuple[Groups, Groups]:
    """Half of some units are trained: the weakest ones, or those that a lot picks."""
    chance = np.random.default_rng(seed)
    levels = np.sort(chance.normal(82, 4, units))
    half = units // 2
    drawn = chance.permutation(units)
    return (
        Groups(float(levels[:half].mean()), float(levels[half:].mean())),
        Groups(float(levels[drawn[:half]].mean()), float(levels[drawn[half:]].mean())),
    )
