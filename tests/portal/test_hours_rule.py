"""Who is below the yearly rule of hours: 20 JP a year for PNS (PP 11/2017); PPPK have a ceiling, not a floor."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from people.access import Access
from people.models import Account
from portal.hours_rule import UnitLine, below, by_unit, standings
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.people import make_employee
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)


def access(account: Account) -> Access:
    return Access(account=account, day=TODAY)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def trained(cast: Cast) -> Cast:
    """In 2026 the employee got 20 JP and the unit's head 16; the others of the cast nothing."""
    make_settled([cast.employee.employee], program=make_program(learning_hours=20))
    make_settled([cast.head.employee], program=make_program(learning_hours=16))
    make_employee("Pegawai kontrak", unit=cast.unit, status="pppk", number="199001012024211001")
    return cast


def names(account: Account, year: int = 2026) -> dict[str, tuple[Decimal, Decimal]]:
    found = below(standings(access=access(account), year=year))
    return {each.employee.name: (each.credited, each.missing) for each in found}


def test_those_with_twenty_hours_and_those_without_a_minimum_are_not_below(trained: Cast) -> None:
    assert names(trained.head) == {"Petugas Survei": (0, 20), "Kepala Puskesmas": (16, 4)}


def test_another_year_is_counted_for_itself(trained: Cast) -> None:
    assert set(names(trained.head, 2025)) == {"Petugas Survei", "Kepala Puskesmas", "Siti Nurhaliza"}


def test_units_are_counted_and_hr_sees_them_all(trained: Cast) -> None:
    lines = [UnitLine(*row) for row in by_unit(standings(access=access(trained.hr), year=2026))]
    health = next(line for line in lines if line.code == "153")
    assert (health.people, health.below, health.percent_met) == (3, 2, 33)
    assert {line.code for line in lines} == {"PEMKO", "111", "114", "153"}


def test_a_head_sees_the_units_below(trained: Cast) -> None:
    lines = [UnitLine(*row) for row in by_unit(standings(access=access(trained.agency_head), year=2026))]
    assert [line.code for line in lines] == ["153", "111"]


def test_the_page_leads_to_the_people_and_both_are_files(trained: Cast) -> None:
    hr = signed_in(trained.hr)
    assert reverse("hours_rule_unit", args=["153"]) in hr.get(reverse("hours_rule")).content.decode()
    page = hr.get(reverse("hours_rule_unit", args=["153"]), {"tahun": "2026"}).content.decode()
    assert "Kepala Puskesmas" in page
    assert "Siti Nurhaliza" not in page
    response = hr.get(reverse("hours_rule_unit", args=["153"]), {"tahun": "2026", "unduh": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(response))).active.iter_rows(values_only=True))  # type: ignore[arg-type, union-attr]
    assert [row[0] for row in rows] == ["Nama", "Petugas Survei", "Kepala Puskesmas"]
    assert rows[2][4:] == (16, 20, 4)
    whole = hr.get(reverse("hours_rule"), {"tahun": "2026", "unduh": "xlsx"})
    assert whole.status_code == 200


def test_a_head_opens_no_other_unit(trained: Cast) -> None:
    head = signed_in(trained.head)
    assert head.get(reverse("hours_rule_unit", args=["114"])).status_code == 404


def test_more_people_take_no_more_queries(trained: Cast) -> None:
    hr = signed_in(trained.hr)

    def queries() -> list[int]:
        counts = []
        for address in (reverse("hours_rule"), reverse("hours_rule_unit", args=["153"])):
            hr.get(address)
            with CaptureQueriesContext(connection) as captured:
                hr.get(address)
            counts.append(len(captured))
        return counts

    first = queries()
    for name in ("Satu", "Dua"):
        make_employee(name, unit=trained.unit)
    assert queries() == first
