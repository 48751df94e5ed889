"""The index against published figures; the tables and their sources are in tests/data/skm/."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.index import (
    BANDS,
    ELEMENT_KEYS,
    EXACT_WEIGHT,
    ElementSum,
    GradeBand,
    IndexRuleError,
    difference_margin,
    element_index,
    element_weight,
    grade_of,
    index_of,
    index_of_sums,
    margin_of,
    raw_index,
    round_half_up,
    sample_size,
    student_t,
)

DATA = Path(__file__).parent.parent / "data" / "skm"
ANSWERS = st.integers(1, 4)
RESPONSES = st.lists(st.lists(ANSWERS, min_size=9, max_size=9), min_size=1, max_size=40)


def rows_of(name):
    with (DATA / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


SAMPLES = [(int(row["N"]), int(row["S_published"])) for row in rows_of("krejcie_morgan_baritotimur.csv")]
KARO = [(Decimal(row["ikm"]), row["category_published"]) for row in rows_of("karo_2020_units.csv")]
CATEGORIES = {"baik sekali": "A", "baik": "B", "kurang baik": "C", "tidak baik": "D"}


def test_the_published_tables_are_complete():
    assert (len(SAMPLES), len(KARO)) == (82, 20)


@pytest.mark.parametrize(("population", "published"), SAMPLES)
def test_every_published_sample_size_is_met(population, published):
    assert sample_size(population) == published


@pytest.mark.parametrize(("index", "category"), KARO)
def test_every_published_grade_of_karo_2020_is_met(index, category):
    assert grade_of(index) == CATEGORIES[category]


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
        ("25.00", "D"),
        ("24.75", "D"),
    ],
)
def test_grades_change_exactly_at_the_limits(index, grade):
    assert grade_of(Decimal(index)) == grade


def test_the_limit_of_a_grade_is_met_only_after_rounding():
    just_below = [Fraction("3.5322")] * 9
    assert (index_of(just_below), grade_of(index_of(just_below))) == (Decimal("88.31"), "A")
    with pytest.raises(IndexRuleError, match="Bulatkan"):
        grade_of(Decimal("88.305"))


def test_all_fours_give_what_each_weight_makes_of_them():
    fours = [Fraction(4)] * 9
    figures = [index_of(fours, weight) for weight in (EXACT_WEIGHT, "0.111", "0.11")]
    assert figures == [Decimal("100.00"), Decimal("99.90"), Decimal("99.00")]


def test_printed_weights_exist_for_nine_elements_only():
    with pytest.raises(IndexRuleError, match="9 unsur"):
        index_of([Fraction(3)] * 2, "0.111")
    with pytest.raises(IndexRuleError, match="tidak dikenal"):
        element_weight("0.12", 9)
    with pytest.raises(IndexRuleError, match="satu unsur pun"):
        index_of([])


def test_a_mean_outside_one_to_four_is_refused():
    with pytest.raises(IndexRuleError, match="1 sampai 4"):
        index_of([Fraction(3), Fraction("4.01")])


def test_bands_follow_the_day_of_the_result():
    later = GradeBand("A", "Sangat baik", Decimal("90.00"), Decimal("100.00"), date(2027, 1, 1))
    bands = [*(GradeBand(b.grade, b.name, b.lowest, b.highest, b.valid_from, date(2026, 12, 31)) for b in BANDS), later]
    assert grade_of(Decimal("89.00"), date(2026, 12, 31), bands) == "A"
    assert grade_of(Decimal("91.00"), date(2027, 1, 1), bands) == "A"
    with pytest.raises(IndexRuleError, match="Tidak ada tabel mutu"):
        grade_of(Decimal("89.00"), date(2012, 1, 1), bands)


def test_halves_are_rounded_up_and_never_through_floats():
    assert [round_half_up(Fraction(x)) for x in ("2.675", "0.005", "-0.005", "1.0049999")] == [
        Decimal("2.68"),
        Decimal("0.01"),
        Decimal("-0.01"),
        Decimal("1.00"),
    ]
    assert element_index(Fraction("3.5322")) == Decimal("88.31")


def test_the_nine_keys_stand_in_the_order_of_the_definition():
    assert ELEMENT_KEYS[3:4] + ELEMENT_KEYS[7:] == ("cost", "complaints", "facilities")


@given(RESPONSES)
def test_the_index_is_the_mean_of_the_responses_own_scores(responses):
    sums = {
        key: ElementSum(sum(answers), len(answers))
        for key, answers in zip(ELEMENT_KEYS, zip(*responses, strict=True), strict=True)
    }
    own_scores = [Fraction(25 * sum(answers), 9) for answers in responses]
    assert index_of_sums(sums) == round_half_up(sum(own_scores) / len(own_scores))


@given(RESPONSES)
def test_the_margin_is_that_of_the_responses_own_scores(responses):
    totals = [sum(answers) for answers in responses]
    margin = margin_of(
        count=len(totals),
        score_sum=sum(totals),
        score_squares=sum(total**2 for total in totals),
        element_count=9,
    )
    if len(totals) < 2:
        assert margin is None
    else:
        spread = variance([25 * total / 9 for total in totals])
        expected = student_t(len(totals) - 1) * (spread / len(totals)) ** 0.5
        assert float(margin) == pytest.approx(expected, abs=0.006)


@given(st.lists(st.fractions(1, 4), min_size=1, max_size=14), st.data())
def test_a_better_answer_never_lowers_the_index_and_order_is_nothing(means, data):
    better = list(means)
    better[data.draw(st.integers(0, len(means) - 1))] = Fraction(4)
    assert index_of(better) >= index_of(means)
    assert index_of(sorted(means)) == index_of(means)
    assert 25 <= raw_index(means) <= 100


@given(st.integers(1, 10_000_000))
def test_a_sample_is_never_larger_than_its_population_nor_than_384(population):
    assert 1 <= sample_size(population) <= min(population, 384)
    assert sample_size(population) <= sample_size(population + 1)


def test_no_sample_of_nobody():
    with pytest.raises(IndexRuleError):
        sample_size(0)


@pytest.mark.parametrize(("freedom", "printed"), [(9, 2.262), (19, 2.093), (29, 2.045), (99, 1.984)])
def test_students_t_agrees_with_the_printed_table(freedom, printed):
    assert student_t(freedom) == pytest.approx(printed, abs=0.005)


def test_margins_of_a_difference_add_in_squares():
    assert difference_margin(Decimal("3.00"), Decimal("4.00")) == Decimal("5.00")


def test_impossible_squares_are_refused():
    with pytest.raises(IndexRuleError, match="hitung ulang"):
        margin_of(count=2, score_sum=20, score_squares=100, element_count=9)
