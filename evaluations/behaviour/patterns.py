"""Who answered about whom, told only as far as five or more share it.

The gap pairs self with others; beside the means of self and of heads it would tell of the one participant whose head
was silent what they said of themselves (BKPSDM sees in its list who that is). So within each group of reviews every
pattern of answers (self; self and head; …) that fewer than five share loses one answer, the one that leaves it with
the most company, until no pattern has between one and four. Any sum that is published weighs the reviews of a pattern
alike: no adding and subtracting of published sums is about fewer than five people.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from evaluations.behaviour.seen import SIDES, Group, Pattern, Seen
from evaluations.reaction.opinions import LEAST_ANSWERS


def levelled(seen: Iterable[Seen]) -> list[Seen]:
    """The reviews with the answers that may be told, group by group; those with none left are gone."""
    groups: defaultdict[Group, list[Seen]] = defaultdict(list)
    for one in seen:
        groups[one.group].append(one)
    return [one for held in groups.values() for one in _levelled(held)]


def _levelled(seen: list[Seen]) -> list[Seen]:
    classes: defaultdict[Pattern, list[Seen]] = defaultdict(list)
    for one in seen:
        classes[one.pattern].append(one)
    for size in range(len(SIDES), 0, -1):
        for pattern in combinations(SIDES, size):
            if 0 < len(classes[pattern]) < LEAST_ANSWERS:
                kept = max(combinations(pattern, size - 1), key=lambda smaller: (len(classes[smaller]), smaller))
                (lost,) = set(pattern) - set(kept)
                classes[kept] += [_without(one, lost) for one in classes.pop(pattern)]
    return [one for pattern, held in classes.items() if pattern for one in held]


def _without(one: Seen, side: str) -> Seen:
    return replace(one, **{side: None})  # type: ignore[arg-type]
