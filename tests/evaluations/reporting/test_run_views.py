"""Asking for reports on the pages, watching them, mending what failed."""

import io
import zipfile

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from documents import jobs
from evaluations.models import EvaluationReportRun
from evaluations.reporting.scopes import ScopeKind, of_batch, of_year
from pembinaan.base.dates import today
from tests.cast import Cast
from tests.evaluations.reporting.made import keep_report, keep_run, ran, scope_about

pytestmark = pytest.mark.django_db
PAGE = "/laporan-evaluasi/"


def test_asked_for_watched_and_opened(cast: Cast, client: Client) -> None:
    batch = ran(cast.unit)
    client.force_login(cast.hr)
    assert "?jenis=angkatan" in client.get(f"{PAGE}buat/").content.decode()
    offered = f"{batch} · {date_format(batch.ends_on, 'j F Y')}"
    assert offered in client.get(f"{PAGE}buat/?jenis=angkatan").content.decode()
    asked = client.post(f"{PAGE}buat/?jenis=angkatan", {"key": batch.pk})
    waiting = client.get(asked.url)
    assert waiting.headers["Refresh"] == "3"
    assert "Menunggu giliran" in waiting.content.decode()
    jobs.run_waiting(now=timezone.now())
    over = client.get(asked.url)
    assert "Refresh" not in over.headers
    address = f"{PAGE}{of_batch(batch).code}/versi/1/"
    assert address in over.content.decode()
    assert client.get(f"{address}pdf/").headers["Content-Type"] == "application/pdf"


def test_all_units_of_a_year_are_one_run_and_one_zip(cast: Cast, client: Client) -> None:
    ran(cast.unit)
    client.force_login(cast.agency_head)
    asked = client.post(f"{PAGE}buat/?jenis=unit", {"key": "semua-yang-boleh-dibaca", "period": "2026"})
    run = EvaluationReportRun.objects.get()
    assert sorted(run.tasks.values_list("key", flat=True)) == ["111", "153"]
    jobs.run_waiting(now=timezone.now())
    page = client.get(asked.url).content.decode()
    assert "2 dibuat" in page or "1 dibuat · 1 dilewati" in page
    sent = client.get(f"{asked.url}zip/")
    names = zipfile.ZipFile(io.BytesIO(b"".join(sent.streaming_content))).namelist()
    assert "laporan-evaluasi-unit.153.20260101.20261231-v1.pdf" in names


def test_a_year_is_asked_for_by_its_number_and_the_city_by_its_period(cast: Cast, client: Client) -> None:
    client.force_login(cast.leader)
    year = today().year
    client.post(f"{PAGE}buat/?jenis=tahun", {"period": str(year)})
    client.post(f"{PAGE}buat/?jenis=kota", {"period": f"{year}Q1"})
    scopes = [run.tasks.get().scope for run in EvaluationReportRun.objects.order_by("pk")]
    assert scopes == [f"tahun.{year}.{year}0101.{year}1231", f"kota.semua.{year}0101.{year}0331"]


def test_nobody_asks_for_what_they_may_not_read(cast: Cast, client: Client) -> None:
    client.force_login(cast.head)
    kinds = client.get(f"{PAGE}buat/").content.decode()
    assert "?jenis=unit" in kinds
    assert "?jenis=kota" not in kinds
    client.post(f"{PAGE}buat/?jenis=unit", {"key": "114", "period": "2026"})
    client.post(f"{PAGE}buat/?jenis=kota", {"period": "2026"})
    assert client.post(f"{PAGE}{of_year(2026).code}/buat/").status_code == 403
    assert not EvaluationReportRun.objects.exists()


def test_what_failed_says_why_and_is_made_again(cast: Cast, client: Client) -> None:
    batch = ran(cast.unit)
    run = keep_run(cast.hr, failed=[of_batch(batch)])
    client.force_login(cast.hr)
    assert "1 belum berhasil" in client.get(PAGE).content.decode()
    page = client.get(f"{PAGE}pembuatan/{run.pk}/").content.decode()
    assert "Ruang simpan penuh." in page
    assert "Buat lagi" in page
    client.post(f"{PAGE}pembuatan/{run.pk}/ulang/")
    jobs.run_waiting(now=timezone.now())
    assert "Buka laporan" in client.get(f"{PAGE}pembuatan/{run.pk}/").content.decode()
    client.post(f"{PAGE}pembuatan/{run.pk}/ulang/")
    assert "Tidak ada yang perlu diulang" in client.get(f"{PAGE}pembuatan/{run.pk}/").content.decode()


def test_a_run_is_shown_to_who_asked_and_to_bkpsdm(cast: Cast, client: Client) -> None:
    run = keep_run(cast.head, [keep_report(scope_about(ScopeKind.UNIT, "153"))])
    for account, status in ((cast.head, 200), (cast.hr, 200), (cast.agency_head, 404), (cast.leader, 404)):
        client.force_login(account)
        assert client.get(f"{PAGE}pembuatan/{run.pk}/").status_code == status
        assert client.get(f"{PAGE}pembuatan/{run.pk}/zip/").status_code == status
