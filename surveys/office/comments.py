"""A unit's comments: found by words, period, service and low answers; none carries a name."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q

from surveys.models import AnswerQuerySet, HiddenComment, Response, Service
from surveys.periods import Span

LOW_ANSWERS = [1, 2]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty: everything."""

    words: str = ""
    span: Span | None = None
    service: Service | None = None
    only_low: bool = False
    """Only comments of answers with a 1 or a 2 on some element."""
    only_hidden: bool = False


def comments_of(*, unit_id: int, wanted: Wanted) -> AnswerQuerySet:
    """Answers with a comment, the latest first; what was set aside or hidden is left out, or shown alone if wanted.

    Words are looked for by their stems and, for typing mistakes, by their letters.
    """
    found = Response.objects.filter(unit=unit_id).exclude(comment="")
    hidden = HiddenComment.objects.in_force().filter(response=OuterRef("pk"))
    found = found.filter(Exists(hidden) if wanted.only_hidden else ~Exists(hidden))
    found = found.exclude(set_aside__isnull=False, set_aside__released_at__isnull=True)
    if wanted.words:
        found = found.annotate(stems=SearchVector("comment", config="indonesian")).filter(
            Q(stems=SearchQuery(wanted.words, config="indonesian", search_type="websearch"))
            | Q(comment__trigram_word_similar=wanted.words)
        )
    if wanted.span:
        found = found.filter(day__range=(wanted.span.first, wanted.span.last))
    if wanted.service:
        found = found.filter(service=wanted.service)
    if wanted.only_low:
        found = found.filter(scores__overlap=LOW_ANSWERS)
    return found.select_related("service").order_by("-day", "-pk")
