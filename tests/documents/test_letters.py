"""Letters with activation codes: whom they reach, what they say, who may print them."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from documents.letters import LettersError, units_with_people_waiting, write_activation_letters
from pembinaan.base.dates import city_day
from people.activation import activate
from people.models import Employee
from tests.cast import Cast
from tests.factories.people import make_employee, make_unit


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


@pytest.fixture
def newcomer(cast: Cast) -> Employee:
    return make_employee("Raja Ali", unit=cast.unit, status="pppk", number="199001012024211001")


def test_only_units_where_somebody_waits_are_listed(cast: Cast, newcomer: Employee, now: datetime) -> None:
    units = units_with_people_waiting(day=city_day(now))
    assert [(unit.name, unit.waiting) for unit in units] == [("UPTD Puskesmas Sei Jang", 1)]
    assert list(units_with_people_waiting(day=city_day(now), name="hub")) == []


def test_the_code_of_the_letter_opens_the_account(cast: Cast, newcomer: Employee, now: datetime) -> None:
    text = text_of(write_activation_letters(unit=cast.unit, by=cast.hr, now=now))
    assert "Raja Ali NI PPPK 19900101 202421 1 001 UPTD Puskesmas Sei Jang" in text
    assert "Berlaku sampai 8 April 2026" in text
    assert "http://localhost:8000/aktivasi/" in text
    code = text.split("sekali pakai ini: ")[1].split()[0]
    account = activate(username="199001012024211001", code=code, password="kata-sandi-yang-baik", now=now)
    assert account.employee == newcomer


def test_a_person_without_a_number_learns_the_name_of_the_account(cast: Cast, now: datetime) -> None:
    person = make_employee("Honorer", unit=cast.unit, status="non_asn", number=None)
    text = text_of(write_activation_letters(unit=cast.unit, by=cast.hr, now=now))
    assert f"Honorer Nama akun N{person.pk:06d}" in text


def test_when_all_have_activated_there_is_nothing_to_print(cast: Cast, now: datetime) -> None:
    with pytest.raises(LettersError, match="Semua pegawai unit ini sudah mengaktifkan akunnya"):
        write_activation_letters(unit=cast.unit, by=cast.hr, now=now)


def test_hr_prints_after_reading_what_happens_to_old_codes(cast: Cast, newcomer: Employee, client: Client) -> None:
    client.force_login(cast.hr)
    assert "UPTD Puskesmas Sei Jang" in client.get("/surat-aktivasi/").content.decode()
    assert "tidak berlaku lagi" in client.get("/surat-aktivasi/153/").content.decode()
    answer = client.post("/surat-aktivasi/153/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="surat-aktivasi-153.pdf"'


def test_nobody_else_prints_letters(cast: Cast, newcomer: Employee, client: Client) -> None:
    for account in (cast.head, cast.employee, cast.officer, cast.leader):
        client.force_login(account)
        assert client.get("/surat-aktivasi/").status_code == 403
        assert client.post("/surat-aktivasi/153/").status_code == 403


def test_an_empty_list_says_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.hr)
    assert "Semua pegawai sudah mengaktifkan akunnya" in client.get("/surat-aktivasi/").content.decode()
    assert "Tidak ada unit dengan nama itu" in client.get("/surat-aktivasi/?nama=x").content.decode()


def test_the_list_costs_the_same_with_one_unit_and_with_three(
    cast: Cast, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    def add(n: int) -> None:
        make_employee(f"Pegawai {n}", unit=make_unit(f"Unit {n}"))

    client.force_login(cast.hr)
    add(1)
    client.get("/surat-aktivasi/")
    with django_assert_max_num_queries(9) as one:
        client.get("/surat-aktivasi/")
    add(2)
    add(3)
    with django_assert_num_queries(len(one)):
        client.get("/surat-aktivasi/")
