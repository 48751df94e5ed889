"""Whoever runs or heads another unit's survey finds every door of this one closed."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Account
from tests.closed_doors.house import House, build
from tests.closed_doors.rooms.survey_office import DOORS, samples
from tests.factories.people import give_role, make_account, make_employee, make_head

pytestmark = pytest.mark.django_db


def other_officer(house: House) -> Account:
    account = make_account(make_employee("Petugas unit lain", unit=house.cast.other_unit))
    give_role(account, "survey_officer", house.cast.other_unit)
    return account


def other_head(house: House) -> Account:
    return make_account(make_head(house.cast.other_unit, "Kepala unit lain"))


@pytest.mark.parametrize("stranger", [other_officer, other_head])
def test_another_units_officer_or_head_is_refused_everywhere(stranger: object, client: Client) -> None:
    house = build()
    arguments = samples(house)
    client.force_login(stranger(house))  # type: ignore[operator]
    open_doors = []
    for name in DOORS:
        if name == "survey_offices":
            continue
        address = reverse(name, kwargs=arguments.get(name, {}))
        answers = (client.get(address).status_code, client.post(address).status_code)
        open_doors += [(name, code) for code in answers if code not in {403, 405}]
    assert open_doors == []


def test_a_head_of_the_agency_above_works_in_the_units_below(client: Client) -> None:
    house = build()
    client.force_login(house.cast.agency_head)
    assert client.get("/kelola/survei/153/rencana/baru/").status_code == 200


def test_the_tabs_are_those_that_the_visitor_may_open(client: Client) -> None:
    house = build()
    client.force_login(house.cast.leader)
    page = client.get("/kelola/survei/153/").content.decode()
    assert "/kelola/survei/153/rencana/" in page
    assert "/kelola/survei/153/pengaduan/" not in page


def test_an_unknown_unit_is_not_found(client: Client) -> None:
    client.force_login(build().cast.hr)
    assert client.get("/kelola/survei/tidak-ada/").status_code == 404


def test_a_phone_gets_one_line_with_the_current_tab_that_opens_to_all(client: Client) -> None:
    client.force_login(build().cast.officer)
    page = client.get("/kelola/survei/153/laporan/").content.decode()
    folded = page[page.index("<summary>", page.index("folded-tabs")) :]
    assert folded[: folded.index("</summary>")].startswith("<summary>Laporan ")
    assert "11 bagian" in folded
    assert "/kelola/survei/153/pertanyaan/" in folded[: folded.index("</details>")]
