"""What programs changed at work, in totals only: no person can be told from them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import sqrt
from statistics import fmean, stdev
from typing import Final, TypeVar

from django.db.models import QuerySet
from scipy.stats import t as student

from evaluations.behaviour.atoms import REST, atoms_of
from evaluations.behaviour.patterns import levelled
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
    told: dict[Key, list[Seen]] = {}
    atoms = atoms_of(((one.group, one.pattern), one.agency, one) for one in levelled(seen))
    for ((group, _pattern), part), held in atoms.items():
        told.setdefault(key_of(group, part), []).extend(held)
    verdicts: dict[Key, Counter[str]] = {}
    for (group, part), given in atoms_of((one.group, one.agency, one.verdict) for one in seen if one.verdict).items():
        verdicts.setdefault(key_of(group, part), Counter()).update(given)
    return {
        key: BehaviourSummary(
            self_view=view_of(_values(told.get(key, []), "self_mean")),
            heads=view_of(_values(told.get(key, []), "head_mean")),
            colleagues=view_of(_values(told.get(key, []), "colleague_mean")),
            gap=gap_of(_values(told.get(key, []), "gap")),
            verdicts=verdicts.get(key),
        )
        for key in {*told, *verdicts}
    }


def _values(seen: Sequence[Seen], name: str) -> list[float]:
    return [value for one in seen if (value := getattr(one, name)) is not None]


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
