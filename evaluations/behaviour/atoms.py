"""Groups of at least five, fixed once: whatever is published of behaviour is a union of them.

Who reads every table, before and after each change, can add and subtract them as they like and still gets sums over
whole groups: never over fewer than five people. A group is made of what was answered about the participants of one
batch whose reviews closed on one day, when nothing of it can change any more; within it each agency with five or more
is a group of its own, and the others together are one. What unanimity tells (all five said 4) it still tells.
No Django here.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Final, TypeVar

from evaluations.reaction.opinions import LEAST_ANSWERS

Group = TypeVar("Group", bound=Hashable)
Part = TypeVar("Part", bound=Hashable)
T = TypeVar("T")
REST: Final = None
"""The part of a group whose agencies are too small to be told apart."""


def atoms_of(values: Iterable[tuple[Group, Part | None, T]]) -> dict[tuple[Group, Part | None], list[T]]:
    """Part (group, part, value) into atoms of five values or more, by group and part; smaller groups are left out."""
    groups: defaultdict[Group, defaultdict[Part | None, list[T]]] = defaultdict(lambda: defaultdict(list))
    for group, part, value in values:
        groups[group][part].append(value)
    return {(group, part): held for group, parts in groups.items() for part, held in _parted(parts).items()}


def _parted(parts: dict[Part | None, list[T]]) -> dict[Part | None, list[T]]:
    large = {part: held for part, held in parts.items() if part is not REST and len(held) >= LEAST_ANSWERS}
    rest = [value for part, held in parts.items() if part not in large for value in held]
    # A rest of one to four would be what is left of the whole without its parts: the smallest part joins it.
    for part in sorted(large, key=lambda each: (len(large[each]), str(each))):
        if not 0 < len(rest) < LEAST_ANSWERS:
            break
        rest += large.pop(part)
    return large | ({REST: rest} if len(rest) >= LEAST_ANSWERS else {})
