"""Sums over answers as published contents carry them: enough to recompute index, margin and elements from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from surveys.figures import Estimate, Figure, Rules, Tally, estimate, figure_of


@dataclass(slots=True)
class Sums:
    """Sums over some answers.

    `scores`: by number of items of the questionnaire, how many answers, the sum of their own scores and of the scores'
    squares; `elements`: by key the sum of the answers and how many chose 1, 2, 3, 4.
    """

    answers: int = 0
    scores: dict[int, list[int]] = field(default_factory=dict)
    elements: dict[str, list[int]] = field(default_factory=dict)

    def add_scores(self, items: int, answers: int, score_sum: int, score_squares: int) -> None:
        """Add the own scores of some answers to a questionnaire of `items` questions."""
        self.answers += answers
        _add(self.scores.setdefault(items, [0, 0, 0]), (answers, score_sum, score_squares))

    def add_element(self, key: str, total: int, histogram: Sequence[int]) -> None:
        """Add the answers on one element."""
        _add(self.elements.setdefault(key, [0] * 5), (total, *histogram))

    def add(self, other: "Sums") -> None:
        """Add other sums."""
        for items, (answers, score_sum, score_squares) in other.scores.items():
            self.add_scores(items, answers, score_sum, score_squares)
        for key, (total, *histogram) in other.elements.items():
            self.add_element(key, total, histogram)

    def estimate(self, rules: Rules) -> Estimate | None:
        """The estimate that follows; None with too few answers."""
        return estimate(self._tally(), self._with_lengths(rules))

    def figure(self, rules: Rules) -> Figure:
        """The figure that follows."""
        return figure_of(self.estimate(rules), rules, count=self.answers)

    def changed_from(self, before: "Sums") -> int:
        """At least how many answers differ from those of other sums: came, went, or were corrected."""
        keys = {*self.elements, *before.elements}
        nothing = [0] * 5
        differences = [
            sum(
                abs(mine - theirs)
                for mine, theirs in zip(
                    self.elements.get(key, nothing)[1:], before.elements.get(key, nothing)[1:], strict=True
                )
            )
            for key in keys
        ]
        return max([abs(self.answers - before.answers), *differences])

    def content(self) -> dict[str, Any]:
        """As a published content says it."""
        return {
            "scores": [
                {"items": items, "answers": answers, "sum": total, "sum_of_squares": squares}
                for items, (answers, total, squares) in sorted(self.scores.items())
            ],
            "element_sums": [
                {"key": key, "sum": total, "histogram": histogram} for key, (total, *histogram) in self.elements.items()
            ],
        }

    def _tally(self) -> Tally:
        tally = Tally(self.answers)
        tally.scores = {items: values[1:] for items, values in self.scores.items()}
        tally.sums = {key: [total, sum(histogram)] for key, (total, *histogram) in self.elements.items()}
        return tally

    def _with_lengths(self, rules: Rules) -> Rules:
        """The rules with questionnaires known by their length alone, which is all that the index needs of them."""
        return replace(rules, versions={items: ("",) * items for items in self.scores})


def sums_of(content: Mapping[str, Any]) -> Sums:
    """The sums of a published content."""
    found = Sums()
    for row in content["scores"]:
        found.add_scores(row["items"], row["answers"], row["sum"], row["sum_of_squares"])
    for row in content["element_sums"]:
        found.add_element(row["key"], row["sum"], row["histogram"])
    return found


def added(parts: Iterable[Sums]) -> Sums:
    """All of them together."""
    whole = Sums()
    for part in parts:
        whole.add(part)
    return whole


def _add(known: list[int], more: Sequence[int]) -> None:
    for place, value in enumerate(more):
        known[place] += value
