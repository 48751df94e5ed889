"""How good each question of a test is. Pure: no Django here.

Sources:
  Kelley 1939, J. Educational Psychology 30, 17 (the outer 27 % tell best); Ebel 1965, Measuring Educational
  Achievement, p. 364 (what a discrimination is worth); Henrysson 1963, Psychometrika 28, 211 (a question against the
  rest of the test).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

OUTER = 0.27
"""The share of people in the upper and in the lower group (Kelley)."""
LEAST_FOR_DISCRIMINATION = 20
"""Fewer people leave five or fewer in each group: what tells them apart is chance."""
KNOWN_BEFORE, UNKNOWN_AFTER, LITTLE = 0.90, 0.30, 0.20
"""Flags: nine of ten knew it before; under a third know it after; Ebel's limit of what does not discriminate."""
CLEARLY_FEWER = 0.1
CERTAIN = 1.645
"""A correlation below zero by so many of its errors (1/√n) is hardly chance: one in twenty."""
Rights = NDArray[np.float64]


class Flag(StrEnum):
    """What is to be looked at in a question."""

    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    WRONG_KEY = "wrong_key"
    DOES_NOT_TELL = "does_not_tell"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class ItemFigures:
    """One question: the share of right answers before and after (0 to 1), and how it tells people apart after.

    `discrimination` is upper minus lower group (−1 to 1); `rest_correlation` the correlation with the rest of the test.
    """

    before: float | None
    after: float | None
    discrimination: float | None
    rest_correlation: float | None
    flags: tuple[Flag, ...]


def item_figures(before: Rights, after: Rights) -> list[ItemFigures]:
    """The figures of each question from 0/1 matrices, a row a person and a column a question, everybody who answered.

    Discrimination is measured after the training, where knowing is meant to differ from not knowing.
    """
    enough = len(after) >= LEAST_FOR_DISCRIMINATION
    discriminations = upper_lower(after) if enough else [None] * after.shape[1]
    correlations = rest_correlations(after) if enough else [None] * after.shape[1]
    return [
        _figures(_share(before, place), _share(after, place), discriminations[place], correlations[place], len(after))
        for place in range(after.shape[1])
    ]


def upper_lower(rights: Rights) -> list[float | None]:
    """Kelley's D of each question: the share right among the upper 27 % minus that among the lower 27 %.

    The groups are those of the score on all the other questions: in a short test a question would else vouch for
    itself. People of equal score at a group's edge count in part, so that the order of people decides nothing.
    """
    totals = rights.sum(axis=1)
    size = max(1, round(OUTER * len(totals)))
    return [_outer_difference(rights[:, place], totals - rights[:, place], size) for place in range(rights.shape[1])]


def rest_correlations(rights: Rights) -> list[float | None]:
    """The corrected point-biserial of each question: its correlation with the total of all the others.

    None where everybody answered alike, or the rest of the test is alike for everybody.
    """
    totals = rights.sum(axis=1)
    return [_correlation(rights[:, place], totals - rights[:, place]) for place in range(rights.shape[1])]


def _outer_difference(one: Rights, rest: Rights, size: int) -> float:
    return float((_membership(rest, size) - _membership(-rest, size)) @ one / size)


def _membership(scores: Rights, size: int) -> Rights:
    """How much each person belongs to the `size` highest scores: 1, 0, or a part of the places left at the edge."""
    edge = np.sort(scores)[::-1][size - 1]
    above, at_edge = scores > edge, scores == edge
    belongs: Rights = above + at_edge * ((size - above.sum()) / at_edge.sum())
    return belongs


def _correlation(one: Rights, other: Rights) -> float | None:
    if one.std() == 0 or other.std() == 0:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _share(rights: Rights, place: int) -> float | None:
    return float(rights[:, place].mean()) if len(rights) else None


def _figures(
    before: float | None, after: float | None, discrimination: float | None, correlation: float | None, people: int
) -> ItemFigures:
    flags = []
    if before is not None and before > KNOWN_BEFORE:
        flags.append(Flag.TOO_EASY)
    if discrimination is not None and correlation is not None and correlation < -CERTAIN / people**0.5:
        # Explains whatever else is odd about the question.
        return ItemFigures(before, after, discrimination, correlation, (Flag.WRONG_KEY,))
    if after is not None and after < UNKNOWN_AFTER:
        flags.append(Flag.TOO_HARD)
    if before is not None and after is not None and after < before - CLEARLY_FEWER:
        flags.append(Flag.FORGOTTEN)
    # What nearly everybody knows can't tell people apart, and needn't.
    if discrimination is not None and discrimination < LITTLE and after is not None and after <= KNOWN_BEFORE:
        flags.append(Flag.DOES_NOT_TELL)
    return ItemFigures(before, after, discrimination, correlation, tuple(flags))
