"""What programs changed at work, in totals only: no person can be told from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from evaluations.models import BehaviourRater, RaterRole
from evaluations.reaction.opinions import LEAST_ANSWERS
from programs.models import Program


@dataclass(frozen=True, slots=True)
class View:
    """What one kind of rater saw: mean and spread of the raters' own means (1 to 4); None with fewer than five."""

    count: int
    mean: float | None = None
    deviation: float | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """One program's reviews: what participants, heads and colleagues saw."""

    program: Program
    self_view: View
    heads: View
    colleagues: View


def totals_of(programs: Sequence[Program]) -> list[Totals]:
    """The totals of programs, in the given order; one query."""
    means: dict[tuple[int, str], list[float]] = {}
    answered = BehaviourRater.objects.filter(
        review__enrollment__batch__program__in=programs, answered_at__isnull=False
    ).order_by("pk")
    for program_id, role, scores in answered.values_list("review__enrollment__batch__program_id", "role", "scores"):
        means.setdefault((program_id, role), []).append(fmean(scores or ()))
    return [
        Totals(program, *(_view(means.get((program.pk, role), [])) for role in RaterRole.values))
        for program in programs
    ]


def _view(means: Sequence[float]) -> View:
    if len(means) < LEAST_ANSWERS:
        return View(len(means))
    return View(len(means), fmean(means), stdev(means))
