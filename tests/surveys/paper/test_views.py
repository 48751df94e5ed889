"""The pages of paper: with and without script, the list, corrections, the blank form."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pembinaan.base.dates import today
from surveys.models import PaperSheet, Response, SetAside
from surveys.paper.entry import open_stack
from tests.cast import Cast
from tests.surveys.paper.test_entry import typed

HERE = "/kelola/survei/153/kertas/"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


@pytest.fixture
def stack(cast: Cast):
    return open_stack(unit=cast.unit, by=cast.officer, now=timezone.now())


def form(number=1, scores=(3, 3, 3, 4, 3, 3, 4, 2, 3), **more):
    return {**typed(scores), "number": number, "day": str(today()), "client_id": str(uuid4()), **more}


def test_the_first_visit_begins_with_a_stack(officer):
    assert "Mulai tumpukan baru" in officer.get(HERE).content.decode()
    page = officer.post(f"{HERE}tumpukan-baru/", follow=True).content.decode()
    assert "Tumpukan 1" in page
    assert page.count('class="form-control digit"') == 9


def test_a_sheet_is_saved_and_the_next_one_follows_with_its_day(officer, stack):
    yesterday = str(today() - timedelta(days=1))
    page = officer.post(HERE, form(day=yesterday), follow=True).content.decode()
    assert "Lembar 1 tersimpan." in page
    assert 'name="number" inputmode="numeric" pattern="[0-9]*" required value="2"' in page
    assert f'value="{yesterday}"' in page
    page = officer.post(HERE, form(2), follow=True).content.decode()
    assert "Semua jawabannya sama dengan lembar 1" in page


def test_what_is_missing_is_told_and_nothing_typed_is_lost(officer, stack):
    answer = officer.post(HERE, form(scores=(3, 9, 3, 4, 3, 3, 4, 2, 1), comment="Bagus"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi 1, 2, 3, atau 4 pada pertanyaan 2." in page
    assert 'value="Bagus"' in page
    assert not Response.objects.exists()


def test_a_script_gets_the_standing_back_or_the_reason(officer, stack):
    told = officer.post(HERE, form(), headers={"X-Requested-With": "fetch"}).json()
    assert told["words"] == "Lembar 1 tersimpan."
    assert "3 3 3 4 3 3 4 2 3" in told["status"]
    refused = officer.post(HERE, form(), headers={"X-Requested-With": "fetch"})
    assert (refused.status_code, "sudah ada di tumpukan" in refused.json()["message"]) == (422, True)


def test_the_last_sheet_is_taken_back(officer, stack):
    officer.post(HERE, form())
    page = officer.post(f"{HERE}tumpukan/1/batal/", follow=True).content.decode()
    assert "Lembar 1 dibatalkan." in page
    assert SetAside.objects.count() == 1
    assert "Tumpukan ini masih kosong." in officer.post(f"{HERE}tumpukan/1/batal/", follow=True).content.decode()


def test_a_correction_shows_both_sheets_with_who_and_why(officer, stack, cast):
    officer.post(HERE, form())
    sheet = PaperSheet.objects.get()
    page = officer.get(f"{HERE}{sheet.pk}/koreksi/").content.decode()
    assert (
        'name="u4" inputmode="numeric" pattern="[1-4]" maxlength="1" required aria-describedby="u4-labels" value="4"'
        in page
    )
    sent = form(scores=(4,) * 9)
    assert officer.post(f"{HERE}{sheet.pk}/koreksi/", sent).status_code == 422
    page = officer.post(
        f"{HERE}{sheet.pk}/koreksi/", {**sent, "why": "Salah baca nomor 1"}, follow=True
    ).content.decode()
    assert "Lembar 1 dikoreksi." in page
    assert "Salah baca nomor 1" in page
    assert "4 4 4 4 4 4 4 4 4" in page
    assert "3 3 3 4 3 3 4 2 3" in page
    assert "Dihitung (pengganti)" in page
    assert "Salah baca nomor 1" in officer.get(f"{HERE}daftar/?hanya=koreksi").content.decode()
    assert "sudah dikoreksi atau ditarik" in officer.get(f"{HERE}{sheet.pk}/koreksi/").content.decode()


def test_a_withdrawal_asks_first_and_wants_a_reason(officer, stack):
    officer.post(HERE, form())
    sheet = PaperSheet.objects.get()
    assert "tidak dapat dihitung kembali" in officer.get(f"{HERE}{sheet.pk}/tarik/").content.decode()
    assert officer.post(f"{HERE}{sheet.pk}/tarik/", {"why": ""}).status_code == 200
    assert "Lembar 1 ditarik." in officer.post(f"{HERE}{sheet.pk}/tarik/", {"why": "Uji"}, follow=True).content.decode()
    assert "Ditarik" in officer.get(f"{HERE}daftar/").content.decode()


def test_corrected_sheets_are_no_suspicion_to_hr(client, officer, stack, cast):
    officer.post(HERE, form())
    officer.post(f"{HERE}tumpukan/1/batal/")
    client.force_login(cast.hr)
    assert "kertas yang dikoreksi" not in client.get("/kelola/jawaban-disisihkan/").content.decode()


def test_the_blank_form_is_one_page_with_the_published_wording(officer):
    answer = officer.get(f"{HERE}kuesioner.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type/Page/") <= 1


@pytest.mark.parametrize(("role", "status"), [("leader", 403), ("stranger", 403), ("head", 200), ("hr", 200)])
def test_who_types_in_sheets(client, cast, role, status):
    client.force_login(getattr(cast, role))
    assert client.get(HERE).status_code == status


def test_the_list_costs_the_same_for_one_sheet_and_for_three(officer, stack):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            officer.get(f"{HERE}daftar/")
        return len(asked)

    officer.post(HERE, form(1))
    queries()
    few = queries()
    officer.post(HERE, form(2))
    officer.post(HERE, form(3))
    assert queries() == few
