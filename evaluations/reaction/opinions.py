"""From participants' scores to what people may read: mean, spread and counts of each question, from five answers on."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Final

LEAST_ANSWERS: Final = 5
"""Fewer are not shown to anybody: in a small class one would guess whose they are."""

BAR_HEIGHT: Final = 24
BAR_STEP: Final = 12


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One question: mean and standard deviation on its scale of 1 to 4, and how many gave each answer."""

    question: str
    mean: float
    deviation: float
    counts: tuple[int, int, int, int]

    @property
    def bars(self) -> tuple[tuple[int, int, int, int], ...]:
        """The counts as four bars for a picture 48 wide and 24 high: x, y, height, and the count itself."""
        tallest = max(self.counts)
        heights = [round(BAR_HEIGHT * count / tallest) if tallest else 0 for count in self.counts]
        return tuple(
            (place * BAR_STEP, BAR_HEIGHT - height, height, count)
            for place, (height, count) in enumerate(zip(heights, self.counts, strict=True))
        )


@dataclass(frozen=True, slots=True)
class PartResult:
    """What was thought of one thing (the batch, an instructor): `items` is empty with fewer than five answers."""

    title: str
    count: int
    items: tuple[ItemResult, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def mean(self) -> float | None:
        """The mean over all questions, each weighing the same; None when nothing may be shown."""
        return fmean(item.mean for item in self.items) if self.items else None


def result_of(
    title: str, questions: Sequence[str], answers: Sequence[Sequence[int]], comments: Sequence[str] = ()
) -> PartResult:
    """The result of one part: `answers` holds each participant's scores in the order of `questions`.

    Comments come in alphabetical order, since any other could tell who wrote first.
    """
    if len(answers) < LEAST_ANSWERS:
        return PartResult(title, len(answers))
    columns = zip(questions, zip(*answers, strict=True), strict=True)
    items = tuple(_item(question, scores) for question, scores in columns)
    return PartResult(title, len(answers), items, tuple(sorted(comment for comment in comments if comment)))


def _item(question: str, scores: Sequence[int]) -> ItemResult:
    first, second, third, fourth = (scores.count(value) for value in (1, 2, 3, 4))
    return ItemResult(question, fmean(scores), stdev(scores), (first, second, third, fourth))
