"""Figures from roll-ups, against hand calculation."""

from datetime import date
from decimal import Decimal

import pytest

from surveys.models import SurveyRule
from surveys.periods import ending_with, span_of
from surveys.reports import change_between, figure, figures_by_group, figures_by_unit, series
from surveys.rollups import fold_all
from tests.factories.people import make_unit
from tests.factories.surveys import make_responses

pytestmark = pytest.mark.django_db
Q1 = span_of("2026Q1")


def quarter(unit_ids, span=Q1):
    return figure(unit_ids=unit_ids, first=span.first, last=span.last)


def test_a_figure_is_that_of_a_hand_calculation():
    unit = make_unit()
    make_responses(unit, 10, [3] * 9)
    make_responses(unit, 10, [4] * 9)
    fold_all()
    found = quarter([unit.pk])
    assert (found.count, found.index, found.grade) == (20, Decimal("87.50"), "B")
    # Own scores 75 and 100, ten each: variance 164.47, standard error 2.868, t(19) = 2.093.
    assert found.margin == Decimal("6.00")
    assert [element.mean for element in found.elements] == [Decimal("3.5000")] * 9


def test_fewer_than_ten_answers_are_not_shown():
    unit = make_unit()
    make_responses(unit, 9)
    fold_all()
    found = quarter([unit.pk])
    assert (found.is_shown, found.index, found.margin, found.elements, found.grade) == (False, None, None, (), None)
    make_responses(unit, 1)
    fold_all()
    assert quarter([unit.pk]).is_shown


def test_the_weakest_elements_come_first_and_equal_ones_as_defined():
    unit = make_unit()
    make_responses(unit, 10, [3, 3, 2, 4, 3, 3, 3, 1, 3])
    fold_all()
    keys = [line.element.key for line in quarter([unit.pk]).weakest]
    assert keys[:3] == ["complaints", "time", "requirements"]
    assert keys[-1] == "cost"


def test_a_sector_is_the_mean_of_its_units_or_of_their_answers_as_the_rule_says():
    small, large, hidden = make_unit(), make_unit(), make_unit()
    make_responses(small, 10, [4] * 9)
    make_responses(large, 30, [3] * 9)
    make_responses(hidden, 9, [1] * 9)
    fold_all()
    ids = [small.pk, large.pk, hidden.pk]
    by_unit = quarter(ids)
    assert (by_unit.index, by_unit.unit_count, by_unit.count) == (Decimal("87.50"), 2, 40)
    SurveyRule.objects.update(city_method="answers")
    assert quarter(ids).index == Decimal("81.25")


def test_the_rule_in_force_on_the_last_day_decides_the_weight():
    unit = make_unit()
    make_responses(unit, 10, [4] * 9)
    fold_all()
    SurveyRule.objects.update(ends_on=date(2026, 3, 30))
    SurveyRule.objects.create(starts_on=date(2026, 3, 31), weight="0.111")
    assert quarter([unit.pk]).index == Decimal("99.90")
    february = figure(unit_ids=[unit.pk], first=date(2026, 2, 1), last=date(2026, 2, 28))
    assert february.index == Decimal("100.00")


def test_days_inside_a_month_are_read_from_the_daily_rollup():
    unit = make_unit()
    make_responses(unit, 10, [4] * 9, day=date(2026, 2, 10))
    make_responses(unit, 10, [2] * 9, day=date(2026, 2, 11))
    fold_all()
    one_day = figure(unit_ids=[unit.pk], first=date(2026, 2, 10), last=date(2026, 2, 10))
    assert one_day.index == Decimal("100.00")
    assert quarter([unit.pk]).index == Decimal("75.00")


def test_a_series_has_one_figure_a_period_and_gaps_where_answers_are_few():
    unit = make_unit()
    make_responses(unit, 10, [3] * 9, day=date(2025, 11, 5))
    make_responses(unit, 5, [4] * 9, day=date(2026, 1, 5))
    make_responses(unit, 5, [4] * 9, day=date(2026, 3, 5))
    fold_all()
    figures = series(unit_ids=[unit.pk], spans=ending_with(Q1, 3))
    assert [found.index for found in figures] == [None, Decimal("75.00"), Decimal("100.00")]
    assert series(unit_ids=[unit.pk], spans=[]) == []


def test_a_change_is_beyond_chance_when_it_is_larger_than_its_margin():
    unit = make_unit()
    for day, low, high in ((date(2025, 2, 1), 10, 10), (date(2026, 2, 1), 9, 11)):
        make_responses(unit, low, [3] * 9, day=day)
        make_responses(unit, high, [4] * 9, day=day)
    fold_all()
    change = change_between(quarter([unit.pk]), quarter([unit.pk], Q1.a_year_before()))
    assert (change.difference, change.is_beyond_chance) == (Decimal("1.25"), False)
    make_responses(unit, 200, [4] * 9)
    fold_all()
    change = change_between(quarter([unit.pk]), quarter([unit.pk], Q1.a_year_before()))
    assert change.is_beyond_chance
    assert change_between(quarter([unit.pk]), quarter([unit.pk], span_of("2020Q1"))) is None


@pytest.mark.parametrize("units", [1, 3])
def test_figures_cost_the_same_queries_for_any_number_of_units(django_assert_num_queries, units):
    made = [make_unit() for _ in range(units)]
    for unit in made:
        make_responses(unit, 10)
    fold_all()
    ids = [unit.pk for unit in made]
    with django_assert_num_queries(5):
        assert len(figures_by_unit(unit_ids=ids, first=Q1.first, last=Q1.last)) == units
    with django_assert_num_queries(5):
        quarter(ids)
    with django_assert_num_queries(5):
        series(unit_ids=ids, spans=ending_with(Q1, 4))
    with django_assert_num_queries(5):
        figures_by_group(groups={1: ids, 2: []}, first=Q1.first, last=Q1.last)
