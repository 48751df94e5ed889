"""The page of a report: what it shows, and to whom."""

import pytest
from django.test import Client

from evaluations.access import may_read_report, may_read_reports, visible_scopes
from evaluations.reporting.scopes import Scope, ScopeKind, of_batch
from pembinaan.base.dates import today
from people.access import Access
from people.models import Account
from tests.cast import Cast
from tests.evaluations.reporting.city import FIRST, LAST, TODAY, Trained, add_batch, estimate, make_trained
from tests.factories.people import make_account, make_head, make_unit
from tests.factories.programs import make_batch, make_institution, make_partner_staff, make_program

pytestmark = pytest.mark.django_db


def readable(account: Account | None, trained: Trained) -> set[ScopeKind]:
    """Which kinds of report about the trained batch an account may read."""
    access = Access(account, TODAY)
    return {kind for kind in ScopeKind if may_read_report(access, trained.scope(kind))}


def partner_of(trained: Trained) -> Account:
    """Somebody who works for the partner."""
    account = make_account(None, email="mitra@contoh.test")
    make_partner_staff(trained.institution, account)
    return account


def test_hr_and_leadership_read_everything(cast: Cast):
    trained = make_trained(cast)
    assert readable(cast.hr, trained) == readable(cast.leader, trained) == set(ScopeKind)


def test_a_head_reads_the_own_unit_and_those_below(cast: Cast):
    trained = make_trained(cast)
    assert readable(cast.head, trained) == {ScopeKind.UNIT}
    assert readable(cast.agency_head, trained) == {ScopeKind.UNIT}
    above = Scope(ScopeKind.UNIT, "111", FIRST, LAST)
    assert may_read_report(Access(cast.agency_head, TODAY), above)
    assert not may_read_report(Access(cast.head, TODAY), above)


def test_a_head_elsewhere_reads_nothing_of_it(cast: Cast):
    trained = make_trained(cast)
    other = make_account(make_head(make_unit("Puskesmas Lain", code="154", parent=cast.agency), "Kepala Lain"))
    assert readable(other, trained) == set()


def test_a_partner_reads_the_own_institution_program_and_batch(cast: Cast):
    trained = make_trained(cast)
    partner = partner_of(trained)
    assert readable(partner, trained) == {ScopeKind.BATCH, ScopeKind.PROGRAM, ScopeKind.PARTNER}
    stranger = make_batch(make_program(institution=make_institution()), state="draft")
    access = Access(partner, TODAY)
    assert not may_read_report(access, of_batch(stranger))
    assert not may_read_report(access, Scope(ScopeKind.PROGRAM, stranger.program.code, FIRST, LAST))
    own_city = make_program()
    assert not may_read_report(access, Scope(ScopeKind.PROGRAM, own_city.code, FIRST, LAST))


def test_a_key_of_one_kind_opens_no_other(cast: Cast):
    trained = make_trained(cast)
    partner = Access(partner_of(trained), TODAY)
    make_unit("Unit bernama program", code=trained.program.code)
    assert not may_read_report(partner, Scope(ScopeKind.UNIT, trained.program.code, FIRST, LAST))
    assert not may_read_report(Access(cast.head, TODAY), Scope(ScopeKind.BATCH, "153", FIRST, LAST))


@pytest.mark.parametrize("who", ["employee", "stranger", "officer"])
def test_nobody_else_reads_any(cast: Cast, who: str):
    trained = make_trained(cast)
    account = getattr(cast, who)
    assert readable(account, trained) == set()
    assert visible_scopes(Access(account, TODAY)) == {}
    assert not may_read_reports(Access(account, TODAY))
    assert readable(None, trained) == set()


def test_the_page_shows_every_chapter(cast: Cast, client: Client):
    trained = make_trained(cast, title="Zona <b>#*</b> & $x$")
    estimate(trained.program)
    client.force_login(cast.hr)
    for kind in ScopeKind:
        answer = client.get(f"/laporan-evaluasi/{trained.scope(kind).code}/")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<b>#*</b>" not in page
        for key in ("reach", "reaction", "learning", "behaviour", "effect", "costs", "method"):
            assert f'<h2 id="{key}">' in page
        assert "Rp200.000 per orang yang selesai" in page


def test_the_page_of_a_batch_that_still_runs_says_what_to_wait_for(cast: Cast, client: Client):
    client.force_login(cast.hr)
    answer = client.get(f"/laporan-evaluasi/{of_batch(make_batch()).code}/")
    assert answer.status_code == 200
    assert "Laporan dapat dibuat setelah angkatan ditutup." in answer.content.decode()


def test_who_may_not_read_it_is_refused(cast: Cast, client: Client):
    trained = make_trained(cast)
    client.force_login(cast.head)
    assert client.get(f"/laporan-evaluasi/{trained.scope(ScopeKind.UNIT).code}/").status_code == 200
    assert client.get(f"/laporan-evaluasi/{trained.scope(ScopeKind.CITY).code}/").status_code == 403
    assert client.get(f"/laporan-evaluasi/{trained.scope(ScopeKind.PROGRAM).code}/").status_code == 403


def test_an_address_of_nothing_is_not_found(cast: Cast, client: Client):
    client.force_login(cast.hr)
    assert client.get("/laporan-evaluasi/program.tidak-ada.20260101.20261231/").status_code == 404


def test_long_tables_open_by_a_press(cast: Cast, client: Client):
    trained = make_trained(cast)
    for _each in range(4):
        add_batch(cast, trained.program)
    client.force_login(cast.hr)
    page = client.get(f"/laporan-evaluasi/{trained.scope(ScopeKind.PROGRAM).code}/").content.decode()
    assert "Tabel: Jangkauan pelatihan (6 baris)" in page


def test_a_short_address_leads_to_the_report_of_three_years(cast: Cast, client: Client):
    trained = make_trained(cast)
    client.force_login(cast.hr)
    answer = client.get(f"/laporan-evaluasi/tentang/program/{trained.program.code}/")
    year = today().year
    assert answer["Location"] == f"/laporan-evaluasi/program.prima.{year - 2}0101.{year}1231/"
    batch = client.get(f"/laporan-evaluasi/tentang/angkatan/{trained.batch.pk}/")
    assert batch["Location"] == f"/laporan-evaluasi/{of_batch(trained.batch).code}/"
    assert client.get("/laporan-evaluasi/tentang/program/hilang/").status_code == 404
    assert client.get("/laporan-evaluasi/tentang/negara/semua/").status_code == 404
    client.force_login(cast.head)
    assert client.get(f"/laporan-evaluasi/tentang/program/{trained.program.code}/").status_code == 403


def test_only_readers_are_shown_the_way_to_a_programs_report(cast: Cast, client: Client):
    trained = make_trained(cast)
    link = f"/laporan-evaluasi/tentang/program/{trained.program.code}/"
    for account, is_shown in ((cast.hr, True), (partner_of(trained), True), (cast.head, False)):
        client.force_login(account)
        assert (link in client.get(f"/evaluasi/{trained.program.code}/").content.decode()) == is_shown


def test_a_batchs_page_leads_to_its_report(cast: Cast, client: Client):
    trained = make_trained(cast)
    link = f"/laporan-evaluasi/tentang/angkatan/{trained.batch.pk}/"
    partner = partner_of(trained)
    for account, page in (
        (cast.hr, f"/kelola/angkatan/{trained.batch.pk}/"),
        (partner, f"/mitra/angkatan/{trained.batch.pk}/"),
    ):
        client.force_login(account)
        assert link in client.get(page).content.decode()
