"""HR's pages of answers that were set aside."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Unit
from surveys.judging import judge
from surveys.models import SetAside
from surveys.rollups import fold_all
from tests.cast import Cast
from tests.factories.people import make_unit
from tests.factories.surveys import DAY, make_responses
from tests.surveys.test_judging import make_traced

NOW = datetime(2026, 2, 10, 9, tzinfo=UTC)


@pytest.fixture
def unit(cast: Cast, client: Client) -> Unit:
    """Twelve answers of 3 that count and nine of 1 that do not; HR is signed in."""
    client.force_login(cast.hr)
    found = make_unit("Puskesmas Batu 10", code="B10")
    make_responses(found, 12, scores=[3] * 9)
    make_traced(found, 9, scores=[1] * 9)
    judge(now=NOW)
    fold_all()
    return found


def test_hr_sees_what_was_set_aside_and_the_index_with_and_without(client: Client, unit: Unit) -> None:
    page = client.get("/kelola/jawaban-disisihkan/").content.decode()
    assert "Puskesmas Batu 10" in page
    assert "Terlalu banyak dari satu jaringan dalam sehari" in page
    page = client.get("/kelola/jawaban-disisihkan/B10/2026-02-10/network/").content.decode()
    # 12 × 3 alone is 75; with nine answers of 1 it is (36 + 9) / 21 × 25 = 53,57.
    assert "75,00" in page
    assert "53,57" in page


def test_putting_back_wants_a_reason_and_is_told(client: Client, unit: Unit) -> None:
    address = "/kelola/jawaban-disisihkan/B10/2026-02-10/network/"
    assert client.post(address, {"why": ""}).status_code == 200
    assert SetAside.objects.in_force().count() == 9
    page = client.post(address, {"why": "Pelayanan keliling"}, follow=True).content.decode()
    assert "9 jawaban dihitung kembali." in page
    assert "Dihitung kembali" in page
    assert "Pelayanan keliling" in client.get(address).content.decode()


def test_what_is_set_aside_after_a_putting_back_can_be_put_back_too(client: Client, unit: Unit) -> None:
    address = "/kelola/jawaban-disisihkan/B10/2026-02-10/network/"
    client.post(address, {"why": "Pelayanan keliling"})
    make_traced(unit, 2, scores=[1] * 9)
    judge(now=NOW)
    assert "2 masih disisihkan" in client.get("/kelola/jawaban-disisihkan/").content.decode()
    assert "2 masih disisihkan" in client.get(address).content.decode()
    page = client.post(address, {"why": "Masih keliling"}, follow=True).content.decode()
    assert "2 jawaban dihitung kembali." in page
    assert not SetAside.objects.in_force().exists()


def test_putting_back_a_second_time_says_that_it_was_done(client: Client, unit: Unit) -> None:
    address = "/kelola/jawaban-disisihkan/B10/2026-02-10/network/"
    client.post(address, {"why": "Pelayanan keliling"})
    page = client.post(address, {"why": "Lagi"}).content.decode()
    assert "Jawaban ini sudah dihitung kembali." in page
    assert "0 jawaban" not in page


@pytest.mark.parametrize("address", ["B10/2026-02-11/network/", "B10/2026-13-40/network/", "X/2026-02-10/network/"])
def test_a_group_that_is_not_there_is_not_found(client: Client, unit: Unit, address: str) -> None:
    assert client.get(f"/kelola/jawaban-disisihkan/{address}").status_code == 404


def test_the_public_page_says_how_many_were_set_aside(client: Client, unit: Unit) -> None:
    page = client.get("/unit/B10/?periode=2026Q1").content.decode()
    assert "9 jawaban lain disisihkan karena tampak dikirim beruntun." in page
    assert "75,00" in page
    assert "Dikirim kurang dari 4 detik" in client.get("/metode/").content.decode()


def test_the_list_costs_the_same_for_one_group_and_for_three(client: Client, unit: Unit) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/kelola/jawaban-disisihkan/")
        return len(asked)

    queries()
    few = queries()
    for back in (1, 2):
        make_traced(unit, 9, day=DAY - timedelta(days=back))
        judge(now=NOW - timedelta(days=back))
    assert queries() == few
