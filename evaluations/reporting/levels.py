"""Levels 1 to 3 read for a report: in total, and for each line of its tables; nothing from fewer than five people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from django.db.models import Count, Q
from scipy.stats import t as student

from evaluations.behaviour.totals import BehaviourSummary, behaviour_of, summaries_of
from evaluations.impact.rules import CONFIDENCE
from evaluations.knowledge.results import Learning, learning, scores_of, tested_in
from evaluations.models import ReactionAnswer, ReactionInvitation
from evaluations.reaction.opinions import LEAST_ANSWERS
from evaluations.reaction.results import ReactionSummary, reaction_of
from evaluations.reporting.selection import Selection


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of `count` opinions with its 95 % interval; figures are None below five."""

    count: int = 0
    mean: float | None = None
    deviation: float | None = None

    @property
    def margin(self) -> float | None:
        """Half the 95 % interval: Student's t on n − 1 degrees of freedom times s / √n."""
        if self.deviation is None or self.count < LEAST_ANSWERS:
            return None
        return float(student.ppf((1 + CONFIDENCE) / 2, self.count - 1)) * self.deviation / sqrt(self.count)


@dataclass(frozen=True, slots=True)
class Reaction:
    """Level 1 of one line: how many were asked and answered, and the mean of released answers (1 to 4)."""

    asked: int
    answered: int
    mean: Mean


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels 1 to 3, in total and by the key of a line."""

    reaction: ReactionSummary
    reactions: Mapping[int, Reaction]
    learning: Learning
    learnings: Mapping[int, Learning]
    behaviour: BehaviourSummary
    behaviours: Mapping[int, BehaviourSummary]


def levels_of(selection: Selection, day: date) -> Levels:
    """Levels 1 to 3 as they may be read on the city's day `day`; the number of queries doesn't grow with batches."""
    line_of = {run.pk: selection.group_of(run) for run in selection.runs}
    tested = tested_in(line_of)
    by_line: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    for batch, each in tested.items():
        by_line[line_of[batch]][batch] = each
    return Levels(
        reaction=reaction_of(batches=line_of),
        reactions=_reactions(line_of),
        learning=learning(*scores_of(tested)),
        learnings={line: learning(*scores_of(each)) for line, each in by_line.items()},
        behaviour=behaviour_of(batches=line_of, day=day),
        behaviours=summaries_of(line_of, day=day),
    )


def mean_of(values: Sequence[float]) -> Mean:
    """Mean and spread, or only the number below five."""
    if len(values) < LEAST_ANSWERS:
        return Mean(len(values))
    return Mean(len(values), fmean(values), stdev(values))


def _reactions(line_of: Mapping[int, int]) -> dict[int, Reaction]:
    invited = ReactionInvitation.objects.filter(form__batch__in=line_of).order_by().values("form__batch_id")
    counts = invited.annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answered=True)))
    asked: defaultdict[int, int] = defaultdict(int)
    answered: defaultdict[int, int] = defaultdict(int)
    for batch, many, back in counts.values_list("form__batch_id", "asked", "answered"):
        asked[line_of[batch]] += many
        answered[line_of[batch]] += back
    means: defaultdict[int, list[float]] = defaultdict(list)
    # Released five at a time for each batch: no difference of two reports tells of fewer.
    released = ReactionAnswer.objects.filter(
        form__batch__in=line_of, released=True, instructor__isnull=True, institution__isnull=True
    )
    for batch, scores in released.order_by("pk").values_list("form__batch_id", "scores"):
        means[line_of[batch]].append(fmean(scores))
    return {line: Reaction(asked[line], answered[line], mean_of(means[line])) for line in asked}
