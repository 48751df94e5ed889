"""How far training reached, and what is kept together so that nobody's training can be read."""

from datetime import date
from decimal import Decimal

import pytest

from portal.overview.reach import Group, reach_on, together_if_few
from tests.cast import Cast
from tests.factories.credentials import make_settled


def group(code: str, staff: int, learned: int = 0) -> Group:
    return Group(code, code, staff, learned, Decimal(learned))


def sizes(*groups: Group) -> dict[str, int]:
    return {each.code: each.staff for each in together_if_few(groups)}


def test_large_groups_stay_and_empty_ones_go() -> None:
    assert sizes(group("a", 10), group("b", 200), group("c", 0)) == {"a": 10, "b": 200}


def test_a_single_small_group_takes_the_next_smallest_with_it() -> None:
    """Else the total less what is shown would be the small group."""
    assert sizes(group("a", 50), group("b", 9), group("c", 30)) == {"a": 50, "": 39}


def test_several_small_groups_are_one() -> None:
    assert sizes(group("a", 50), group("b", 9), group("c", 3)) == {"a": 50, "": 12}


def test_small_groups_that_are_few_together_take_the_next_smallest_with_them() -> None:
    assert sizes(group("a", 50), group("b", 2), group("c", 3), group("d", 20)) == {"a": 50, "": 25}


def test_a_tiny_city_shows_nothing() -> None:
    assert sizes(group("a", 4), group("b", 3)) == {}


@pytest.mark.parametrize(("staff", "learned", "percent"), [(40, 11, 28), (0, 0, 0)])
def test_a_share_is_of_all_who_serve(staff: int, learned: int, percent: int) -> None:
    assert group("a", staff, learned).percent == percent


def test_who_finished_in_the_year_before_counts_once(cast: Cast) -> None:
    """The tests' batches end on 24 March 2026."""
    employee = cast.employee.employee
    assert employee is not None
    make_settled([employee])
    found = reach_on(date(2026, 6, 1))
    assert (found.city.learned, found.seated, found.finished, found.certified) == (1, 1, 1, 1)
    assert found.sectors == ()
    assert reach_on(date(2027, 6, 1)).city.learned == 0
