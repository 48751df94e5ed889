"""Self beside others, by hand."""

from evaluations.behaviour.views_of_work import lines_of


def test_the_gap_is_self_minus_the_mean_of_head_and_colleagues():
    (line,) = lines_of(["Menerapkan"], self_scores=[4], head=[3], colleagues=[[2], [3]])
    # Colleagues 2.5; with the head's 3 that is 2.75; 4 − 2.75 = 1.25.
    assert (line.colleagues, line.others, line.gap) == (2.5, 2.75, 1.25)


def test_one_colleague_alone_is_not_shown():
    (line,) = lines_of(["Menerapkan"], self_scores=[4], head=[3], colleagues=[[1]])
    assert (line.colleagues, line.others, line.gap) == (None, 3, 1)


def test_without_others_there_is_no_gap():
    (line,) = lines_of(["Menerapkan"], self_scores=[4], head=None, colleagues=[])
    assert (line.others, line.gap) == (None, None)
