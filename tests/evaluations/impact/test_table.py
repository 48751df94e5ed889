"""Panels as CSV: what can be read, what is refused, and that nothing is lost on the way."""

import doctest
from dataclasses import replace

import numpy as np
import pytest

import evaluations.impact
from evaluations.impact import (
    NEVER,
    OtherProgram,
    PanelTableError,
    analyse,
    as_record,
    make_panel,
    read_panel,
    write_panel,
)
from tests.evaluations.impact.panels import random_outcome

SMALL = "unit,month,outcome,share\na,2025-11,70,0\na,2026-02,71.5,0.5\nb,2025-12,80,0\n"


def test_the_example_of_the_package_runs() -> None:
    assert doctest.testmod(evaluations.impact).attempted > 5
    assert doctest.testmod(evaluations.impact).failed == 0


def test_a_panel_written_and_read_again_gives_the_same_result() -> None:
    """With gaps, other programs, sectors and a unit that begins late: all that a city has."""
    outcome, starts = random_outcome(3, units=40, treated=15, months=30)
    chance = np.random.default_rng(3)
    outcome[chance.random(outcome.shape) < 0.1] = np.nan
    others = OtherProgram("antrean", np.where(chance.random(40) < 0.5, 12, NEVER))
    panel = make_panel(
        outcome, starts, variance=chance.uniform(90, 160, outcome.shape), count=chance.integers(5, 90, outcome.shape),
        share=0.4, others=(others,), groups=tuple("xyz"[place % 3] for place in range(40)),
    )  # fmt: skip
    exists = panel.exists.copy()
    exists[39, :9] = False
    panel = replace(panel, exists=exists, units=tuple((place, 0) for place in range(40)))
    again = read_panel(write_panel(panel))
    assert as_record(analyse(again)) == as_record(analyse(panel))
    assert analyse(panel).size.joint == ("antrean",)


def test_months_without_a_row_are_months_without_answers() -> None:
    panel = read_panel(SMALL)
    assert panel.units == ("a", "b")
    assert panel.months == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert panel.count.tolist() == [[100, 0, 0, 100], [0, 100, 0, 0]]
    assert panel.share.tolist() == [[0, 0, 0, 0.5], [0, 0, 0, 0]]
    assert panel.exists.tolist() == [[True] * 4, [False, True, False, False]]


def test_training_seen_before_a_gap_holds_on_through_it() -> None:
    panel = read_panel("unit,month,outcome,share,touched,other:B\na,1,70,0,1,1\na,4,71,0.5,1,1\n")
    assert panel.touched.tolist() == [[True] * 4]
    assert panel.others[0].name == "B"
    assert panel.others[0].starts.tolist() == [0]


def test_an_empty_outcome_is_a_month_without_answers_whatever_its_n_says() -> None:
    panel = read_panel("unit,month,outcome,share,n\na,1,,0,55\na,2,70,0,12\n")
    assert panel.count.tolist() == [[0, 12]]


def test_further_columns_a_mark_of_byte_order_and_spaces_do_no_harm() -> None:
    panel = read_panel("\ufeffunit, month ,outcome,share,remark\n a ,7, 70 ,1,x\n")
    assert (panel.units, panel.months, panel.outcome.tolist()) == (("a",), (7,), [[70.0]])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "kolom unit, month, outcome, share tidak ada"),
        ("unit,month,share\n", "kolom outcome tidak ada; yang ada: unit, month, share"),
        ("unit,month,outcome,share\n", "tidak ada baris"),
        ("unit,month,outcome,share\na,2025-13,70,0\n", "baris 2: month '2025-13'"),
        ("unit,month,outcome,share\na,1,70,0\na,1,71,0\n", "baris 3: unit a bulan 1 sudah ada"),
        ("unit,month,outcome,share\na,1,70,0\na,2025-01,71,0\n", "satu cara"),
        ("unit,month,outcome,share\na,1,\"70,5\",0\n", "outcome '70,5' bukan bilangan (pakai titik"),
        ("unit,month,outcome,share\na,1,70,25\n", "baris 2: share 25 harus antara 0 dan 1"),
        ("unit,month,outcome,share,n\na,1,70,0,2.5\n", "n 2.5 harus bilangan bulat"),
        ("unit,month,outcome,share,variance\na,1,70,0,-1\n", "variance -1"),
        ("unit,month,outcome,share,touched\na,1,70,0,mungkin\n", "touched 'mungkin' harus 0 atau 1"),
        ("unit,month,outcome,share\n,1,70,0\n", "baris 2: unit kosong"),
        ("unit,month,outcome,share\na,1,70,0\na,9999,70,0\n", "rentang bulan"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PanelTableError) as refused:
        read_panel(text)
    assert said in str(refused.value)
