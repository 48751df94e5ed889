"""Pictures of ranges: every row has its place, its words and a height that fits them."""

import pytest

from documents.ranges import LINE_HEIGHT, ROOM, Row, bars, drawn, ranges, step
from documents.vega import draw

X = {"type": "quantitative", "axis": {"title": None}}
ROWS = [Row("Nama yang panjang sekali", "Tidak ada bukti", 1.0, 0.5, 1.5, 0.2), Row("Sama", "–"), Row("Sama", "–")]


def test_rows_of_the_same_name_keep_their_own_places() -> None:
    assert [row["place"] for row in drawn(ROWS, 14)] == [0, 1, 2]


def test_a_row_is_as_high_as_its_longest_label() -> None:
    data = drawn(ROWS, 14)
    assert data[0]["label"] == "Nama yang|panjang sekali"
    assert step(data) == 2 * LINE_HEIGHT + ROOM


@pytest.mark.parametrize("spec", [ranges(ROWS, X, width=120, letters=14), bars(ROWS, X, width=120, letters=14)])
def test_it_can_be_drawn_with_all_its_words(spec: dict[str, object]) -> None:
    (found,) = draw([spec])
    assert "failure" not in found
    assert all(word in found["svg"] for word in ("panjang sekali", "Tidak ada", "bukti"))
