"""Self beside others, by hand; and what a figure of two colleagues tells of either."""

from itertools import combinations_with_replacement, product

import pytest

from evaluations.behaviour.views_of_work import lines_of, overall_of


def test_self_and_head_stand_side_by_side_question_by_question():
    first, second = lines_of(["Menerapkan", "Berbagi"], self_scores=[4, 2], head=[3, 2])
    assert (first.self_score, first.head, first.gap) == (4, 3, 1)
    assert second.gap == 0


def test_the_gap_is_self_minus_the_mean_of_head_and_colleagues():
    overall = overall_of(self_scores=[4] * 3, head=[3] * 3, colleagues=[[2] * 3, [3] * 3])
    # Colleagues 2.5; with the head's 3 that is 2.75; 4 − 2.75 = 1.25.
    assert (overall.colleagues, overall.others, overall.gap) == (2.5, 2.75, 1.25)


def test_one_colleague_alone_is_not_shown():
    overall = overall_of(self_scores=[4] * 3, head=[3] * 3, colleagues=[[1] * 3])
    assert (overall.colleagues, overall.others, overall.gap) == (None, 3, 1)


def test_without_others_there_is_no_gap():
    overall = overall_of(self_scores=[4], head=None, colleagues=[])
    assert (overall.others, overall.gap) == (None, None)


def test_colleagues_are_told_to_half_a_point():
    shown = [overall_of(self_scores=None, head=None, colleagues=[[2] * 4, sheet]).colleagues for sheet in SHEETS]
    assert shown == [2.0, 2.0, 2.5, 2.5]


SHEETS = ([2, 2, 2, 2], [2, 2, 2, 3], [2, 2, 3, 3], [3, 3, 3, 3])


@pytest.mark.parametrize("questions", [3, 4, 5, 6])
def test_no_figure_gives_any_answer_of_either_colleague_away(questions):
    # Which question is which does not matter to a mean: any order of a fitting sheet fits as well.
    sheets = list(combinations_with_replacement((1, 2, 3, 4), questions))
    behind: dict[float | None, set[tuple[int, ...]]] = {}
    for first, second in product(sheets, repeat=2):
        behind.setdefault(overall_of(self_scores=None, head=None, colleagues=[first, second]).colleagues, set()).add(
            first
        )
    assert set(behind) == {1, 1.5, 2, 2.5, 3, 3.5, 4}
    assert all(len(set().union(*fitting)) > 1 for fitting in behind.values())


def test_with_two_questions_colleagues_are_not_shown():
    assert overall_of(self_scores=[4, 4], head=None, colleagues=[[1, 1], [1, 1]]).colleagues is None


def test_a_mean_by_question_would_have_given_both_away():
    # The negative control: shown exactly and by question, 4 is both people's 4.
    fitting = {pair for pair in product((1, 2, 3, 4), repeat=2) if sum(pair) / 2 == 4}
    assert fitting == {(4, 4)}
