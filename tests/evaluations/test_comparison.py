"""The raw comparison, by hand calculation."""

from datetime import date
from decimal import Decimal

import pytest

from evaluations.comparison import Group, Window, compare, window_after, window_before
from surveys.figures import ElementFigure, ElementName, Figure

TIME = ElementName("time", "Waktu Penyelesaian", "Waktu")
COST = ElementName("cost", "Biaya/Tarif", "Biaya")


def figure(index: str, margin: str, *, time: str = "80", cost: str = "90") -> Figure:
    values = ((TIME, Decimal(time)), (COST, Decimal(cost)))
    elements = tuple(ElementFigure(element, value / 25, value, "B") for element, value in values)
    return Figure(100, Decimal(index), None, Decimal(margin), elements)


TRAINED = Group(3, figure("78.00", "1.20", time="70"), figure("84.00", "1.60", time="79"))
OTHERS = Group(5, figure("80.00", "0.90", time="75"), figure("81.50", "1.20", time="77"))


def test_the_difference_is_the_change_of_the_trained_minus_that_of_the_others() -> None:
    difference = compare(TRAINED, OTHERS, []).difference
    assert difference is not None
    assert difference.difference == Decimal("4.50")  # (84 − 78) − (81.5 − 80)
    # margins: √(1.2² + 1.6²) = 2.00 and √(0.9² + 1.2²) = 1.50; together √(2² + 1.5²) = 2.50
    assert difference.margin == Decimal("2.50")
    assert difference.is_beyond_chance


def test_only_the_elements_that_the_program_means_to_raise_are_listed() -> None:
    (row,) = compare(TRAINED, OTHERS, ["time"]).elements
    assert (row.name, row.difference) == ("Waktu", Decimal(7))  # (79 − 70) − (77 − 75)


def test_without_targets_all_elements_are_listed() -> None:
    assert [row.key for row in compare(TRAINED, OTHERS, []).elements] == ["time", "cost"]


def test_with_too_few_answers_nothing_is_claimed() -> None:
    hidden = Group(1, Figure(4), figure("84.00", "1.60"))
    comparison = compare(hidden, OTHERS, ["time"])
    assert comparison.difference is None
    assert comparison.elements[0].difference is None


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 3, 24), (date(2025, 9, 1), date(2026, 2, 28)), (date(2026, 4, 1), date(2026, 9, 30))),
        (date(2025, 12, 1), (date(2025, 6, 1), date(2025, 11, 30)), (date(2026, 1, 1), date(2026, 6, 30))),
        (date(2024, 8, 31), (date(2024, 2, 1), date(2024, 7, 31)), (date(2024, 9, 1), date(2025, 2, 28))),
    ],
)
def test_windows_are_the_six_whole_months_on_each_side(
    day: date, before: tuple[date, date], after: tuple[date, date]
) -> None:
    assert window_before(day) == Window(*before)
    assert window_after(day) == Window(*after)
