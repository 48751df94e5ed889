"""Populations and targets: the published table, the rules of the rows, and how services add up."""

import csv
from datetime import date

import pytest
from django.db import connection

from people.models import Unit
from surveys.models import PeriodKind, Population, SurveyRule
from surveys.periods import span_of
from surveys.targets import period_kind_on, span_around, target_of
from tests.factories.people import make_account, make_unit
from tests.factories.surveys import make_population, make_service
from tests.surveys.test_index import DATA
from tests.surveys.test_models import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("Puskesmas Batu 10", code="B10")


def test_the_database_asks_for_the_same_sample_as_the_published_table() -> None:
    with (DATA / "krejcie_morgan_baritotimur.csv").open(encoding="utf-8") as lines:
        table = [
            (int(row["N"]), int(row["S_published"]))
            for row in csv.DictReader(line for line in lines if not line.startswith("#"))
        ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT users, (users * 7692 + 3831) / (users * 20 + 7662) FROM unnest(%s::bigint[]) AS users",
            [[users for users, _size in table]],
        )
        assert [(int(users), int(size)) for users, size in cursor.fetchall()] == table


def test_a_population_says_how_many_where_from_and_once(unit: Unit) -> None:
    other = make_unit("Lain", code="L1")
    refused("population_has_users", lambda: make_population(unit, 0))
    refused("population_has_source", lambda: make_population(unit, source=""))
    refused("population_service_of_unit", lambda: make_population(unit, service=make_service(other)))
    make_population(unit)
    refused("population_once", lambda: make_population(unit))
    assert Population.objects.count() == 1


def test_a_stated_target_is_higher_than_the_formulas_and_has_a_reason(unit: Unit) -> None:
    # 400 users: 196 answers by the published table.
    refused("population_target_only_higher", lambda: make_population(unit, stated_target=196, reason="x"))
    refused("population_target_only_higher", lambda: make_population(unit, stated_target=401, reason="x"))
    refused("population_target_has_reason", lambda: make_population(unit, stated_target=250))
    refused("population_target_has_reason", lambda: make_population(unit, reason="tanpa sasaran"))
    make_population(unit, stated_target=197, reason="Pembagian menurut layanan")


def test_a_units_own_number_goes_before_those_of_its_services(unit: Unit) -> None:
    officer = make_account(username="petugas")
    first, second = make_service(unit), make_service(unit, "akta", "Akta kelahiran")
    make_population(unit, 10, service=first)
    make_population(unit, 400, service=second, source="SIAK", entered_by=officer, stated_target=250, reason="Baru")
    span = span_of("2026Q1")
    target = target_of(unit_ids=[unit.pk], span=span)[unit.pk]
    # By the published table 10 users ask for 10 answers, 400 for 196.
    assert (target.users, target.sample_size, target.count) == (410, 206, 260)
    assert target.sources == "SIAK; Buku register 2025"
    assert target.reasons == "Baru"
    make_population(unit, 1200)
    assert target_of(unit_ids=[unit.pk], span=span)[unit.pk].count == 291
    assert target_of(unit_ids=[unit.pk], span=span_of("2026Q2")) == {}


def test_the_citys_rule_says_for_which_period_targets_hold() -> None:
    assert period_kind_on(date(2026, 2, 10)) is PeriodKind.QUARTER
    SurveyRule.objects.update(period_kind="semester")
    assert span_around(date(2026, 8, 10), period_kind_on(date(2026, 8, 10))).code == "2026S2"
    assert span_around(date(2026, 8, 10), PeriodKind.YEAR).code == "2026"
    refused("survey_rule_known_period", lambda: SurveyRule.objects.update(period_kind="month"))
