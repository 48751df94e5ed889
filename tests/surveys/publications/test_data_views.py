"""Open data, frozen contents and the badge, as anyone gets them."""

import csv
import json
import subprocess
from datetime import UTC, datetime
from io import StringIO

import pytest

from surveys.periods import span_of
from surveys.publications.batch import publish_period
from surveys.publications.open_data import COLUMNS, DICTIONARY
from surveys.publications.publishing import publish_new_version
from surveys.publications.scopes import unit_scope
from tests.factories.people import make_unit
from tests.factories.surveys import make_responses

pytestmark = pytest.mark.django_db
Q1 = span_of("2026Q1")
NOW = datetime(2026, 4, 20, 3, tzinfo=UTC)


@pytest.fixture
def unit():
    found = make_unit("Puskesmas Sei Jang", code="153")
    make_responses(found, 10, [3] * 9, channel="paper")
    make_responses(found, 10, [4] * 9)
    few = make_unit("Puskesmas Kecil", code="154")
    make_responses(few, 9)
    publish_period(units=[found, few], span=Q1, by=None, now=NOW)
    return found


def rows(response):
    return list(csv.DictReader(StringIO(response.content.decode())))


def test_sha256sum_of_the_downloaded_content_is_the_digest_on_the_page(client, unit, tmp_path):
    file = tmp_path / "2026Q1-v1.json"
    file.write_bytes(client.get("/data/unit/153/2026Q1-v1.json").content)
    told = subprocess.run(["sha256sum", str(file)], capture_output=True, text=True, check=True).stdout.split()[0]
    assert told in client.get("/unit/153/?periode=2026Q1").content.decode()
    assert json.loads(file.read_text())["index"] == "87.50"


def test_all_periods_are_one_file_with_stable_columns(client, unit):
    found = rows(client.get("/data/skm.csv"))
    assert [(row["jenis"], row["kode"]) for row in found] == [("kota", "kota"), ("sektor", "health"), ("unit", "153")]
    last = found[-1]
    assert tuple(last) == COLUMNS
    assert (last["indeks"], last["ketelitian"], last["mutu"], last["jawaban"]) == ("87.50", "6.00", "B", "20")
    assert (last["cara_kertas"], last["cara_ponsel"], last["cara_layar"]) == ("10", "10", "")
    assert rows(client.get("/data/skm-2026Q1.csv")) == found
    told = json.loads(client.get("/data/skm.json").content)
    assert told["licence"] == "CC BY 4.0"
    assert told["rows"][-1]["indeks"] == "87.50"
    assert [row[0] for row in csv.reader(StringIO(client.get("/data/kamus.csv").content.decode()))][1:] == list(
        DICTIONARY
    )


def test_the_newest_version_is_in_the_file_and_the_old_one_stays_readable(client, unit):
    make_responses(unit, 20, [1] * 9)
    publish_new_version(scope=unit_scope(unit), span=Q1, reason="Kertas", by=None, now=NOW)
    (row,) = [row for row in rows(client.get("/data/skm.csv")) if row["kode"] == "153"]
    assert (row["versi"], row["jawaban"]) == ("2", "40")
    old = client.get("/unit/153/?periode=2026Q1&versi=1").content.decode()
    assert "87,50" in old
    assert "Ini versi lama." in old
    new = client.get("/unit/153/?periode=2026Q1").content.decode()
    assert "56,25" in new
    assert "Kertas" in new


@pytest.mark.parametrize(
    "address", ["/data/skm.csv", "/data/skm.json", "/data/unit/153/2026Q1-v1.json", "/lencana/unit/153.svg", "/data/"]
)
def test_who_has_it_already_downloads_nothing_and_nobody_gets_a_cookie(client, unit, address):
    first = client.get(address)
    assert first.status_code == 200
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_other_sites_may_read_and_embed(client, unit):
    for address in ("/data/skm.csv", "/lencana/unit/153.svg"):
        response = client.get(address)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    badge = client.get("/lencana/unit/153.svg")
    assert badge["Content-Type"] == "image/svg+xml"
    assert "frame-ancestors *" in badge["Content-Security-Policy"]
    assert "X-Frame-Options" not in badge
    text = badge.content.decode()
    for part in ("87,50", ">B<", "20 jawaban", "Triwulan I 2026", "Puskesmas Sei Jang"):
        assert part in text
    assert "<script" not in text
    assert "belum diumumkan" in client.get("/lencana/unit/154.svg").content.decode()
    assert client.get("/lencana/kota/kota.svg").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/data/unit/zzz/2026Q1-v1.json",
        "/data/unit/153/2026Q1-v9.json",
        "/data/unit/153/x-v1.json",
        "/lencana/unit/z.svg",
        "/data/skm-2019.csv",
    ],
)
def test_what_is_not_published_is_not_found(client, unit, address):
    assert client.get(address).status_code == 404


def test_the_page_names_licence_and_columns_and_says_how_to_begin(client):
    page = client.get("/data/").content.decode()
    assert "Belum ada periode yang diumumkan" in page
    assert "CC BY 4.0" in page
    assert "sidik_sha256" in page


@pytest.mark.parametrize("units", [1, 3])
def test_a_file_costs_the_same_queries_for_any_number_of_units(client, django_assert_num_queries, units):
    made = [make_unit() for _number in range(units)]
    for one in made:
        make_responses(one, 12)
    publish_period(units=made, span=Q1, by=None, now=NOW)
    with django_assert_num_queries(2):
        client.get("/data/skm.csv")
    with django_assert_num_queries(1):
        client.get("/data/skm.csv")
