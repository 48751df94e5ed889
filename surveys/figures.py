"""From sums of answers to figures for people: index, grade, margin, elements; few answers stay hidden."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from surveys.index import (
    SCALE,
    GradeBand,
    band_of,
    difference_margin,
    element_weight,
    margin_from,
    round_half_up,
    squared_error,
)


@dataclass(frozen=True, slots=True)
class ElementName:
    """An element as people read it."""

    key: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds on the last day of a figure's period; every published figure can name them."""

    weight: str
    minimum_answers: int
    city_method: str
    bands: tuple[GradeBand, ...]
    elements: tuple[ElementName, ...]
    versions: Mapping[int, tuple[str, ...]]
    points: int = SCALE
    """What a mean is multiplied by to be shown: 25, or 1 for a questionnaire that shows plain means."""
    users: Mapping[int, int] = field(default_factory=dict)
    """How many users each unit has in the shown period, where that weighs and somebody stated it."""

    def band(self, value: Decimal | Fraction) -> GradeBand | None:
        """The band of a figure on this scale, before rounding; None where the questionnaire gives no grades."""
        return band_of(round_half_up(value * SCALE / self.points), self.bands) if self.bands else None


@dataclass(frozen=True, slots=True)
class ElementFigure:
    """One element: its mean (1 to 4, four decimals), its index (25 to 100) and grade ("": none is given)."""

    element: ElementName
    mean: Decimal
    index: Decimal
    grade: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A period's figure. With fewer answers than the rule's minimum only `count` is known (and not shown)."""

    count: int
    index: Decimal | None = None
    band: GradeBand | None = None
    margin: Decimal | None = None
    elements: tuple[ElementFigure, ...] = ()
    unit_count: int = 1

    @property
    def is_shown(self) -> bool:
        """Whether there were enough answers to show anything."""
        return self.index is not None

    @property
    def grade(self) -> str | None:
        """The grade letter, None when nothing is shown."""
        return self.band.grade if self.band else None

    @property
    def weakest(self) -> tuple[ElementFigure, ...]:
        """The elements, weakest first; equal ones in the definition's order."""
        return tuple(sorted(self.elements, key=lambda element: element.mean))


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two shown figures, with its margin."""

    difference: Decimal
    margin: Decimal

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the difference is larger than its margin."""
        return abs(self.difference) > self.margin

    @property
    def size(self) -> Decimal:
        """The difference without its sign."""
        return abs(self.difference)


@dataclass(slots=True)
class Tally:
    """Sums over answers; `scores` by version, because versions may differ in length."""

    count: int = 0
    scores: dict[int, list[int]] = field(default_factory=dict)
    sums: dict[str, list[int]] = field(default_factory=dict)

    def add(self, version: int, count: int, score_sum: int, score_squares: int) -> None:
        """Add the responses' own scores of one roll-up row."""
        self.count += count
        known = self.scores.setdefault(version, [0, 0])
        known[0] += score_sum
        known[1] += score_squares

    def add_elements(self, keys: Sequence[str], sums: Sequence[int], count: int) -> None:
        """Add the elements' sums of one roll-up row."""
        for key, total in zip(keys, sums, strict=True):
            known = self.sums.setdefault(key, [0, 0])
            known[0] += total
            known[1] += count


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure before rounding: index, squared standard error, and the elements' means."""

    count: int
    index: Decimal | Fraction
    squared_error: Decimal | Fraction
    means: Mapping[str, Decimal | Fraction]
    freedom: int


def estimate(tally: Tally, rules: Rules) -> Estimate | None:
    """The estimate of one unit; None when it has too few answers to be shown or to be part of others' figures."""
    if tally.count < max(rules.minimum_answers, 2):
        return None
    total = squares = Fraction(0)
    for version, (score_sum, score_squares) in tally.scores.items():
        per_point = rules.points * element_weight(rules.weight, len(rules.versions[version]))
        total += score_sum * per_point
        squares += score_squares * per_point**2
    error = squared_error(count=tally.count, total=total, squares=squares)
    means = {key: Fraction(answers, count) for key, (answers, count) in tally.sums.items()}
    return Estimate(tally.count, total / tally.count, error, means, tally.count - 1)


def has_share(method: str, users: int | None) -> bool:
    """Whether a unit can take part in a combined figure: by population only with its number of users known."""
    return method != "population" or bool(users)


def combine(estimates: Collection[Estimate], method: str, users: Sequence[int] = ()) -> Estimate | None:
    """One estimate of several units: every unit alike, every answer alike, or every user alike. None without any.

    `users` are the units' numbers of users, in the estimates' order, for the method "population". The error is that
    of independent units, each with its own spread. Decimals, not fractions: the common denominator of a hundred units
    has hundreds of digits.
    """
    count = sum(one.count for one in estimates)
    if len(estimates) < 2:
        return next(iter(estimates), None)
    parts = list(zip(_shares(estimates, method, users), estimates, strict=True))
    keys = [key for key in next(iter(estimates)).means if all(key in one.means for one in estimates)]
    return Estimate(
        count,
        sum((share * _decimal(one.index) for share, one in parts), Decimal(0)),
        sum((share**2 * _decimal(one.squared_error) for share, one in parts), Decimal(0)),
        {key: sum((share * _decimal(one.means[key]) for share, one in parts), Decimal(0)) for key in keys},
        count - len(estimates),
    )


def _shares(estimates: Collection[Estimate], method: str, users: Sequence[int]) -> list[Decimal]:
    """What each unit weighs; together 1."""
    if method == "units":
        weights = [1] * len(estimates)
    else:
        weights = list(users) if method == "population" else [one.count for one in estimates]
    return [Decimal(weight) / sum(weights) for weight in weights]


def figure_of(found: Estimate | None, rules: Rules, *, count: int = 0, unit_count: int = 1) -> Figure:
    """Round and grade an estimate; without one, a figure that shows nothing."""
    if found is None:
        return Figure(count, unit_count=0)
    index = round_half_up(found.index)
    elements = tuple(
        _element_figure(name, found.means[name.key], rules) for name in rules.elements if name.key in found.means
    )
    margin = margin_from(found.squared_error, freedom=found.freedom)
    return Figure(found.count, index, rules.band(found.index), margin, elements, unit_count)


def change_between(later: Figure, earlier: Figure) -> Change | None:
    """The change from an earlier to a later figure; None unless both are shown."""
    if later.index is None or earlier.index is None or later.margin is None or earlier.margin is None:
        return None
    return Change(later.index - earlier.index, difference_margin(later.margin, earlier.margin))


def _element_figure(name: ElementName, mean: Decimal | Fraction, rules: Rules) -> ElementFigure:
    index = mean * rules.points
    band = rules.band(index)
    return ElementFigure(name, round_half_up(mean, 4), round_half_up(index), band.grade if band else "")


def _decimal(value: Decimal | Fraction) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value.numerator) / Decimal(value.denominator)
