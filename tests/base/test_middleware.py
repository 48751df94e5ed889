"""Middleware that every page passes."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/unit/%00/", "/v/a%00b/", "/s/%00/", "/cari/?q=%00", "/cari/?%00=q"])
def test_an_address_with_a_null_byte_is_refused(address: str) -> None:
    assert Client().get(address).status_code == 400


def test_a_hundred_percent_is_an_ordinary_question() -> None:
    assert Client().get("/cari/?q=100%2500").status_code == 200


@pytest.mark.parametrize(
    ("came_from", "back_to"),
    [
        ("http://testserver/angkatan/7/?x=1", "/angkatan/7/"),
        ("https://elsewhere.test/angkatan/7/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(came_from: str, back_to: str) -> None:
    answer = Client().post("/angkatan/7/daftar/", headers={"referer": came_from})
    assert (answer.status_code, answer["Location"]) == (302, f"/akun/login/?next={back_to}")
