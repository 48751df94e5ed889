"""The pages of files: upload, look, change the reading, take in; and taking out."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from documents.jobs import run_waiting
from documents.models import Job
from surveys.files import views
from surveys.files.drafts import apply, keep
from surveys.models import AnswerDraft, Response, SetAside
from surveys.periods import span_of
from surveys.reports import figure
from surveys.rollups import fold_all
from tests.cast import Cast
from tests.factories.surveys import make_responses, make_service
from tests.surveys.files.test_drafts import CODED, GOOD, HEAD

HERE = "/kelola/survei/153/berkas/"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.officer)
    return client


def upload(client, *lines, period="2025Q4"):
    file = SimpleUploadedFile("jawaban.csv", "\n".join(lines).encode())
    return client.post(HERE, {"file": file, "period": period}, follow=True)


def test_a_table_is_shown_before_it_counts_and_taken_in_by_one_press(officer):
    page = upload(officer, HEAD, GOOD)
    text = page.content.decode()
    assert "1 jawaban terbaca dan siap dimasukkan. Belum ada yang disimpan." in text
    assert '<option value="requirements" selected>' in text
    assert not Response.objects.exists()
    draft = AnswerDraft.objects.get()
    done = officer.post(f"{HERE}{draft.pk}/masukkan/", follow=True).content.decode()
    assert "1 jawaban masuk dari jawaban.csv." in done
    assert Response.objects.count() == 1
    assert officer.post(f"{HERE}{draft.pk}/masukkan/", follow=True).status_code == 200
    assert Response.objects.count() == 1


def test_problems_are_listed_and_the_order_of_elements_can_be_chosen(officer):
    text = upload(officer, CODED, GOOD).content.decode()
    assert "urutan unsur belum dipilih" in text
    assert "Masukkan 1 jawaban" not in text
    draft = AnswerDraft.objects.get()
    text = officer.post(
        f"{HERE}{draft.pk}/", {"order": "regulation", "direction": "across", "sheet": ""}, follow=True
    ).content.decode()
    assert "Masukkan 1 jawaban" in text


def test_words_get_a_meaning_on_the_page(officer):
    text = upload(officer, HEAD, "1;Mantap;2;3;4;1;2;3;4;1").content.decode()
    assert "“mantap”" in text
    draft = AnswerDraft.objects.get()
    sent = {"order": "", "direction": "across", "sheet": "", "w0": "4"}
    assert "Masukkan 1 jawaban" in officer.post(f"{HERE}{draft.pk}/", sent, follow=True).content.decode()


def test_a_file_that_is_no_table_is_told_on_the_form(officer):
    assert "tidak ditemukan baris judul" in upload(officer, "halo").content.decode()
    assert "tidak dikenal" in upload(officer, HEAD, GOOD, period="2025X").content.decode()


def test_an_upload_can_be_thrown_away(officer):
    upload(officer, HEAD, GOOD)
    draft = AnswerDraft.objects.get()
    assert "dibuang" in officer.post(f"{HERE}{draft.pk}/buang/", follow=True).content.decode()
    assert not AnswerDraft.objects.exists()


def test_a_large_table_is_taken_in_by_the_worker(officer, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    upload(officer, HEAD, GOOD, GOOD.replace("1;1", "2;2", 1))
    draft = AnswerDraft.objects.get()
    job_page = officer.post(f"{HERE}{draft.pk}/masukkan/")
    assert job_page.headers["Location"].startswith("/pekerjaan/")
    run_waiting(now=datetime.now(UTC))
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert Response.objects.count() == 2


# Out


def taken_out(client, form="csv", period="2026Q1"):
    answer = client.get(f"{HERE}unduh/", {"periode": period, "bentuk": form})
    return b"".join(answer.streaming_content)


@pytest.fixture
def answers(cast: Cast):
    service = make_service(cast.unit, "ktp")
    make_responses(cast.unit, 6, [3, 3, 3, 4, 3, 3, 4, 2, 3], service=service, sex="f", age_group="35-44")
    make_responses(cast.unit, 5, [1, 2, 3, 4, 1, 2, 3, 4, 1], day=date(2026, 2, 12), comment="=2+2;lama")
    aside = make_responses(cast.unit, 1, [1] * 9)[0]
    SetAside.objects.create(
        response=aside, unit=cast.unit, day=aside.day, reason="speed", rules_version=1, at=datetime.now(UTC)
    )
    return 12


def test_the_csv_has_a_row_an_answer_no_ids_and_no_formula(officer, answers):
    text = taken_out(officer).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 12
    assert list(rows[0])[:5] == ["Tanggal", "Kode layanan", "Layanan", "Cara masuk", "Persyaratan"]
    assert {row["Saran"] for row in rows} == {"", "'=2+2;lama"}
    assert [row["Dihitung"] for row in rows].count("tidak") == 1
    assert rows[0]["Jenis kelamin"] == "Perempuan"
    assert str(Response.objects.first().client_id) not in text


def test_the_workbook_holds_the_same(officer, answers):
    sheet = load_workbook(io.BytesIO(taken_out(officer, "xlsx"))).active
    assert (sheet.max_row, sheet["A1"].value, sheet["H2"].value) == (13, "Tanggal", 4)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_out_and_taken_in_elsewhere_gives_the_same_figures(officer, answers, cast, form):
    make_service(cast.other_unit, "ktp")
    draft = keep(
        unit=cast.other_unit,
        file_name=f"a.{form}",
        content=taken_out(officer, form),
        span=span_of("2026Q1"),
        owner=cast.hr,
        now=datetime.now(UTC),
    )
    apply(draft=draft, by=cast.hr, now=datetime.now(UTC))
    fold_all()
    ours, theirs = (
        figure(unit_ids=[unit.pk], first=date(2026, 1, 1), last=date(2026, 3, 31))
        for unit in (cast.unit, cast.other_unit)
    )
    assert (theirs.index, theirs.margin, theirs.count) == (ours.index, ours.margin, 11)
    assert theirs.elements == ours.elements
    fields = ("day", "sex", "age_group", "comment")
    told = [
        sorted(Response.objects.filter(unit=unit, set_aside=None).values_list(*fields))
        for unit in (cast.unit, cast.other_unit)
    ]
    assert told[0] == told[1]


def test_a_wrong_period_is_told(officer):
    answer = officer.get(f"{HERE}unduh/", {"periode": "x", "bentuk": "csv"}, follow=True)
    assert "tidak dikenal" in answer.content.decode()


def test_taking_out_costs_the_same_for_few_and_for_many(officer, cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            taken_out(officer)
        return len(asked)

    make_responses(cast.unit, 1)
    queries()
    few = queries()
    make_responses(cast.unit, 30)
    assert queries() == few


def test_the_list_costs_the_same_for_one_file_and_for_three(officer, cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            officer.get(HERE)
        return len(asked)

    def take(number):
        upload(officer, HEAD, GOOD.replace("1;1", f"{number};1", 1))
        officer.post(f"{HERE}{AnswerDraft.objects.latest('pk').pk}/masukkan/")

    take(1)
    queries()
    few = queries()
    take(2)
    take(3)
    assert queries() == few


@pytest.mark.parametrize(("role", "status"), [("leader", 403), ("stranger", 403), ("head", 200), ("hr", 200)])
def test_who_may_take_answers_in_and_out(client, cast, role, status):
    client.force_login(getattr(cast, role))
    assert client.get(HERE).status_code == status
    assert client.get(f"{HERE}unduh/", {"periode": "2026Q1", "bentuk": "csv"}).status_code == status


def test_periods_are_written_for_people(officer):
    upload(officer, HEAD, GOOD)
    waiting = officer.get(HERE).content.decode()
    assert "Triwulan IV 2025 · disimpan sampai" in waiting
    assert 'value="2025Q4"' not in waiting
    officer.post(f"{HERE}{AnswerDraft.objects.get().pk}/masukkan/")
    assert '<td data-label="Periode">Triwulan IV 2025</td>' in officer.get(HERE).content.decode()
