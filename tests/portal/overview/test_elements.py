"""Elements with their margins: the level equals the figure's own, the margin equals a hand calculation."""

from datetime import date
from decimal import Decimal

import pytest

from portal.overview.city import city_results, city_units
from portal.overview.elements import element_lines
from surveys.index import student_t
from surveys.rollups import fold
from tests.cast import Cast
from tests.factories.surveys import make_responses

DAY = date(2026, 5, 4)


@pytest.fixture
def answers(cast: Cast) -> None:
    """By unit: 20 answers in the shown quarter, half of them 2 and half 4 on the first element; 12 a year before."""
    for scores, count in (([2, 3, 3, 4, 3, 3, 4, 2, 3], 10), ([4, 3, 3, 4, 3, 3, 4, 2, 3], 10)):
        make_responses(cast.unit, count, scores, day=date(2026, 2, 10))
    make_responses(cast.unit, 12, [3, 3, 3, 4, 3, 3, 4, 3, 3], day=date(2025, 2, 10))
    fold()


def test_the_level_is_the_figures_and_the_margin_is_students(cast: Cast, answers: None) -> None:
    results = city_results(DAY)
    lines = {line.element.key: line for line in element_lines(results=results, unit_ids=city_units())}
    assert {key: line.now.index for key, line in lines.items()} == {
        each.element.key: each.index for each in results.figure.elements
    }
    # Twenty answers of 50 or 100 points: variance 25² · 20/19, so the error of the mean is 25/√19.
    by_hand = Decimal(str(round(student_t(19) * 25 / 19**0.5, 2)))
    assert lines["requirements"].now.margin == by_hand
    assert lines["procedure"].now.margin == 0


def test_the_weakest_comes_first_with_its_change(cast: Cast, answers: None) -> None:
    lines = element_lines(results=city_results(DAY), unit_ids=city_units())
    change = lines[0].change
    assert lines[0].element.key == "complaints"
    assert change is not None
    assert (change.difference, change.is_beyond_chance) == (Decimal("-25.00"), True)


def test_a_year_with_too_few_answers_gives_no_change(cast: Cast) -> None:
    make_responses(cast.unit, 20, day=date(2026, 2, 10))
    make_responses(cast.unit, 9, day=date(2025, 2, 10))
    fold()
    lines = element_lines(results=city_results(DAY), unit_ids=city_units())
    assert {line.change for line in lines} == {None}
