"""Middleware that every page passes."""

import pytest
from django.test import Client


@pytest.mark.parametrize("address", ["/unit/%00/", "/v/a%00b/", "/s/%00/", "/cari/?q=%00", "/cari/?%00=q"])
def test_an_address_with_a_null_byte_is_refused_and_asks_nothing_of_the_database(address: str) -> None:
    assert Client().get(address).status_code == 400


@pytest.mark.django_db
def test_a_hundred_percent_is_an_ordinary_question() -> None:
    assert Client().get("/cari/?q=100%2500").status_code == 200
