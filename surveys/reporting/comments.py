"""A few comments as a report may print them: without names, numbers and addresses as far as rules can tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef

from surveys.figures import Rules
from surveys.models import HiddenComment, Response

LONGEST = 240
SHORTEST = 3
LEFT_OUT: Final = "…"
# More are read than printed: some say the same, some say nothing.
READ_PER_SAMPLE = 10
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|@\w+", re.IGNORECASE)
# Telephone, NIK, NIP, number plates' digits: from five digits on, however they are grouped.
_NUMBER = re.compile(r"\+?\d(?:[\s.\-()]?\d){4,}")
_TITLE = (
    r"(?:[Pp]ak|[Bb]apak|[Bb]pk\.?|[Bb]u|[Ii]bu|[Ss]dr[ai]?\.?|[Ss]audara|[Ss]audari|[Mm]as|[Mm]bak|[Kk]ak|[Bb]ang|"
    r"[Dd]rg?\.|[Dd]okter|[Bb]idan|[Ss]uster|[Pp]erawat|[Aa]tas nama|[Bb]ernama)"
)
_NAME = re.compile(rf"\b({_TITLE})\s+([A-Z][\w'’]*\.?(?:\s+[A-Z][\w'’]*\.?){{0,3}})")


@dataclass(frozen=True, slots=True)
class Comments:
    """How many comments there were, and some of them."""

    count: int
    samples: tuple[str, ...]


def comments_of(*, unit_id: int, first: date, last: date, rules: Rules, most: int) -> Comments:
    """How many comments a unit had on the days `first`..`last`, and up to `most`, drawn by their random ids."""
    answers = Response.objects.counted().filter(
        unit_id=unit_id, day__range=(first, last), version_id__in=rules.versions
    )
    hidden = HiddenComment.objects.in_force().filter(response=OuterRef("pk"))
    said = answers.exclude(comment="").exclude(Exists(hidden))
    drawn = said.order_by("client_id").values_list("comment", flat=True)[: most * READ_PER_SAMPLE]
    return Comments(said.count(), _samples(drawn, most))


def _samples(comments: Iterable[str], most: int) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for comment in comments:
        text = anonymous(comment)
        if len(text) >= SHORTEST:
            kept.setdefault(text.casefold().rstrip(".! "), text)
    return tuple(kept.values())[:most]


def anonymous(comment: str) -> str:
    """The comment on one line, without addresses, long numbers and names that follow a title, at most 240 letters.

    A name that nothing marks as one stays: whoever signs a report reads its comments first.
    """
    text = " ".join(comment.split())
    text = _ADDRESS.sub(LEFT_OUT, text)
    text = _NUMBER.sub(LEFT_OUT, text)
    text = _NAME.sub(rf"\1 {LEFT_OUT}", text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
