"""What was answered about each participant whose review has closed: nothing of it changes any more."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final, TypeAlias

from django.db.models import QuerySet

from evaluations.models import BehaviourRater, BehaviourReview, RaterRole

SIDES: Final = ("self_mean", "head_mean", "colleague_mean")
Group: TypeAlias = "tuple[int, date]"
"""A batch, and the day on which reviews of its participants closed."""
Pattern: TypeAlias = "tuple[str, ...]"
"""The sides that have answered, by the names of their means."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One participant: means over the questions (1 to 4) by who saw them; None where nobody of that side answered."""

    batch: int
    closes_on: date
    agency: int | None
    self_mean: float | None
    head_mean: float | None
    colleague_mean: float | None
    verdict: str

    @property
    def group(self) -> Group:
        """Those with whom this review closed."""
        return self.batch, self.closes_on

    @property
    def pattern(self) -> Pattern:
        """Which sides have answered."""
        return tuple(side for side in SIDES if getattr(self, side) is not None)

    @property
    def gap(self) -> float | None:
        """Self minus others, head and colleagues weighing the same; None without self or others."""
        others = [view for view in (self.head_mean, self.colleague_mean) if view is not None]
        return self.self_mean - fmean(others) if others and self.self_mean is not None else None


def closed_reviews(reviews: QuerySet[BehaviourReview], day: date) -> list[Seen]:
    """Those of `reviews` that have closed before the city's day `day`, in the order of their ids; two queries."""
    closed = reviews.filter(closes_on__lt=day).order_by("pk")
    answers = _answers(closed)
    rows = closed.values_list("pk", "enrollment__batch_id", "closes_on", "agency_id", "verdict")
    return [
        Seen(
            batch,
            closes_on,
            agency,
            self_mean=_first(answers[key, RaterRole.SELF]),
            head_mean=_first(answers[key, RaterRole.HEAD]),
            colleague_mean=_mean(answers[key, RaterRole.COLLEAGUE]),
            verdict=verdict,
        )
        for key, batch, closes_on, agency, verdict in rows
    ]


def _answers(reviews: QuerySet[BehaviourReview]) -> defaultdict[tuple[int, str], list[float]]:
    """The raters' own means by review and role, the earliest answer first."""
    found: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    answered = BehaviourRater.objects.filter(review__in=reviews.order_by().values("pk"), answered_at__isnull=False)
    for review, role, scores in answered.order_by("answered_at", "pk").values_list("review_id", "role", "scores"):
        found[review, role].append(fmean(scores or ()))
    return found


def _first(means: Sequence[float]) -> float | None:
    """The first head who answered is the head; a second one was asked only because the first was silent."""
    return means[0] if means else None


def _mean(means: Sequence[float]) -> float | None:
    return fmean(means) if means else None
