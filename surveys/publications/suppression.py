"""What may be shown so that no sum or difference of shown figures tells of fewer than the minimum of answers.

Pure rules on plain values. Three of them:

- within one figure (services, ways in, respondents): small parts are hidden, and with them so many others, smallest
  first, that the hidden ones together are enough (`shown_parts`);
- two breakdowns of the same answers: their scores are shown together only when no sum of parts of one lies so close
  around a sum of parts of the other that the rest is small (`crossing_reveals`);
- over time: every published total is a sum of *pieces*, each counted from the answers of some months at one moment;
  a new piece is refused when a piece less others inside it would leave too few (`telling_difference`).

Sectors and the city need no rule of their own: they are formed from the published figures of units alone.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def is_safe(count: int, minimum: int) -> bool:
    """Whether a group of that many answers may be derivable: nobody, or enough."""
    return count == 0 or abs(count) >= minimum


def shown_parts(counts: Mapping[Key, int], minimum: int) -> frozenset[Key]:
    """The parts that may be shown beside their total; empty parts are never among them.

    The hidden ones are none, or at least `minimum` answers together; else nothing is shown.
    """
    largest_first = sorted((key for key, count in counts.items() if count), key=lambda key: counts[key], reverse=True)
    shown = [key for key in largest_first if counts[key] >= minimum]
    hidden = sum(counts[key] for key in largest_first if counts[key] < minimum)
    while shown and not is_safe(hidden, minimum):
        hidden += counts[shown.pop()]
    return frozenset(shown)


def crossing_reveals(cells: Mapping[tuple[Key, Key], int], minimum: int) -> bool:
    """Whether parts of two breakdowns tell of a small group: a union of rows just inside a union of columns.

    `cells` counts the answers by (row, column). Only the largest union of rows inside each union of columns matters:
    a smaller one leaves out a shown row, which is large by itself. Complements cover the other direction.
    """
    rows = {row for row, _column in cells}
    columns = {column for _row, column in cells}
    inhabited: dict[Key, set[Key]] = {row: {c for r, c in cells if r == row and cells[r, c]} for row in rows}
    for size in range(1, len(columns)):
        for chosen in combinations(sorted(columns, key=repr), size):
            union = sum(count for (_row, column), count in cells.items() if column in chosen)
            inside = [row for row in rows if inhabited[row] and inhabited[row] <= set(chosen)]
            covered = sum(count for (row, _column), count in cells.items() if row in inside)
            if inside and not is_safe(union - covered, minimum):
                return True
    return False


@dataclass(frozen=True, slots=True)
class Piece:
    """What a published total added of its own: the answers of some months as they were at one moment."""

    months: frozenset[date]
    answers: int


def telling_difference(new: Piece, known: Sequence[Piece], minimum: int) -> int | None:
    """The size of a small group that would be derivable once `new` is published beside the known pieces; else None."""
    if not is_safe(new.answers, minimum):
        return new.answers
    for whole in known:
        if new.months <= whole.months:
            inner = [piece for piece in known if piece is not whole]
            found = _telling(whole.answers - new.answers, whole.months - new.months, inner, minimum)
            if found:
                return found
    return _telling_inside(new, known, minimum)


def _telling_inside(new: Piece, known: Sequence[Piece], minimum: int) -> int | None:
    for rest, _months in _rests(new.answers, new.months, known):
        if not is_safe(rest, minimum):
            return abs(rest)
    return None


def _telling(rest: int, months: frozenset[date], inner: Sequence[Piece], minimum: int) -> int | None:
    for left, _months in ((rest, months), *_rests(rest, months, inner)):
        if not is_safe(left, minimum):
            return abs(left)
    return None


def _rests(answers: int, months: frozenset[date], pieces: Sequence[Piece]) -> Iterator[tuple[int, frozenset[date]]]:
    """What is left of some months once any pieces that lie inside them, apart from each other, are taken away."""
    for place, piece in enumerate(pieces):
        if piece.months and piece.months <= months:
            rest = answers - piece.answers, months - piece.months
            yield rest
            yield from _rests(*rest, pieces[place + 1 :])


@dataclass(frozen=True, slots=True)
class Total:
    """A published total of one unit as the planning of the next one sees it."""

    code: str
    months: frozenset[date]
    answers: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class Plan:
    """From what a period's figure is formed: shorter published periods, and answers of the months between them."""

    parts: tuple[Total, ...]
    fresh: Piece
    left_out: frozenset[date]
    """Months with too few answers to be told from the published ones; they are named on the page."""

    @property
    def answers(self) -> int:
        """How many answers the figure counts."""
        return self.fresh.answers + sum(part.answers for part in self.parts)


def plan(*, months: frozenset[date], latest: Collection[Total], live: Mapping[date, int], minimum: int) -> Plan:
    """How to form the figure of `months` beside the latest published totals of the same unit."""
    inside = [total for total in latest if total.months < months]
    parts = [total for total in inside if not any(total.months < other.months for other in inside)]
    between = months.difference(*(part.months for part in parts))
    count = sum(live.get(month, 0) for month in between)
    if parts and not is_safe(count, minimum):
        return Plan(tuple(parts), Piece(frozenset(), 0), between)
    return Plan(tuple(parts), Piece(between, count), frozenset())
