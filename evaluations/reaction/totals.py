"""What was thought over many batches: of a program, a partner, an instructor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, stdev
from typing import Final

from django.db.models import QuerySet

from evaluations.models import ReactionAnswer
from evaluations.reaction.opinions import LEAST_ANSWERS
from partners.models import Institution, Instructor
from people.access import Access
from programs.models import Program


class About(StrEnum):
    """What a total is about, as it stands in addresses."""

    PROGRAM = "program"
    PARTNER = "mitra"
    INSTRUCTOR = "pengajar"


KEYS: Final = {
    About.PROGRAM: "form__batch__program_id",
    About.PARTNER: "institution_id",
    About.INSTRUCTOR: "instructor_id",
}


@dataclass(frozen=True, slots=True)
class Total:
    """One program, partner or instructor: over how many batches and answers, the mean of answers' means and spread."""

    key: int
    title: str
    batches: int
    count: int
    mean: float
    deviation: float


def answers_about(about: About, access: Access, key: int | None = None) -> QuerySet[ReactionAnswer]:
    """The released answers about programs, partners or instructors (or one: `key`) that the visitor may read."""
    answers = ReactionAnswer.objects.visible_to(access).filter(released=True)
    if about == About.PROGRAM:
        answers = answers.filter(instructor__isnull=True, institution__isnull=True)
    else:
        answers = answers.filter(**{f"{KEYS[about]}__isnull": False})
    return answers.filter(**{KEYS[about]: key}) if key is not None else answers


def totals_of(about: About, access: Access) -> list[Total]:
    """The totals that the visitor may read, by name; two queries."""
    means: defaultdict[int, list[float]] = defaultdict(list)
    batches: defaultdict[int, set[int]] = defaultdict(set)
    rows = answers_about(about, access).order_by("pk").values_list(KEYS[about], "form__batch_id", "scores")
    for key, batch, scores in rows:
        means[key].append(fmean(scores))
        batches[key].add(batch)
    names = names_of(about, means)
    found = [
        Total(key, names[key], len(batches[key]), len(given), fmean(given), stdev(given))
        for key, given in means.items()
        if len(given) >= LEAST_ANSWERS
    ]
    return sorted(found, key=lambda total: (total.title, total.key))


def names_of(about: About, keys: Iterable[int]) -> dict[int, str]:
    """The names behind ids."""
    match about:
        case About.PROGRAM:
            return dict(Program.objects.filter(pk__in=keys).values_list("pk", "title"))
        case About.PARTNER:
            return dict(Institution.objects.filter(pk__in=keys).values_list("pk", "name"))
        case About.INSTRUCTOR:
            return dict(Instructor.objects.filter(pk__in=keys).values_list("pk", "name"))
