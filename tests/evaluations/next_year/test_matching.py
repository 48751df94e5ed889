"""The match by an example worked by hand."""

import pytest

from evaluations.impact.verdict import Verdict
from evaluations.next_year.matching import (
    Evidence,
    Measured,
    Weakness,
    city_means,
    matched,
    places_needed,
    ranked,
    weaknesses,
)

# Three units; the mean of "time" over those with enough answers is (70 + 80 + 90) / 3 = 80, of "conduct" 85.
FIGURES = {
    1: {"time": Measured(70.0, 4.0, 50), "conduct": Measured(84.0, 2.0, 50)},
    2: {"time": Measured(80.0, 3.0, 60), "conduct": Measured(80.0, 6.0, 60)},
    3: {"time": Measured(90.0, 2.0, 80), "conduct": Measured(91.0, 2.0, 80)},
    4: {"time": Measured(30.0, 1.0, 9), "conduct": Measured(30.0, 1.0, 9)},
}
BORDERS = {"border": 76.61, "best": 88.31}


def test_units_with_few_answers_are_neither_weak_nor_part_of_the_mean() -> None:
    assert city_means(FIGURES, 10) == {"time": 80.0, "conduct": 85.0}
    assert 4 not in weaknesses(FIGURES, minimum=10, **BORDERS)


def test_weak_is_what_lies_below_the_mean_beyond_its_margin() -> None:
    """By hand: 70 + 4 < 80; 84 + 2 > 85 and 80 + 6 > 85 are chance; 80 + 3 > 80 is the mean itself."""
    found = weaknesses(FIGURES, minimum=10, **BORDERS)
    assert found == {1: [Weakness(1, "time", 70.0, 4.0, 50, 80.0)]}
    assert found[1][0].gap == 10.0


def test_a_whole_city_below_grade_b_is_weak_too() -> None:
    """Both lie at the city's mean of 60; 60 + 10 < 76.61, but 60 + 20 reaches it."""
    found = weaknesses({1: {"time": Measured(60, 10, 30)}, 2: {"time": Measured(60, 20, 30)}}, minimum=10, **BORDERS)
    assert list(found) == [1]


def test_a_difference_below_a_point_is_no_weakness() -> None:
    """The mean of 80.0 and 81.8 is 80.9: 0.9 points below, however sure."""
    figures = {1: {"time": Measured(80.0, 0.1, 900)}, 2: {"time": Measured(81.8, 0.1, 900)}}
    assert weaknesses(figures, minimum=10, **BORDERS) == {}


def test_the_best_grade_is_never_weak() -> None:
    figures = {1: {"cost": Measured(90.0, 0.5, 900)}, 2: {"cost": Measured(99.0, 0.5, 900)}}
    assert weaknesses(figures, minimum=10, **BORDERS) == {}


def test_the_weakest_element_comes_first() -> None:
    figures = {
        1: {"time": Measured(70, 1, 30), "conduct": Measured(60, 1, 30)},
        2: {"time": Measured(90, 1, 30), "conduct": Measured(90, 1, 30)},
    }
    assert [each.element for each in weaknesses(figures, minimum=10, border=0, best=88.31)[1]] == ["conduct", "time"]


def test_programs_are_ranked_by_the_lower_end_and_not_by_the_point() -> None:
    large = Evidence(1, "time", Verdict.WEAK, 6.0, 0.2, 11.8)
    sure = Evidence(2, "time", Verdict.STRONG, 3.0, 2.0, 4.0)
    assert ranked([large, sure]) == {"time": [sure, large]}


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.SMALL, Verdict.HARMFUL, Verdict.NOT_ENOUGH])
def test_what_is_not_known_to_rise_is_never_proposed(verdict: Verdict) -> None:
    """Whatever its figures say: a small effect may lie above zero."""
    assert ranked([Evidence(1, "time", verdict, 0.5, 0.2, 0.8)]) == {}


def test_a_program_that_harms_the_index_is_not_proposed_for_an_element_either() -> None:
    assert ranked([Evidence(1, "time", Verdict.STRONG, 3.0, 2.0, 4.0)], harmful={1}) == {}


def test_a_unit_gets_the_surest_program_that_it_has_not_had() -> None:
    """Unit 1 had program 2, so it is offered 1; unit 5 was trained in nothing and is offered 2."""
    surest, second = Evidence(2, "time", Verdict.STRONG, 3.0, 2.0, 4.0), Evidence(1, "time", Verdict.WEAK, 6, 0.2, 11)
    weak = {unit: [Weakness(unit, "time", 70, 4, 50, 80), Weakness(unit, "cost", 70, 4, 50, 80)] for unit in (1, 5)}
    found = matched(weak, {"time": [surest, second]}, trained={(1, 2)})
    by_element = {(each.weakness.unit, each.weakness.element): each for each in found}
    assert (by_element[1, "time"].evidence, by_element[1, "time"].had) == (second, (2,))
    assert (by_element[5, "time"].evidence, by_element[5, "time"].others) == (surest, (second,))
    assert by_element[1, "cost"].evidence is by_element[5, "cost"].evidence is None


@pytest.mark.parametrize(("staff", "already", "places"), [(20, 0, 5), (21, 0, 6), (21, 5, 1), (3, 0, 1), (100, 3, 22)])
def test_so_many_more_reach_a_quarter_of_the_staff(staff: int, already: int, places: int) -> None:
    """By hand: a quarter of 21 is 5.25, so six people."""
    assert places_needed(staff, already) == places


def test_a_program_that_nobody_of_the_sector_has_had_is_passed_over() -> None:
    weak = {1: [Weakness(1, "time", 70.0, 4.0, 50, 80.0)]}
    for_schools, for_all = (Evidence(pk, "time", Verdict.STRONG, 5.0 - pk, 4.0 - pk, 6.0 - pk) for pk in (1, 2))
    known = {"time": [for_schools, for_all]}
    assert matched(weak, known, set())[0].evidence == for_schools
    found = matched(weak, known, set(), {(1, 1)})[0]
    assert (found.evidence, found.others, found.had) == (for_all, (), ())
