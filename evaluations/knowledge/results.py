"""What the tests of batches say: read in three queries, counted by the pure rules, nothing below five pairs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evaluations.knowledge import statistics
from evaluations.knowledge.statistics import Interval
from evaluations.models import KnowledgeAttempt, KnowledgeKey, KnowledgeRound, RoundKind

LEAST_PAIRS = 5
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Learning:
    """What people learned, from those who took both tests; every figure is None below five pairs.

    `before` and `after` are mean percents of right answers (0 to 100), `gain` their difference in points,
    `normalised` the part of what was left to learn that was learned, `effect_size` the gain in standard deviations.
    """

    pairs: int
    before: float | None = None
    after: float | None = None
    gain: Interval | None = None
    normalised: float | None = None
    effect_size: Interval | None = None


@dataclass(frozen=True)
class Tested:
    """The answers to one version of a test: by enrollment, in each round, beside the key. Never leaves this room."""

    version_id: int
    key: Ints
    before: dict[int, Ints] = field(default_factory=dict)
    after: dict[int, Ints] = field(default_factory=dict)

    @property
    def pairs(self) -> list[int]:
        """The enrollments that answered both rounds."""
        return sorted(self.before.keys() & self.after.keys())

    def percents(self, answers: dict[int, Ints]) -> list[float]:
        """The percent of right answers of each pair in one round, in the order of `pairs`."""
        return [float((answers[one] == self.key).mean() * 100) for one in self.pairs]

    def rights(self, answers: dict[int, Ints]) -> NDArray[np.float64]:
        """1 for right and 0 for wrong or left out: a row for everybody who answered, a column a question."""
        rows = [answers[one] == self.key for one in sorted(answers)]
        return np.array(rows, dtype=float).reshape(len(rows), len(self.key))


def learning_of(*, batches: Iterable[int]) -> Learning:
    """What the participants of these batches learned together.

    Batches whose second test still runs don't count, nor do batches with fewer than five pairs: beside the other
    batches' own figures a sum would else tell of those few.
    """
    before, after = scores_of(tested_in(batches))
    return learning(before, after)


def learning(before: list[float], after: list[float]) -> Learning:
    """The figures of paired percents, in the same order of people."""
    if len(before) < LEAST_PAIRS:
        return Learning(len(before))
    return Learning(
        pairs=len(before),
        before=float(np.mean(before)),
        after=float(np.mean(after)),
        gain=statistics.mean_gain(before, after),
        normalised=statistics.normalised_gain(before, after),
        effect_size=statistics.effect_size(before, after),
    )


def scores_of(tested: dict[int, Tested]) -> tuple[list[float], list[float]]:
    """The paired percents of the batches that count, before and after, in the same order of people."""
    shown = counted(tested)
    before = [percent for one in shown for percent in one.percents(one.before)]
    return before, [percent for one in shown for percent in one.percents(one.after)]


def counted(tested: dict[int, Tested]) -> list[Tested]:
    """The batches whose people count: those with five pairs, and one that is alone however few it has."""
    return [one for one in tested.values() if len(tested) == 1 or len(one.pairs) >= LEAST_PAIRS]


def tested_in(batches: Iterable[int]) -> dict[int, Tested]:
    """The answers of each batch whose tests are over."""
    rounds = KnowledgeRound.objects.over().filter(batch__in=list(batches))
    versions = dict(rounds.order_by("batch_id").values_list("batch_id", "version_id"))
    keys = _keys(set(versions.values()))
    found = {batch: Tested(version, keys[version]) for batch, version in versions.items()}
    attempts = KnowledgeAttempt.objects.filter(round__batch__in=found).order_by("pk")
    for batch, kind, enrollment, answers in attempts.values_list(
        "round__batch_id", "round__kind", "enrollment_id", "answers"
    ):
        rows = found[batch].before if kind == RoundKind.BEFORE else found[batch].after
        rows[enrollment] = np.array(answers)
    return found


def _keys(versions: set[int]) -> dict[int, Ints]:
    """Each version's right answers, in the order of its questions."""
    rights: defaultdict[int, list[int]] = defaultdict(list)
    keys = KnowledgeKey.objects.filter(item__version__in=versions).order_by("item__version_id", "item__position")
    for version, right in keys.values_list("item__version_id", "right"):
        rights[version].append(right)
    return {version: np.array(each) for version, each in rights.items()}
