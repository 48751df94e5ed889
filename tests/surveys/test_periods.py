"""Periods by code."""

from datetime import date

import pytest

from surveys.periods import PeriodError, ending_with, ensure_period, quarter_of, span_of
from surveys.periods_shown import Offer, shown_offer


@pytest.mark.parametrize(
    ("code", "first", "last", "label"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "Tahun 2024"),
        ("2024S1", date(2024, 1, 1), date(2024, 6, 30), "Semester I 2024"),
        ("2024s2", date(2024, 7, 1), date(2024, 12, 31), "Semester II 2024"),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30), "Triwulan III 2026"),
        ("2026TW4", date(2026, 10, 1), date(2026, 12, 31), "Triwulan IV 2026"),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29), "Februari 2024"),
    ],
)
def test_a_code_names_whole_months(code, first, last, label):
    span = span_of(code)
    assert (span.first, span.last, span.label) == (first, last, label)
    assert span_of(span.code) == span


@pytest.mark.parametrize("code", ["", "24S1", "2024S3", "2024Q5", "2024M13", "2024X1", "2024Q0", "semester 1"])
def test_an_unknown_code_is_refused_with_examples(code):
    with pytest.raises(PeriodError, match="Contoh: 2026"):
        span_of(code)


def test_spans_go_back_over_the_turn_of_the_year():
    assert [span.code for span in ending_with(span_of("2026Q2"), 3)] == ["2025Q4", "2026Q1", "2026Q2"]
    assert quarter_of(date(2026, 12, 31)).a_year_before().code == "2025Q4"


def test_the_page_shows_the_latest_finished_period_with_enough_answers():
    day = date(2026, 8, 1)
    offers = [Offer(span_of(code), count) for code, count in [("2026Q3", 50), ("2026Q2", 3), ("2026Q1", 12)]]
    assert shown_offer(offers, day, 10).code == "2026Q1"
    assert shown_offer(offers[:2], day, 10).code == "2026Q3"
    assert shown_offer([], day, 10).code == "2026Q2"


@pytest.mark.django_db
def test_a_missing_period_is_made_once():
    first = ensure_period(span_of("2024S1"))
    assert ensure_period(span_of("2024S1")) == first
    assert (first.kind, first.starts_on, first.ends_on) == ("semester", date(2024, 1, 1), date(2024, 6, 30))
