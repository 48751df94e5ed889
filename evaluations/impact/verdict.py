"""When the data are not enough, and which of six words a result gets. Fixed beforehand, the same for every program."""

from dataclasses import dataclass
from enum import StrEnum

from evaluations.impact.inference import Estimate
from evaluations.impact.leads import Breakdown
from evaluations.impact.rules import CONFIDENCE, Rules
from evaluations.impact.sample import Sample

ALPHA = 1 - CONFIDENCE


class Verdict(StrEnum):
    """The six words."""

    STRONG = "kuat"
    WEAK = "lemah"
    NO_EVIDENCE = "tidak ada bukti"
    SMALL = "terbukti kecil"
    HARMFUL = "merugikan"
    NOT_ENOUGH = "data belum cukup"


class Need(StrEnum):
    """What a result may lack."""

    TREATED_UNITS = "treated_units"
    CONTROL_UNITS = "control_units"
    IDENTIFICATION = "identification"
    """Training cannot be told from the months or from another program, however many units there are."""


@dataclass(frozen=True)
class Shortfall:
    """What is missing: how many there are, and how many are needed."""

    need: Need
    found: int
    needed: int


def shortfalls(sample: Sample) -> tuple[Shortfall, ...]:
    """What the cleaned cells lack; empty when they suffice.

    Months, answers and gaps need no line of their own: a unit or month that lacks them was left out by cleaning.
    """
    rules = sample.rules
    counted = (
        (Need.TREATED_UNITS, int(sample.treated_units.sum()), rules.least_treated),
        (Need.CONTROL_UNITS, int(sample.control_units.sum()), rules.least_controls),
    )
    return tuple(Shortfall(*each) for each in counted if each[1] < each[2])


def verdict_of(
    effect: Estimate, rules: Rules, *, adjusted_p: float, bootstrap_p: float, breakdown: Breakdown | None
) -> Verdict:
    """The word for an effect whose minimums are met.

    "terbukti kecil": the interval lies within ± margin. "merugikan": it lies below zero. "kuat": it lies above zero,
    Holm's p and the bootstrap's p are below 5 %, and the breakdown bound is at least the stated multiple. "lemah": it
    lies above zero, but one of these does not agree. Otherwise "tidak ada bukti".
    """
    if not effect.is_interval:
        return Verdict.NOT_ENOUGH
    if -rules.margin < effect.low and effect.high < rules.margin:
        return Verdict.SMALL
    if effect.high < 0:
        return Verdict.HARMFUL
    if effect.low <= 0:
        return Verdict.NO_EVIDENCE
    robust = breakdown is not None and (breakdown.multiple or 0.0) >= rules.least_breakdown
    return Verdict.STRONG if robust and adjusted_p < ALPHA and bootstrap_p < ALPHA else Verdict.WEAK
