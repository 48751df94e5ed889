"""The recap per respondent: every answer's scores, one row each, and what they add up to."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256

from surveys.figures import Rules
from surveys.index import HIGHEST_ANSWER
from surveys.models import Response

CHUNK = 5_000
NOT_ASKED = 0


@dataclass(frozen=True, slots=True)
class ElementTotal:
    """One element over all answers: how many answered 1, 2, 3 and 4."""

    histogram: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many answered."""
        return sum(self.histogram)

    @property
    def total(self) -> int:
        """The sum of the answers."""
        return sum(score * many for score, many in enumerate(self.histogram, start=1))

    @property
    def mean(self) -> Fraction:
        """The element's mean (NRR), exact."""
        return Fraction(self.total, self.count)


@dataclass(frozen=True, slots=True)
class Recap:
    """The answers of a unit and period: one byte an element and row, 0 where a version did not ask."""

    keys: tuple[str, ...]
    rows: tuple[bytes, ...]
    """At most as many as were asked for, in an order that says nothing about when they came."""
    count: int
    totals: tuple[ElementTotal, ...]
    digest: str
    """SHA-256 over all rows."""

    @property
    def is_whole(self) -> bool:
        """Whether all answers are among the rows."""
        return len(self.rows) == self.count


def recap_of(*, unit_id: int, first: date, last: date, rules: Rules, keys: Sequence[str], most_rows: int) -> Recap:
    """Read a unit's answers that count, of the days `first`..`last`; one query, memory for `most_rows` rows.

    They come by their random ids: nobody can tell from a row's place who gave it when.
    """
    answers = Response.objects.counted().filter(
        unit_id=unit_id, day__range=(first, last), version_id__in=rules.versions
    )
    places = {version: _places(asked, keys) for version, asked in rules.versions.items()}
    alike: Counter[bytes] = Counter()
    rows: list[bytes] = []
    digest = sha256()
    stream = answers.order_by("client_id").values_list("version_id", "scores")
    for version, scores in stream.iterator(CHUNK):
        row = bytes(NOT_ASKED if place is None else scores[place] for place in places[version])
        alike[row] += 1
        digest.update(row)
        if len(rows) < most_rows:
            rows.append(row)
    totals = tuple(_total(alike, place) for place in range(len(keys)))
    return Recap(tuple(keys), tuple(rows), alike.total(), totals, digest.hexdigest())


def _places(asked: Sequence[str], keys: Collection[str]) -> list[int | None]:
    return [asked.index(key) if key in asked else None for key in keys]


def _total(alike: Counter[bytes], place: int) -> ElementTotal:
    histogram = [0] * HIGHEST_ANSWER
    for row, many in alike.items():
        if row[place] != NOT_ASKED:
            histogram[row[place] - 1] += many
    return ElementTotal(tuple(histogram))
