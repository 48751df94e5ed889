"""First pages of those who work for the city."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_program


def make_open_batch(title: str) -> object:
    now = timezone.now()
    return make_batch(
        make_program(title=title),
        enrollment_opens_at=now - timedelta(days=1),
        enrollment_closes_at=now + timedelta(days=10),
        starts_on=now.date() + timedelta(days=14),
        ends_on=now.date() + timedelta(days=15),
    )


def test_an_employee_reads_hours_and_what_fits(client: Client, cast: Cast) -> None:
    make_open_batch("Pelayanan prima di loket")
    client.force_login(cast.employee)
    page = client.get(reverse("employee_home")).content.decode()
    assert "<b>0</b> dari 20 JP" in page
    assert "Pelayanan prima di loket" in page
    assert "Pilih pelatihan pertama Anda tahun ini" in page


def test_a_head_sees_how_many_wait_for_a_decision(client: Client, cast: Cast) -> None:
    make_enrollment(make_open_batch("Pelayanan prima"), cast.employee.employee)
    client.force_login(cast.head)
    assert "<b>1 permohonan</b>" in client.get(reverse("employee_home")).content.decode()
    client.force_login(cast.employee)
    assert "menunggu keputusan Anda" not in client.get(reverse("employee_home")).content.decode()


def test_an_account_without_an_employee_has_no_home(client: Client, cast: Cast) -> None:
    cast.stranger.employee = None
    cast.stranger.save()
    client.force_login(cast.stranger)
    assert client.get(reverse("employee_home")).status_code == 403


def test_the_employees_home_takes_the_same_queries_with_one_and_three_rows(
    client: Client, cast: Cast, count_queries: object
) -> None:
    def add() -> None:
        make_open_batch("Program")
        make_enrollment(make_open_batch("Program lain"), cast.employee.employee)

    client.force_login(cast.employee)
    add()
    first = count_queries(lambda: client.get(reverse("employee_home")))
    add()
    add()
    assert count_queries(lambda: client.get(reverse("employee_home"))) == first


def test_the_desk_takes_the_same_queries_with_one_and_three_rows(
    client: Client, cast: Cast, count_queries: object
) -> None:
    def add() -> None:
        make_enrollment(make_open_batch("Program"), make_employee(unit=cast.unit))

    client.force_login(cast.hr)
    add()
    first = count_queries(lambda: client.get(reverse("desk")))
    add()
    add()
    assert count_queries(lambda: client.get(reverse("desk"))) == first


def test_a_survey_officer_finds_the_units_survey_and_its_code(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    page = client.get(reverse("employee_home")).content.decode()
    assert 'href="/s/153/"' in page
    assert 'href="/unit/153/qr.svg"' in page
    client.force_login(cast.employee)
    assert "Survei unit Anda" not in client.get(reverse("employee_home")).content.decode()


def test_the_leadership_finds_the_yearly_plan_in_the_menu(client: Client, cast: Cast) -> None:
    client.force_login(cast.leader)
    assert f'href="{reverse("plans")}"' in client.get(reverse("overview")).content.decode()
