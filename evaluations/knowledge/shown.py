"""What the tests of batches say, as pages and files show it: read in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from evaluations.knowledge import statistics
from evaluations.knowledge.items import ItemFigures, item_figures
from evaluations.knowledge.results import LEAST_PAIRS, Learning, Tested, counted, learning, scores_of, tested_in
from evaluations.knowledge.statistics import Individual
from evaluations.knowledge.words import DISCRIMINATIONS, FLAGS, sentences_of, word_of
from surveys.models import Item

BAND = 20
"""Percent points a band of the picture; the highest holds 100 too."""


@dataclass(frozen=True)
class Band:
    """How many people had so many percent right, before and after."""

    label: str
    before: int
    after: int


@dataclass(frozen=True)
class ItemLine:
    """A question with its figures in percent and in words."""

    number: int
    topic: str
    text: str
    before: float | None
    after: float | None
    figures: ItemFigures
    worth: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """The results of one batch or of several together; empty but for the counts below five pairs."""

    learning: Learning
    sentences: list[str]
    change: Individual | None
    only_before: int
    only_after: int
    in_small_batches: int
    bands: list[Band]
    items: list[ItemLine]
    people: int

    @property
    def is_shown(self) -> bool:
        """Whether there are pairs enough."""
        return self.learning.gain is not None

    @property
    def is_discriminating(self) -> bool:
        """Whether there were people enough to say how questions tell them apart."""
        return any(line.figures.discrimination is not None for line in self.items)


def shown_of(batches: Collection[int]) -> Shown:
    """The results of batches whose tests are over; questions of the newest version that these batches were asked."""
    tested = tested_in(batches)
    shown = counted(tested)
    before, after = scores_of(tested)
    found = learning(before, after)
    is_enough = len(before) >= LEAST_PAIRS
    newest = [one for one in shown if one.version_id == max(each.version_id for each in shown)] if is_enough else []
    return Shown(
        learning=found,
        sentences=sentences_of(found),
        change=statistics.mean_normalised_change(before, after) if is_enough else None,
        only_before=sum(len(one.before.keys() - one.after.keys()) for one in shown),
        only_after=sum(len(one.after.keys() - one.before.keys()) for one in shown),
        in_small_batches=sum(len(one.pairs) for one in tested.values()) - len(before),
        bands=bands_of(before, after) if is_enough else [],
        items=_items(newest) if newest else [],
        people=sum(len(one.after) for one in newest),
    )


def bands_of(before: list[float], after: list[float]) -> list[Band]:
    """How the pairs spread over bands of twenty percent points."""
    edges = np.arange(0, 100 + BAND, BAND)
    counts = [np.histogram(np.round(scores, 6), edges)[0] for scores in (before, after)]
    return [
        Band(f"{low}–{low + BAND - 1 if low + BAND < 100 else 100}", int(then), int(now))
        for low, then, now in zip(edges, *counts, strict=False)
    ]


def _items(tested: list[Tested]) -> list[ItemLine]:
    before = np.vstack([one.rights(one.before) for one in tested])
    after = np.vstack([one.rights(one.after) for one in tested])
    figures = item_figures(before, after)
    items = Item.objects.filter(version=tested[0].version_id, wordings__language="id").order_by("position")
    rows = items.values_list("position", "element__name", "wordings__question")
    return [_line(row, each) for row, each in zip(rows, figures, strict=True)]


def _line(row: tuple[int, str, str], figures: ItemFigures) -> ItemLine:
    number, topic, text = row
    known, knows = (None if share is None else share * 100 for share in (figures.before, figures.after))
    worth = "" if figures.discrimination is None else word_of(figures.discrimination, DISCRIMINATIONS)
    return ItemLine(
        number, topic, text, known, knows, figures, worth, tuple(str(FLAGS[flag]) for flag in figures.flags)
    )
