"""The page that explains the estimate."""

import re
from typing import Any

import pytest
from django.test import Client

from documents.models import Chart
from evaluations.impact.rules import DEFAULT
from evaluations.impact_shown import WORDS
from evaluations.method.measured import MEASURED

pytestmark = pytest.mark.django_db
PATH = "/metode/pengaruh/"


@pytest.fixture
def page(client: Client) -> str:
    return " ".join(client.get(PATH).content.decode().split())


def test_anybody_reads_every_verdict_and_what_is_assumed(page: str) -> None:
    assert all(str(word) in page for word in WORDS.values())
    assert "Apa yang diandaikan" in page
    assert page.count("<li><b>") == 10


def test_the_numbers_are_the_rules_own(page: str) -> None:
    assert f"sejak {round(100 * DEFAULT.threshold)} % pegawai" in page
    assert f"Paling sedikit {DEFAULT.least_treated} unit terlatih dan {DEFAULT.least_controls} unit pembanding" in page
    assert f"rata-rata {DEFAULT.horizon} bulan pertama" in page
    assert f"{round(100 * DEFAULT.least_present)} % bulannya" in page


def test_before_and_after_is_shown_for_what_it_is(page: str) -> None:
    for each in MEASURED:
        assert f"{each.naive_covered:.1f} %".replace(".", ",") in page
        assert f"{each.covered:.1f} %".replace(".", ",") in page
        assert f"{each.naive_error:+.2f}".replace(".", ",") in page


def test_it_has_six_pictures_each_with_its_figures_in_words(client: Client) -> None:
    client.get(PATH)
    assert Chart.objects.count() == 6
    page = client.get(PATH).content.decode()
    assert len(re.findall(r'<div class="table-responsive"', page)) == 6


def test_it_asks_nothing_leaves_nothing_and_is_downloaded_once(client: Client) -> None:
    answer = client.get(PATH)
    assert not answer.cookies
    assert client.get(PATH, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


def test_it_asks_the_database_for_its_pictures_only(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get(PATH)
    with django_assert_max_num_queries(7):
        client.get(PATH)
