"""Difficulty, discrimination and flags of questions, beside calculations by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.knowledge.items import Flag, item_figures, rest_correlations, upper_lower

SCORES = st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=20, max_size=60)


def matrix(rows):
    return np.array(rows, dtype=float)


def test_kelleys_discrimination_is_the_upper_minus_the_lower_27_percent():
    # Ten people: 27 % are 3 above and 3 below, by the other questions. Question 1: all 3 above; below two of whom
    # neither knows it and one of five equals of whom four do. Question 2: 2 of 3 above, 1 of 3 below.
    rows = [[1, 1, 1, 1]] * 2 + [[1, 0, 1, 1]] + [[1, 0, 1, 0]] * 4 + [[0, 1, 0, 0]] + [[0, 0, 0, 0]] * 2
    assert upper_lower(matrix(rows))[:2] == pytest.approx([1 - 0.8 / 3, 2 / 3 - 1 / 3])


def test_people_of_equal_score_at_the_edge_count_in_part():
    # All alike: each is in both groups by the same part, and nothing is told apart.
    assert upper_lower(matrix([[1, 1]] * 6 + [[0, 1]] * 6)) == pytest.approx([0.0, 0.0])


def test_the_correlation_with_the_rest_is_that_of_a_hand_calculation():
    # Question 1: 1, 1, 0, 0; the rest of the test: 2, 1, 1, 0. Covariance 0.25, deviations 0.5 and 0.7071.
    correlations = rest_correlations(matrix([[1, 1, 1], [1, 1, 0], [0, 1, 0], [0, 0, 0]]))
    assert correlations[0] == pytest.approx(0.25 / (0.5 * 0.5**0.5))


def test_a_question_that_all_answer_alike_has_no_correlation():
    assert rest_correlations(matrix([[1, 1, 0], [1, 0, 1], [1, 0, 0]]))[0] is None


def test_below_twenty_people_a_question_is_only_more_or_less_difficult():
    figures = item_figures(matrix([[1, 0]] * 19), matrix([[1, 1], [0, 1]] * 9 + [[1, 0]]))
    assert (figures[0].before, figures[0].after) == (1.0, pytest.approx(10 / 19))
    assert (figures[0].discrimination, figures[0].rest_correlation) == (None, None)


def test_a_wrong_key_shows_where_those_who_know_most_are_wrong():
    good, weak = [0, 1, 1, 1, 1], [1, 0, 0, 0, 0]
    figures = item_figures(matrix([[0] * 5] * 20), matrix([good] * 10 + [weak] * 10))
    assert figures[0].flags == (Flag.WRONG_KEY,)
    assert figures[1].flags == ()


def test_what_everybody_knew_before_and_what_nobody_knows_after_are_flagged():
    before = matrix([[1, 0, 0, 0]] * 20)
    after = matrix([[1, 0, 1, 1]] * 10 + [[1, 0, 0, 0]] * 10)
    easy, hard, fine, _other = item_figures(before, after)
    assert easy.flags == (Flag.TOO_EASY,)
    assert Flag.TOO_HARD in hard.flags
    assert fine.flags == ()


def test_a_question_that_good_and_weak_answer_alike_does_not_tell_them_apart():
    # Of twenty people the n-th knows n of the other questions; three of five above and three of five below know this.
    rows = [[int(n < 3 or n > 16)] + [1] * n + [0] * (19 - n) for n in range(20)]
    figures = item_figures(matrix([[0] * 20] * 20), matrix(rows))
    assert (figures[0].discrimination, figures[0].flags) == (pytest.approx(0.0), (Flag.DOES_NOT_TELL,))


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_people_decides_nothing(rows, dice):
    shuffled = dice.sample(rows, len(rows))
    assert upper_lower(matrix(rows)) == pytest.approx(upper_lower(matrix(shuffled)))


@given(SCORES)
def test_a_discrimination_lies_between_minus_one_and_one(rows):
    assert all(value is not None and -1 - 1e-9 <= value <= 1 + 1e-9 for value in upper_lower(matrix(rows)))


def test_in_a_short_test_a_question_does_not_vouch_for_itself():
    # Two questions that have nothing to do with each other: with its own score in the total each would show D = 1.
    rows = [[1, 1], [1, 0], [0, 1], [0, 0]] * 6
    assert upper_lower(matrix(rows)) == pytest.approx([0.0, 0.0])


def test_a_small_negative_correlation_is_no_wrong_key():
    # Of twenty people ten know the other two questions; four of them and six of the others know this: r = -0.2.
    rows = [[1, 1, 1]] * 4 + [[0, 1, 1]] * 6 + [[1, 0, 0]] * 6 + [[0, 0, 0]] * 4
    figures = item_figures(matrix([[0] * 3] * 20), matrix(rows))[0]
    assert figures.rest_correlation == pytest.approx(-0.2)
    assert figures.flags == (Flag.DOES_NOT_TELL,)
