"""Self beside others: what a review shows, from plain scores. Nothing of Django here.

Two colleagues answer. Of both the participant reads one figure over all questions, rounded to half a point, and
nothing question by question: a mean of two by question would be both people's answer wherever it is 1 or 4, and the
rounded one always fits several sheets of each colleague. Who of the two said what is shown to nobody. What is left:
a colleague who tells their own answers gives the other's mean away, to within half a point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from statistics import fmean
from typing import Final

LEAST_COLLEAGUES: Final = 2
"""One colleague's answers would be known as theirs."""
LEAST_QUESTIONS: Final = 3
"""Over one or two questions the rounded figure would be exact."""
STEP: Final = 0.5
"""To which the colleagues' figure is rounded."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question: what the participant and the head saw, from 1 to 4; None: not yet."""

    question: str
    self_score: int | None
    head: int | None

    @property
    def gap(self) -> int | None:
        """Self minus head: above zero, one sees one's own work better than the head does."""
        return None if self.self_score is None or self.head is None else self.self_score - self.head


@dataclass(frozen=True, slots=True)
class Overall:
    """All questions together, from 1 to 4: self, head, and both colleagues in steps of half a point; None: not yet."""

    self_mean: float | None
    head: float | None
    colleagues: float | None

    @property
    def others(self) -> float | None:
        """The mean of the head's view and the colleagues', each weighing the same; None without either."""
        seen = [view for view in (self.head, self.colleagues) if view is not None]
        return fmean(seen) if seen else None

    @property
    def gap(self) -> float | None:
        """Self minus others; None without self or others."""
        return None if self.self_mean is None or self.others is None else self.self_mean - self.others


def lines_of(questions: Sequence[str], *, self_scores: Sequence[int] | None, head: Sequence[int] | None) -> list[Line]:
    """The lines of a review, one for each question, from scores in the order of the questions."""
    return [
        Line(question, self_scores[place] if self_scores else None, head[place] if head else None)
        for place, question in enumerate(questions)
    ]


def overall_of(
    *, self_scores: Sequence[int] | None, head: Sequence[int] | None, colleagues: Sequence[Sequence[int]]
) -> Overall:
    """The review in one line; colleagues only once both have answered three questions or more."""
    safe = len(colleagues) >= LEAST_COLLEAGUES and min(map(len, colleagues)) >= LEAST_QUESTIONS
    return Overall(
        fmean(self_scores) if self_scores else None,
        fmean(head) if head else None,
        rounded(fmean(map(fmean, colleagues))) if safe else None,
    )


def rounded(mean: float) -> float:
    """To the nearest half, halves of it upwards: 2.25 is 2.5."""
    return floor(mean / STEP + 0.5) * STEP
