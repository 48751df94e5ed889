"""The parts of a report."""

import pytest

from evaluations.reporting.frames import MOST_PICTURED, picture, point, scale_up_to


@pytest.mark.parametrize("most", [0.003, 1, 4, 7, 9, 10, 11, 26, 99, 100, 536, 2_117_483])
def test_an_axis_holds_the_largest_figure_in_few_round_steps(most: float):
    top, step = scale_up_to(most)
    assert most <= top <= 2.5 * most
    assert 1 <= round(top / step) <= 5
    assert f"{step:e}"[0] in "125"


def test_an_axis_without_figures_has_one_step():
    assert scale_up_to(0) == (1.0, 1.0)


def test_a_picture_without_figures_is_none():
    assert picture("Gambar", "Orang", [("A", [])], low=0, high=1, step=1) is None


def test_a_picture_says_how_many_lines_it_leaves_to_the_table():
    rows = [(f"Program {place}", [point(1, "1")]) for place in range(MOST_PICTURED + 2)]
    found = picture("Gambar", "Orang", rows, low=0, high=1, step=1)
    assert found is not None
    assert len(found["rows"]) == MOST_PICTURED
    assert found["left_out"] == "2 baris lain ada pada tabel."
