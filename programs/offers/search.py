"""Finding programs: words stemmed as Indonesian, typos by likeness, and filters."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Least

from partners.models import InstitutionKind
from pembinaan.base.dates import city_day
from programs.models import Batch, BatchState, Program, Session
from programs.offers.fitting import SMALL_WORDS

# Word similarity (0 to 1) from which a title counts as meant: "pelabuan" finds "Pelabuhan", "arsip" does not.
NEAR_ENOUGH = 0.5
# Of more words than these, the first ones are compared one by one.
MOST_WORDS = 8


@dataclass(frozen=True)
class Wish:
    """What a visitor looks for; what is empty asks nothing. Learning hours in JP."""

    text: str = ""
    form: str = ""
    path: str = ""
    competency: str = ""
    hours_from: int | None = None
    hours_to: int | None = None
    starts_from: date | None = None
    starts_to: date | None = None
    place: str = ""
    open_only: bool = False


@dataclass(frozen=True)
class Hit:
    """A program that was found; `near`: only by likeness, not by its words."""

    program_id: int
    is_open: bool
    near: bool


def hits(wish: Wish, now: datetime) -> list[Hit]:
    """Published programs that match: the best matching first, without words the open ones, then by title.

    Only where no program contains the words, those that resemble them: so a typo still finds.
    """
    programs: Any = _filtered(Program.objects.filter(published=True), wish)
    running = Batch.objects.open_for_enrollment(now).filter(program=OuterRef("pk"))
    programs = _with_batches(programs.annotate(is_open=Exists(running)), wish, now)
    if words := wish.text.strip():
        programs = _matching(programs, words).order_by("near", "-rank", "-likeness", "-is_open", "title", "pk")
    else:
        programs = programs.annotate(near=Value(False)).order_by("-is_open", "title", "pk")
    found = [Hit(*row) for row in programs.values_list("pk", "is_open", "near")]
    exact = [hit for hit in found if not hit.near]
    return exact or found


def _matching(programs: Any, words: str) -> Any:
    query = SearchQuery(_telling(words), config="indonesian", search_type="websearch")
    exact = Q(search=query) | Q(title__icontains=words) | Q(code__iexact=words) | Q(institution__name__icontains=words)
    near = Case(When(exact, then=Value(False)), default=Value(True), output_field=BooleanField())
    return programs.annotate(near=near, rank=SearchRank(F("search"), query), likeness=_likeness(words)).filter(
        exact | Q(likeness__gte=NEAR_ENOUGH)
    )


def _likeness(words: str) -> Any:
    """How much the title resembles the words (0 to 1): all of them together, or the one that resembles least.

    Two words with a typo each fall below the limit together, though each alone is above it.
    """
    together = TrigramWordSimilarity(words, "title")
    each = [TrigramWordSimilarity(word, "title") for word in _telling(words).split()[:MOST_WORDS]]
    return Greatest(together, Least(*each)) if len(each) > 1 else together


def _telling(words: str) -> str:
    """The words that say something: a title need not contain "untuk" to be found."""
    kept = [word for word in re.split(r"\s+", words) if word.lower() not in SMALL_WORDS]
    return " ".join(kept) or words


def _filtered(programs: QuerySet[Program], wish: Wish) -> QuerySet[Program]:
    asked: dict[str, Any] = {
        "training_type__code": wish.form,
        "training_type__path": wish.path,
        "competency": wish.competency,
        "learning_hours__gte": wish.hours_from,
        "learning_hours__lte": wish.hours_to,
    }
    return programs.filter(**{name: value for name, value in asked.items() if value not in {"", None}})


def _with_batches(programs: Any, wish: Wish, now: datetime) -> Any:
    """Only programs with an announced batch on those days and at such a place, and open where that is asked."""
    if wish.open_only:
        programs = programs.filter(is_open=True)
    asked = {"starts_on__gte": wish.starts_from, "starts_on__lte": wish.starts_to}
    dates = {name: value for name, value in asked.items() if value is not None}
    if not dates and not wish.place:
        return programs
    batches = Batch.objects.filter(program=OuterRef("pk"), state=BatchState.OPEN, ends_on__gte=city_day(now), **dates)
    if wish.open_only:
        batches = batches.open_for_enrollment(now)
    if wish.place:
        batches = batches.filter(at_place(wish.place))
    return programs.filter(Exists(batches))


ONLINE = "daring"
PARTNER = "mitra"
CITY = "kota"


def at_place(place: str) -> Exists:
    """Batches with a session online, at the partner's, or in a building of the city."""
    online = ~Q(video_link="") | Q(place__icontains="daring")
    partners = Q(batch__institution__isnull=False) & ~Q(batch__institution__kind=InstitutionKind.INTERNAL)
    somewhere = ~Q(place="") & ~Q(place__icontains="daring")
    meant = {
        ONLINE: online,
        PARTNER: somewhere & partners,
        CITY: Q(room__isnull=False) | (somewhere & ~partners),
    }
    return Exists(Session.objects.filter(meant[place], batch=OuterRef("pk"), cancelled=False))
