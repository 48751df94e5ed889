"""A unit's reports on its own page."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import jobs
from people.models import Account
from surveys.models import UnitReport
from tests.cast import Cast
from tests.surveys.reporting.made import answer, make_report

PAGE = "/kelola/survei/153/laporan/"


def page(client: Client, account: Account, address: str = PAGE) -> str:
    client.force_login(account)
    return client.get(address).content.decode()


def test_an_officer_asks_for_a_report_watches_it_and_fetches_it(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    assert "Laporan periode ini belum dibuat." in page(client, cast.officer, f"{PAGE}?periode=2026Q1")
    assert client.post(PAGE, {"period": "2026Q1"}).url == f"{PAGE}?periode=2026Q1"
    waiting = client.get(f"{PAGE}?periode=2026Q1")
    assert "Laporan sedang dibuat." in waiting.content.decode()
    assert waiting.headers["Refresh"] == "3"
    jobs.run_waiting(now=timezone.now())
    over = client.get(f"{PAGE}?periode=2026Q1")
    assert "IKM 88,89 dari 12 jawaban." in over.content.decode()
    assert "Refresh" not in over.headers
    for kind, start in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        file = client.get(f"{PAGE}2026Q1/1/{kind}/")
        assert b"".join(file.streaming_content).startswith(start)
    assert client.get(f"{PAGE}2026Q1/1/docx/").status_code == 404
    assert client.get(f"{PAGE}2026Q1/2/pdf/").status_code == 404


def test_it_says_that_figures_changed_since(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    make_report(cast.unit)
    assert "Angka berubah" not in page(client, cast.officer)
    answer(cast.unit, good=0, best=12)
    # (12 × 88.89 + 12 × 100) / 24
    told = "Angka berubah sejak laporan ini dibuat: sekarang IKM 94,44 dari 24 jawaban."
    assert told in page(client, cast.officer)


def test_a_period_with_too_few_answers_is_said_so_after_asking(cast: Cast, client: Client) -> None:
    answer(cast.unit, good=3, best=3)
    client.force_login(cast.head)
    client.post(PAGE, {"period": "2026Q1"})
    jobs.run_waiting(now=timezone.now())
    assert "Jawaban pada periode ini kurang dari 10" in page(client, cast.head, f"{PAGE}?periode=2026Q1")


def test_leadership_reads_but_does_not_ask(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    assert "Buat laporan</button>" not in page(client, cast.leader)
    assert client.post(PAGE, {"period": "2026Q1"}).status_code == 403
    assert client.get("/kelola/survei/153/laporan/").status_code == 200


def test_a_period_that_is_not_on_offer_is_not_taken(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    client.force_login(cast.hr)
    assert client.post(PAGE, {"period": "1999"}).url == PAGE
    assert not UnitReport.objects.exists()


def test_without_answers_the_page_says_how_they_come(cast: Cast, client: Client) -> None:
    assert "Belum ada yang dapat dilaporkan" in page(client, cast.officer)


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_queries_however_long(cast: Cast, client: Client, many: int) -> None:
    answer(cast.unit)
    for version in range(1, many + 1):
        make_report(cast.unit, version=version, digest=f"{version}" * 64, index=Decimal(80))
    client.force_login(cast.officer)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    assert len(queries) == QUERIES


QUERIES = 19
