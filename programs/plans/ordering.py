"""Orders that a person gives by buttons or numbers: plain lists in, plain lists out."""

from collections.abc import Iterable, Sequence


def raised(ranked: Sequence[int], chosen: int) -> list[int]:
    """The order with `chosen` one place up; what had no place yet gets the last one."""
    if chosen not in ranked:
        return [*ranked, chosen]
    place = ranked.index(chosen)
    return _swapped(ranked, place, max(place - 1, 0))


def lowered(ranked: Sequence[int], chosen: int) -> list[int]:
    """The order with `chosen` one place down; the last one, or what has no place, stays."""
    if chosen not in ranked:
        return list(ranked)
    place = ranked.index(chosen)
    return _swapped(ranked, place, min(place + 1, len(ranked) - 1))


def by_numbers(typed: Iterable[tuple[int, str]]) -> list[int]:
    """The order of the numbers typed beside each; alike ones stay as they stood, what has no number is left out."""
    numbered = [(int(number), pk) for pk, number in typed if number.strip().isdecimal()]
    return [pk for _number, pk in sorted(numbered, key=lambda pair: pair[0])]


def _swapped(ranked: Sequence[int], one: int, other: int) -> list[int]:
    order = list(ranked)
    order[one], order[other] = order[other], order[one]
    return order
