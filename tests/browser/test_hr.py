"""BKPSDM runs a batch from its form to its closing at one desk, with the letters that go with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from programs.models import Batch, Enrollment, Letter
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.documents import make_signatory
from tests.factories.programs import make_program
from tests.journey import others_apply, tomorrow, weeks_go_by, worker_works

pytestmark = pytest.mark.browser


def test_a_batch_from_its_form_to_its_closing_without_javascript(
    world: Cast, open_context: Callable[..., BrowserContext]
) -> None:
    make_program(title="Pelayanan prima")
    make_signatory("assignment_letter")
    page = open_context(world.hr, width=DESK, javascript=False).new_page()
    batch = makes_and_opens_a_batch(page)
    colleagues = others_apply(batch, world.unit, 3)
    approves_two_and_declines_one(page)
    issues_the_surat_tugas(page, batch)
    finds_it_on_the_phone(open_context(colleagues[0], width=PHONE).new_page(), batch)
    weeks_go_by(batch)
    marks_presence_and_closes(page, batch)
    worker_works()
    states = {one.employee.name: one.state for one in Enrollment.objects.filter(batch=batch)}
    assert states == {"Rekan 01": "finished", "Rekan 02": "absent", "Rekan 03": "declined"}
    copies_it_for_the_next_time(page, batch)


def makes_and_opens_a_batch(page: Page) -> Batch:
    page.goto("/kelola/program/")
    page.get_by_role("link", name="0 angkatan").click()
    page.get_by_role("link", name="Buat angkatan").first.click()
    page.locator("#id_starts_on").fill(str(tomorrow()))
    page.locator("#id_ends_on").fill(str(tomorrow()))
    page.locator("#id_enrollment_opens_at").fill(f"{tomorrow() - timedelta(days=2)}T08:00")
    page.locator("#id_enrollment_closes_at").fill(f"{tomorrow()}T07:00")
    page.locator("#id_seats").fill("5")
    page.locator("#id_sesi-0-title").fill("Sehari penuh")
    page.locator("#id_sesi-0-day").fill(str(tomorrow()))
    page.locator("#id_sesi-0-begins").fill("08:00")
    page.locator("#id_sesi-0-ends").fill("15:00")
    page.locator("#id_sesi-0-place").fill("Aula BKPSDM")
    page.get_by_role("button", name="Simpan angkatan").click()
    page.get_by_role("link", name="Buka pendaftaran").click()
    page.get_by_role("button", name="Buka pendaftaran").click()
    expect(page.get_by_text("Pendaftaran dibuka.")).to_be_visible()
    return Batch.objects.get()


def approves_two_and_declines_one(page: Page) -> None:
    page.goto("/kelola/pendaftaran/")
    for name in ("Rekan 01", "Rekan 02"):
        page.get_by_label(f"Pilih {name}").check()
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("Disetujui: 2 pegawai terdaftar.")).to_be_visible()
    page.get_by_label("Pilih Rekan 03").check()
    page.get_by_role("button", name="Tolak…").click()
    page.get_by_label("Alasan").fill("Sudah ikut tahun ini.")
    page.get_by_role("button", name="Tolak").click()
    expect(page.get_by_text("1 permohonan ditolak.")).to_be_visible()


def issues_the_surat_tugas(page: Page, batch: Batch) -> None:
    page.goto(f"/kelola/angkatan/{batch.pk}/")
    page.get_by_role("navigation", name="Bagian angkatan").get_by_role("link", name="Surat").click()
    page.get_by_role("link", name="Surat tugas").click()
    expect(page.get_by_label("Tempat")).to_have_value("Aula BKPSDM")
    page.get_by_label("Rekan 02").uncheck()
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Terbit dengan nomor")).to_be_visible()
    assert [line["name"] for line in Letter.objects.get().facts["people"]] == ["Rekan 01"]


def finds_it_on_the_phone(page: Page, batch: Batch) -> None:
    page.goto("/pendaftaran/")
    page.get_by_role("link", name="Pelayanan prima").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF Surat tugas").click()
    assert download.value.suggested_filename.startswith("Surat tugas ")


def marks_presence_and_closes(page: Page, batch: Batch) -> None:
    page.goto(f"/kelola/angkatan/{batch.pk}/")
    page.get_by_role("link", name="Kehadiran Sehari penuh").click()
    page.get_by_label("Rekan 01").check()
    page.get_by_role("button", name="Simpan kehadiran").click()
    page.goto(f"/kelola/angkatan/{batch.pk}/")
    page.get_by_role("link", name="Tutup angkatan").click()
    page.get_by_role("button", name="Tutup angkatan").click()
    expect(page.get_by_text("Angkatan ditutup.")).to_be_visible()


def copies_it_for_the_next_time(page: Page, batch: Batch) -> None:
    page.goto(f"/kelola/angkatan/{batch.pk}/")
    page.get_by_role("link", name="Salin").click()
    page.get_by_role("button", name="Salin").click()
    expect(page.get_by_text("Angkatan 2 dibuat.")).to_be_visible()
    expect(page.locator("#id_sesi-0-title")).to_have_value("Sehari penuh")
