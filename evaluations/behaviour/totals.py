"""What programs changed at work, in totals only: no person can be told from them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import sqrt
from statistics import fmean, stdev
from typing import Any, Final, TypeVar

from django.db.models import QuerySet
from scipy.stats import t as student

from evaluations.behaviour.atoms import REST, atoms_of
from evaluations.behaviour.seen import Group, Seen, closed_reviews
from evaluations.models import BehaviourReview
from evaluations.reaction.opinions import LEAST_ANSWERS
from pembinaan.base.dates import today

CONFIDENCE: Final = 0.95
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class View:
    """What one kind of rater saw: mean and spread over participants (1 to 4); None with fewer than five."""

    count: int = 0
    mean: float | None = None
    deviation: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Self minus others over participants with both (−3 to 3), with its 95 % interval (paired t); None below five."""

    count: int = 0
    mean: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class BehaviourSummary:
    """Reviews that have closed: of how many asked, what each side saw, the gap, and verdicts on action plans.

    `asked` counts every participant asked, also while the form is open. `verdicts` holds a count by value of
    `Verdict`; None when fewer than five plans were judged in any one group.
    """

    asked: int = 0
    self_view: View = field(default_factory=View)
    heads: View = field(default_factory=View)
    colleagues: View = field(default_factory=View)
    gap: Gap = field(default_factory=Gap)
    verdicts: Mapping[str, int] | None = None


def behaviour_of(*, batches: Iterable[int], day: date | None = None) -> BehaviourSummary:
    """The summary of batches (their ids) as it may be read on the city's day `day`, else today."""
    return summaries_of(dict.fromkeys(batches, 0), day=day).get(0, BehaviourSummary())


def summaries_of(batches: Mapping[int, Key], *, day: date | None = None) -> dict[Key, BehaviourSummary]:
    """The summaries of sets of batches; `batches` names the set of each. Three queries however many they are."""
    reviews = BehaviourReview.objects.filter(enrollment__batch__in=list(batches)).order_by()
    asked = Counter(batches[key] for key in reviews.values_list("enrollment__batch_id", flat=True))
    found = summarise(closed_reviews(reviews, day or today()), lambda group, _part: batches[group[0]])
    return {key: replace(found.get(key, BehaviourSummary()), asked=count) for key, count in asked.items()}


def agencies_of(reviews: QuerySet[BehaviourReview], *, day: date | None = None) -> dict[int, BehaviourSummary]:
    """The summaries of agencies (unit ids) over `reviews`, from the batches where each has a group of its own."""
    found = summarise(closed_reviews(reviews, day or today()), lambda _group, part: part)
    return {key: summary for key, summary in found.items() if key is not REST}


def summarise(seen: Sequence[Seen], key_of: Callable[[Group, int | None], Key]) -> dict[Key, BehaviourSummary]:
    """Sum up what was seen: `key_of` says for an atom (its group and agency) to which summary it belongs, whole."""
    selves, heads = _gathered(seen, "self_mean", key_of), _gathered(seen, "head_mean", key_of)
    colleagues, gaps = _gathered(seen, "colleague_mean", key_of), _gathered(seen, "gap", key_of)
    verdicts = _gathered(seen, "verdict", key_of)
    return {
        key: BehaviourSummary(
            self_view=view_of(selves.get(key, [])),
            heads=view_of(heads.get(key, [])),
            colleagues=view_of(colleagues.get(key, [])),
            gap=gap_of(gaps.get(key, [])),
            verdicts=Counter(verdicts[key]) if key in verdicts else None,
        )
        for key in {*selves, *heads, *colleagues, *gaps, *verdicts}
    }


def _gathered(seen: Sequence[Seen], name: str, key_of: Callable[[Group, int | None], Key]) -> dict[Key, list[Any]]:
    values = ((one.group, one.agency, getattr(one, name)) for one in seen)
    found: dict[Key, list[Any]] = {}
    for (group, part), held in atoms_of(each for each in values if each[2] not in (None, "")).items():
        found.setdefault(key_of(group, part), []).extend(held)
    return found


def view_of(means: Sequence[float]) -> View:
    """Mean and spread of participants' means; only their number with fewer than five."""
    if len(means) < LEAST_ANSWERS:
        return View(len(means))
    return View(len(means), fmean(means), stdev(means))


def gap_of(gaps: Sequence[float]) -> Gap:
    """The mean of paired differences with its interval by Student's t on n − 1 degrees of freedom."""
    if len(gaps) < LEAST_ANSWERS:
        return Gap(len(gaps))
    mean = fmean(gaps)
    margin = float(student.ppf((1 + CONFIDENCE) / 2, len(gaps) - 1)) * stdev(gaps) / sqrt(len(gaps))
    return Gap(len(gaps), mean, mean - margin, mean + margin)
