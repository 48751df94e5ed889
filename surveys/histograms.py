"""How often each answer was given, as roll-ups keep it: four numbers for each element, one after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveys.index import HIGHEST_ANSWER, LOWEST_ANSWER


@dataclass(frozen=True, slots=True)
class Moments:
    """How many answers there were, their sum, and the sum of their squares (answers are 1 to 4)."""

    count: int
    total: int
    squares: int


def by_element(histogram: Sequence[int], keys: Sequence[str]) -> Iterator[tuple[str, Sequence[int]]]:
    """Each element's own counts; `keys` are the elements in the order of the questionnaire's version."""
    for place, key in enumerate(keys):
        yield key, histogram[HIGHEST_ANSWER * place : HIGHEST_ANSWER * (place + 1)]


def moments(counts: Sequence[int]) -> Moments:
    """The moments of one element's counts, lowest answer first."""
    given = list(enumerate(counts, start=LOWEST_ANSWER))
    return Moments(
        sum(counts), sum(answer * many for answer, many in given), sum(answer**2 * many for answer, many in given)
    )
