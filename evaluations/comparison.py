"""A raw before and after beside the others: what it is, and no more. Pure.

The change of the trained units minus the change of the others, in points of the index. It is no proof of
cause: the trained were not drawn by lot, and whoever starts low tends to rise without any training.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from surveys.figures import Change, ElementFigure, Figure, change_between
from surveys.index import difference_margin

WINDOW_MONTHS = 6


@dataclass(frozen=True)
class Window:
    """A run of whole months, both days included."""

    first: date
    last: date


@dataclass(frozen=True)
class Group:
    """Some units' figures in both windows."""

    units: int
    before: Figure
    after: Figure

    @property
    def change(self) -> Change | None:
        """From before to after; None unless both have enough answers."""
        return change_between(self.after, self.before)


@dataclass(frozen=True)
class ElementRow:
    """An element that the program means to raise: its index (25 to 100) in each group and window, if shown."""

    key: str
    name: str
    trained_before: Decimal | None
    trained_after: Decimal | None
    others_before: Decimal | None
    others_after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much more the trained units changed than the others."""
        values = (self.trained_before, self.trained_after, self.others_before, self.others_after)
        if None in values:
            return None
        before, after, other_before, other_after = (value or Decimal(0) for value in values)
        return (after - before) - (other_after - other_before)


@dataclass(frozen=True)
class Comparison:
    """Trained units beside the others."""

    trained: Group
    others: Group
    elements: tuple[ElementRow, ...]

    @property
    def difference(self) -> Change | None:
        """How much more the trained units changed than the others, with its 95 % margin."""
        trained, others = self.trained.change, self.others.change
        if trained is None or others is None:
            return None
        margin = difference_margin(trained.margin, others.margin)
        return Change(trained.difference - others.difference, margin)


def compare(trained: Group, others: Group, target_elements: Collection[str]) -> Comparison:
    """Put two groups beside each other; without target elements all elements are listed."""
    figures = (trained.before, trained.after, others.before, others.after)
    named = {found.element.key: found.element.short_name for figure in figures for found in figure.elements}
    wanted = [key for key in named if key in target_elements] or list(named)
    columns = [_indices(figure.elements) for figure in figures]
    rows = tuple(ElementRow(key, named[key], *(column.get(key) for column in columns)) for key in wanted)
    return Comparison(trained, others, rows)


def window_before(day: date, months: int = WINDOW_MONTHS) -> Window:
    """The whole months before the month in which `day` lies."""
    start_of_month = day.replace(day=1)
    return Window(_months_later(start_of_month, -months), start_of_month - timedelta(days=1))


def window_after(day: date, months: int = WINDOW_MONTHS) -> Window:
    """The whole months after the month in which `day` lies."""
    first = _months_later(day.replace(day=1), 1)
    return Window(first, _months_later(first, months) - timedelta(days=1))


def _months_later(first_of_month: date, months: int) -> date:
    total = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _indices(elements: Collection[ElementFigure]) -> dict[str, Decimal]:
    return {found.element.key: found.index for found in elements}
