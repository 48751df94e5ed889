"""Promises of the tabs of evaluation."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def tabs_on(page: str) -> list[str]:
    found = re.search(r'<nav class="tabs folds".*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]+)"', found.group()) if found else []


def test_hr_goes_from_each_part_of_evaluation_to_every_other_and_sees_where_they_are(cast: Cast):
    client = Client()
    client.force_login(cast.hr)
    addresses = tabs_on(client.get(reverse("evaluations")).content.decode())
    assert {reverse("evaluations"), reverse("reactions"), reverse("behaviour_totals")} <= set(addresses)
    for address in addresses:
        page = client.get(address).content.decode()
        assert tabs_on(page) == addresses
        assert f'<a href="{address}" aria-current="page">' in page


def test_who_reads_no_evaluations_sees_no_tabs(cast: Cast):
    client = Client()
    client.force_login(cast.employee)
    assert tabs_on(client.get(reverse("reactions")).content.decode()) == []
