"""The pages of reports that were made: each sees what they may read, and whether there is a newer version."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluations.reporting.scopes import ScopeKind, of_batch, of_year
from tests.cast import Cast
from tests.evaluations.reporting.made import keep_report, keep_run, ran, scope_about
from tests.evaluations.reporting.test_delivery import partner_with_batch
from tests.factories.people import make_unit

pytestmark = pytest.mark.django_db
PAGE = "/laporan-evaluasi/"


def test_each_sees_the_reports_that_they_may_read(cast: Cast, client: Client) -> None:
    own, other, batch = partner_with_batch(cast)
    unit = scope_about(ScopeKind.UNIT, "153")
    for scope in (batch, unit, of_year(2026)):
        keep_report(scope)
    for account, seen in (
        (cast.hr, {batch, unit, of_year(2026)}),
        (cast.leader, {batch, unit, of_year(2026)}),
        (cast.head, {unit}),
        (cast.agency_head, {unit}),
        (own, {batch}),
        (other, set()),
    ):
        client.force_login(account)
        page = client.get(PAGE).content.decode()
        for scope in (batch, unit, of_year(2026)):
            inside = f"{PAGE}{scope.code}/versi/"
            assert (inside in page) == (scope in seen)
            assert (client.get(inside).status_code == 200) == (scope in seen)
            assert (client.get(f"{inside}1/pdf/").status_code == 200) == (scope in seen)


def test_an_older_version_stays_readable_and_says_that_there_is_a_newer_one(cast: Cast, client: Client) -> None:
    scope = of_year(2026)
    for version in (1, 2):
        keep_report(scope, version)
    client.force_login(cast.hr)
    old = client.get(f"{PAGE}{scope.code}/versi/1/").content.decode()
    assert "Ada versi yang lebih baru: versi 2, dibuat 2 April 2026." in old
    assert "Ada versi yang lebih baru" not in client.get(f"{PAGE}{scope.code}/versi/2/").content.decode()
    answer = client.get(f"{PAGE}{scope.code}/versi/1/xlsx/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{scope.code}-v1.xlsx"'
    assert client.get(f"{PAGE}{scope.code}/versi/3/").status_code == 404
    assert client.get(f"{PAGE}{scope.code}/versi/1/txt/").status_code == 404


def test_the_list_shows_the_newest_version_and_is_narrowed_by_kind_words_and_run(cast: Cast, client: Client) -> None:
    unit, year = scope_about(ScopeKind.UNIT, "153"), of_year(2026)
    made = [keep_report(unit), keep_report(unit, 2), keep_report(year)]
    run = keep_run(cast.hr, made[2:])
    client.force_login(cast.hr)
    for query, scopes in (
        ("", [year.code, unit.code]),
        ("?jenis=unit", [unit.code]),
        ("?cari=sei+jang", [unit.code]),
        (f"?dari={run.pk}", [year.code]),
        ("?dari=x&jenis=unit", [unit.code]),
        ("?cari=tidak+ada", []),
    ):
        page = client.get(f"{PAGE}{query}")
        assert [report.scope for report in page.context["page"]] == scopes, query
    assert [report.version for report in client.get(PAGE).context["page"]] == [1, 2]
    assert "Tidak ada laporan yang cocok" in page.content.decode()


def test_a_report_that_was_not_made_can_be_made_from_its_page(cast: Cast, client: Client) -> None:
    scope = of_batch(ran(cast.unit))
    client.force_login(cast.hr)
    assert "Laporan ini belum dibuat" in client.get(f"{PAGE}{scope.code}/versi/").content.decode()
    asked = client.post(f"{PAGE}{scope.code}/buat/")
    assert asked.url.startswith(f"{PAGE}pembuatan/")


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_take_the_same_queries_however_long(cast: Cast, client: Client, many: int) -> None:
    scopes = [scope_about(ScopeKind.UNIT, make_unit(f"Unit {n}", code=f"X{n}").code) for n in range(many)]
    made = [keep_report(scope) for scope in scopes]
    for version in range(many + 1):  # one version alone is no list
        keep_report(of_year(2026), version + 1)
    for _ in range(many):
        run = keep_run(cast.hr, made)
    client.force_login(cast.hr)
    addresses = {
        PAGE: 9,
        f"{PAGE}pembuatan/": 7,
        f"{PAGE}pembuatan/{run.pk}/": 9,
        f"{PAGE}{of_year(2026).code}/versi/": 9,
        f"{PAGE}langganan/": 7,
    }
    found = {}
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[address] = len(queries)
    assert found == addresses
