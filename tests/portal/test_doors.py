"""Everybody's own first page, and who may open which."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Account
from tests.cast import Cast
from tests.factories.people import make_account
from tests.factories.programs import make_agreement, make_batch, make_institution, make_partner_staff, make_program

DOORS = {"hr": "desk", "leader": "overview", "employee": "employee_home", "head": "employee_home"}


@pytest.mark.parametrize(("who", "door"), DOORS.items())
def test_the_front_door_leads_everybody_to_the_own_page(client: Client, cast: Cast, who: str, door: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get("/").headers["Location"] == reverse(door)
    assert client.get(reverse(door)).status_code == 200


def test_a_citizen_stays_at_the_front_door(client: Client, cast: Cast) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Bagaimana layanan yang Anda terima?" in page.content.decode()


@pytest.fixture
def partner(cast: Cast) -> Account:
    institution, account = make_institution(name="Universitas Contoh"), make_account()
    make_partner_staff(institution, account)
    program = make_program(title="Manajemen Pelabuhan", institution=institution)
    make_batch(program, agreement=make_agreement(institution))
    make_batch(make_program(title="Program orang lain"))
    return account


def test_a_partner_sees_the_own_batches_only(client: Client, partner: Account) -> None:
    client.force_login(partner)
    page = client.get("/", follow=True).content.decode()
    assert "Manajemen Pelabuhan" in page
    assert "Program orang lain" not in page


@pytest.mark.parametrize("door", ["desk", "overview"])
def test_an_employee_may_not_open_the_doors_of_others(client: Client, cast: Cast, door: str) -> None:
    client.force_login(cast.employee)
    assert client.get(reverse(door)).status_code == 403


def test_the_privacy_page_answers_without_a_session(client: Client, db: None) -> None:
    page = client.get(reverse("privacy"))
    assert page.status_code == 200
    assert "UU 27/2022" in page.content.decode()
    assert "Cookie" not in page.headers.get("Vary", "")
