"""Self beside others: what a review shows, from plain scores. Nothing of Django here."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

LEAST_COLLEAGUES = 2
"""One colleague's answers would be known as theirs; two are shown as their mean only."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question: what the participant, the head and the colleagues (their mean) saw, from 1 to 4; None: not yet."""

    question: str
    self_score: int | None
    head: int | None
    colleagues: float | None

    @property
    def others(self) -> float | None:
        """The mean of the head's view and the colleagues', each weighing the same; None without either."""
        seen = [view for view in (self.head, self.colleagues) if view is not None]
        return fmean(seen) if seen else None

    @property
    def gap(self) -> float | None:
        """Self minus others: above zero, one sees one's own work better than others do."""
        if self.self_score is None or self.others is None:
            return None
        return self.self_score - self.others


def lines_of(
    questions: Sequence[str],
    *,
    self_scores: Sequence[int] | None,
    head: Sequence[int] | None,
    colleagues: Sequence[Sequence[int]],
) -> list[Line]:
    """The lines of a review, one for each question, from scores in the order of the questions."""
    together = (
        [fmean(column) for column in zip(*colleagues, strict=True)] if len(colleagues) >= LEAST_COLLEAGUES else None
    )
    return [
        Line(
            question,
            self_scores[place] if self_scores else None,
            head[place] if head else None,
            together[place] if together else None,
        )
        for place, question in enumerate(questions)
    ]
