"""Results of a reaction form, beside a calculation by hand."""

import pytest

from evaluations.reaction.opinions import result_of


def test_mean_and_spread_are_those_of_a_hand_calculation():
    # 2, 3, 3, 4, 4: mean 16/5; squared distances 1.44 + 2 × 0.04 + 2 × 0.64 = 2.8, through 4 is 0.7.
    result = result_of("", ["Jelas"], [[2], [3], [3], [4], [4]])
    (item,) = result.items
    assert (item.mean, item.counts) == (3.2, (0, 1, 2, 2))
    assert item.deviation == pytest.approx(0.7**0.5)
    assert (result.count, result.mean) == (5, 3.2)


def test_four_answers_show_nothing_but_how_many_they_are():
    result = result_of("Pengajar", ["Jelas"], [[1], [1], [1], [1]], ["Buruk"] * 4)
    assert (result.count, result.items, result.comments, result.mean) == (4, (), (), None)


def test_comments_tell_nothing_of_the_order_in_which_they_came():
    said = ["zebra", "", "apel", "mangga", ""]
    assert result_of("", ["Jelas"], [[3]] * 5, said).comments == ("apel", "mangga", "zebra")
