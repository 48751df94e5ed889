"""Which units are weak in what, and which programs moved that elsewhere: plain rules on plain values.

**Weak**: an element of a unit whose 95 % interval lies wholly below the mean of the city's units (each unit alike), by
at least one point (the margin below which an effect is called small, too), or wholly below the border of "baik" (grade
B); never one with the best grade. Only figures with enough answers count; a unit's weakest elements come first, by how
far they lie below that mean.

**Moved**: the latest estimate calls the program's effect on that element "kuat" or "lemah", so that its interval lies
above zero, and does not call its effect on the index "merugikan". Programs are ranked by the interval's lower end: a
large but unsure effect comes behind a smaller sure one. What was found elsewhere need not happen here; a proposal says
so. Programs with any other verdict are named, and never proposed.

**Match**: each weak element of a unit goes to the first such program in which the unit has not been trained yet (its
share of trained staff lies below the threshold of 25 %), of those that somebody of its sector has finished: what was
made for schools says nothing about a health post. An element that no such program is known to move stays without.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from evaluations.impact.rules import DEFAULT
from evaluations.impact.verdict import Verdict

MOVED = (Verdict.STRONG, Verdict.WEAK)


@dataclass(frozen=True)
class Measured:
    """An element's figure in a unit: points of the index (25 to 100), its 95 % margin, and how many answered."""

    value: float
    margin: float
    count: int


@dataclass(frozen=True)
class Weakness:
    """An element in which a unit is weak."""

    unit: int
    element: str
    value: float
    margin: float
    count: int
    city: float
    """Mean of the city's units."""

    @property
    def gap(self) -> float:
        """Points below the city's mean; negative where only the grade is missed."""
        return self.city - self.value


@dataclass(frozen=True)
class Evidence:
    """What the latest estimate says of one program and one element; points, None where nothing is known."""

    program: int
    element: str
    verdict: Verdict
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def moved(self) -> bool:
        """Whether the program is known to have raised the element."""
        return self.verdict in MOVED and self.low is not None and self.low > 0


@dataclass(frozen=True)
class Match:
    """A weak element and the program that would be tried; `program` None: none is known to move it."""

    weakness: Weakness
    evidence: Evidence | None
    others: tuple[Evidence, ...] = ()
    """Further programs known to move it, the surest first."""
    had: tuple[int, ...] = ()
    """Programs known to move it in which the unit was trained already."""


def weaknesses(
    figures: Mapping[int, Mapping[str, Measured]], *, minimum: int, border: float, best: float
) -> dict[int, list[Weakness]]:
    """Each unit's weak elements, the weakest first; units without any are left out.

    `minimum`: answers that a figure needs; `border` and `best`: where grade B and the best grade begin, in points.
    """
    city = city_means(figures, minimum)
    found: dict[int, list[Weakness]] = {}
    for unit, elements in figures.items():
        weak = [
            Weakness(unit, element, one.value, one.margin, one.count, city[element])
            for element, one in elements.items()
            if one.count >= minimum and one.value < best and is_weak(one, city[element], border)
        ]
        if weak:
            found[unit] = sorted(weak, key=lambda each: (-each.gap, each.element))
    return found


def is_weak(one: Measured, city: float, border: float) -> bool:
    """Whether a figure lies below the city's mean by enough and beyond chance, or beyond chance below grade B."""
    highest = one.value + one.margin
    return highest < border or (highest < city and city - one.value >= DEFAULT.margin)


def city_means(figures: Mapping[int, Mapping[str, Measured]], minimum: int) -> dict[str, float]:
    """The mean of each element over units with enough answers, each unit alike."""
    values: defaultdict[str, list[float]] = defaultdict(list)
    for elements in figures.values():
        for element, one in elements.items():
            if one.count >= minimum:
                values[element].append(one.value)
    return {element: sum(each) / len(each) for element, each in values.items()}


def ranked(evidence: Iterable[Evidence], harmful: Collection[int] = ()) -> dict[str, list[Evidence]]:
    """By element the programs known to move it, the surest (highest lower end) first; never one in `harmful`."""
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for each in evidence:
        if each.moved and each.program not in harmful:
            found[each.element].append(each)
    return {element: sorted(rows, key=lambda each: (-(each.low or 0), each.program)) for element, rows in found.items()}


def matched(
    weak: Mapping[int, Iterable[Weakness]],
    known: Mapping[str, Iterable[Evidence]],
    trained: Collection[tuple[int, int]],
    foreign: Collection[tuple[int, int]] = (),
) -> list[Match]:
    """Each weak element with the surest program that the unit has not had.

    Pairs of unit and program: `trained`, and `foreign`, where nobody of the unit's sector has finished the program.
    """
    found = []
    for unit, rows in weak.items():
        for each in rows:
            candidates = [one for one in known.get(each.element, ()) if (unit, one.program) not in foreign]
            open_ones = [one for one in candidates if (unit, one.program) not in trained]
            had = tuple(one.program for one in candidates if (unit, one.program) in trained)
            found.append(Match(each, open_ones[0] if open_ones else None, tuple(open_ones[1:]), had))
    return found


def places_needed(staff: int, already: int, threshold: float = DEFAULT.threshold) -> int:
    """How many more of a unit's staff must finish so that its share reaches the threshold; at least one."""
    return max(ceil(round(threshold * staff, 9)) - already, 1)
