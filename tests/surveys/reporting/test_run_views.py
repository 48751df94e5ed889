"""BKPSDM's page of all units' reports."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from documents import jobs
from surveys.models import ReportRun, ReportTask
from tests.cast import Cast
from tests.factories.people import make_unit
from tests.surveys.reporting.made import answer, make_report, make_run

PAGE = "/kelola/laporan-skm/"


def test_bkpsdm_asks_for_all_watches_and_fetches_one_file(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    answer(cast.other_unit, good=4, best=4)
    client.force_login(cast.hr)
    assert "Belum ada laporan yang diminta" in client.get(PAGE).content.decode()
    asked = client.post(PAGE, {"period": "2026Q1"})
    run = ReportRun.objects.get()
    assert asked.url == f"{PAGE}{run.pk}/"
    waiting = client.get(asked.url)
    assert "0 dibuat · 0 dilewati · 0 belum berhasil · 3 menunggu" in waiting.content.decode()
    assert waiting.headers["Refresh"] == "3"
    jobs.run_waiting(now=timezone.now())
    over = client.get(asked.url).content.decode()
    assert "1 dibuat · 2 dilewati · 0 belum berhasil · 0 menunggu" in over
    assert "kurang dari 10, sehingga angkanya belum boleh ditampilkan" in over
    sent = client.get(f"{asked.url}zip/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(sent.streaming_content)))
    made = ["laporan-skm-153-2026Q1-v1.pdf", "laporan-skm-153-2026Q1-v1.xlsx"]
    assert archive.namelist() == ["daftar-laporan.xlsx", *made]
    rows = load_workbook(io.BytesIO(archive.read("daftar-laporan.xlsx"))).active.iter_rows(values_only=True)
    listed = {row[0]: row[2:6] for row in rows}
    assert listed["153"] == ("Selesai", 1, 12, 88.89)
    assert listed["114"] == ("Dilewati", None, None, None)


def test_a_sector_alone_can_be_asked_for(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    client.force_login(cast.hr)
    client.post(PAGE, {"period": "2026Q1", "sector": cast.other_unit.sector.pk})
    run = ReportRun.objects.get()
    assert run.sector == cast.other_unit.sector
    assert cast.other_unit.sector.name in client.get(f"{PAGE}{run.pk}/").content.decode()


def test_a_sector_without_units_is_refused_with_a_sentence(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    empty = type(cast.unit.sector).objects.create(code="kosong", name="Kosong")
    client.force_login(cast.hr)
    refused = client.post(PAGE, {"period": "2026Q1", "sector": empty.pk})
    assert "Tidak ada unit yang melayani masyarakat pada periode ini." in refused.content.decode()


def test_failed_ones_are_named_first_and_repeated_alone(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    run = make_run(cast.hr, units=[cast.unit], state="failed")
    ReportTask.objects.create(run=run, unit=cast.agency, state="passed_over", reason="Belum ada jawaban.")
    client.force_login(cast.hr)
    page = client.get(f"{PAGE}{run.pk}/").content.decode()
    assert page.index("UPTD Puskesmas Sei Jang") < page.index("Coba lagi.") < page.index("Dinas Kesehatan")
    assert "Ulangi yang belum berhasil" in page
    assert client.post(f"{PAGE}{run.pk}/ulang/").url == f"{PAGE}{run.pk}/"
    jobs.run_waiting(now=timezone.now())
    assert "1 dibuat" in client.get(f"{PAGE}{run.pk}/").content.decode()
    client.post(f"{PAGE}{run.pk}/ulang/")
    assert "Semua laporan sudah selesai." in client.get(f"{PAGE}{run.pk}/").content.decode()


def test_leadership_reads_but_does_not_ask(cast: Cast, client: Client) -> None:
    answer(cast.unit)
    run = make_run(cast.hr, units=[cast.unit], state="failed")
    client.force_login(cast.leader)
    assert "Ulangi" not in client.get(f"{PAGE}{run.pk}/").content.decode()
    assert client.post(PAGE, {"period": "2026Q1"}).status_code == 403
    assert client.post(f"{PAGE}{run.pk}/ulang/").status_code == 403


def test_a_run_of_one_unit_is_not_among_those_of_all(cast: Cast, client: Client) -> None:
    run = make_run(cast.officer, units=[cast.unit], state="failed", unit=cast.unit)
    client.force_login(cast.hr)
    assert client.get(f"{PAGE}{run.pk}/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_take_the_same_queries_however_long(cast: Cast, client: Client, many: int) -> None:
    answer(cast.unit)
    units = [make_unit(f"Unit {place}", code=f"X{place}") for place in range(many)]
    reports = [make_report(unit) for unit in units]
    for _ in range(many):
        run = make_run(cast.hr, units=units, report=reports[0])
    client.force_login(cast.hr)
    for address, expected in ((PAGE, RUNS_QUERIES), (f"{PAGE}{run.pk}/", RUN_QUERIES)):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) == expected, address


RUNS_QUERIES = 13
RUN_QUERIES = 9
