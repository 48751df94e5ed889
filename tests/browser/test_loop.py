"""The whole loop in the browser, by each who has a part in it: train people, ask citizens, show what changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from programs.models import Batch, Enrollment
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.surveys import make_responses
from tests.journey import (
    SEATS,
    Town,
    citizens_judged_before,
    mail_of_the_morning_goes_out,
    others_apply,
    settle_town,
    tomorrow,
    weeks_go_by,
    worker_works,
)

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]


@dataclass
class Story:
    """A page for each who acts."""

    town: Town
    hr: Page
    siti: Page
    rudi: Page
    head: Page
    citizen: Page


@pytest.fixture
def story(world: Cast, open_context: Opened, settings: Any, tmp_path: Path) -> Story:
    """HR at a desk, everybody else with a phone."""
    settings.EMAIL_BACKEND = "notifications.mail.KeptMailBackend"
    settings.MEDIA_ROOT = tmp_path
    town = settle_town(world)
    return Story(
        town=town,
        hr=open_context(world.hr, width=DESK).new_page(),
        siti=open_context(world.employee, width=PHONE).new_page(),
        rudi=open_context(town.late, width=PHONE).new_page(),
        head=open_context(world.head, width=PHONE).new_page(),
        citizen=open_context(None, width=PHONE).new_page(),
    )


def test_the_whole_loop(story: Story, open_context: Opened) -> None:
    hr_makes_a_program_with_a_partner(story.hr)
    batch = hr_opens_a_batch(story.hr)
    siti_applies(story.siti)
    colleagues = others_apply(batch, story.town.cast.unit, SEATS - 1)
    rudi_joins_the_queue(story, batch)
    a_freed_seat_goes_to_rudi(story, open_context(colleagues[0], width=PHONE).new_page(), batch)
    siti_was_reminded(story)

    weeks_go_by(batch)
    citizens_judged_before(batch, story.town)
    hr_marks_presence(story.hr, absent={"Rudi Terlambat"})
    siti_learns(story.siti)
    hr_closes(story.hr, batch)
    siti_has_certificate_hours_and_points(story, batch)
    a_correction_takes_them_back_and_gives_them_again(story, batch)

    citizens_answer(story, open_context)
    pages_show_what_changed(story)
    a_merged_unit_names_its_successor(story)


# 1. A program with a partner, a batch with two sessions and thirty seats.


def hr_makes_a_program_with_a_partner(page: Page) -> None:
    page.goto("/kelola/mitra/baru/")
    page.fill("[name=name]", "UMRAH")
    page.select_option("[name=kind]", "university")
    page.click("main button[type=submit]")
    page.get_by_role("link", name="Catat perjanjian").first.click()
    page.select_option("#id_kind", "pks")
    page.fill("#id_number", "PKS/1")
    page.fill("#id_starts_on", str(tomorrow() - timedelta(days=300)))
    page.fill("#id_ends_on", str(tomorrow() + timedelta(days=300)))
    page.get_by_role("button", name="Simpan perjanjian").click()
    page.goto("/kelola/program/baru/")
    page.get_by_label("Judul").fill("Manajemen Pelabuhan dan Logistik")
    page.get_by_label("Kode").fill("pelabuhan")
    page.locator("#id_training_type").select_option(label="Pelatihan teknis")
    page.locator("#id_competency").select_option("teknis")
    page.get_by_label("Jam pelajaran (JP)").fill("16")
    page.locator("#id_institution").select_option(label="UMRAH")
    page.get_by_label("Tampil di katalog").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Program disimpan.")).to_be_visible()
    page.goto("/admin/learning/lesson/add/")
    page.select_option("#id_program", label="Manajemen Pelabuhan dan Logistik")
    page.fill("#id_position", "1")
    page.fill("#id_title", "Alur kapal")
    page.select_option("#id_kind", "reading")
    page.fill("#id_body", "Kapal tiba, kapal pergi.")
    page.click("[name=_save]")


def hr_opens_a_batch(page: Page) -> Batch:
    page.goto("/kelola/program/")
    page.get_by_role("link", name="0 angkatan").click()
    page.get_by_role("link", name="Buat angkatan").first.click()
    page.locator("#id_agreement").select_option(index=1)
    page.locator("#id_starts_on").fill(str(tomorrow()))
    page.locator("#id_ends_on").fill(str(tomorrow() + timedelta(days=1)))
    page.locator("#id_enrollment_opens_at").fill(f"{tomorrow() - timedelta(days=2)}T08:00")
    page.locator("#id_enrollment_closes_at").fill(f"{tomorrow()}T07:00")
    page.locator("#id_seats").fill(str(SEATS))
    for row in (0, 1):
        page.locator(f"#id_sesi-{row}-title").fill(f"Hari {row + 1}")
        page.locator(f"#id_sesi-{row}-day").fill(str(tomorrow() + timedelta(days=row)))
        page.locator(f"#id_sesi-{row}-begins").fill("08:00")
        page.locator(f"#id_sesi-{row}-ends").fill("12:00")
        page.locator(f"#id_sesi-{row}-place").fill("Aula")
    page.get_by_role("button", name="Simpan angkatan").click()
    page.get_by_role("link", name="Buka pendaftaran").click()
    page.get_by_role("button", name="Buka pendaftaran").click()
    expect(page.get_by_text("Pendaftaran dibuka.")).to_be_visible()
    return Batch.objects.get()


# 2. Enrollment, approval, waiting list, offer.


def siti_applies(page: Page) -> None:
    page.goto("/beranda/")
    page.get_by_role("link", name="Daftar", exact=False).filter(has_text="Daftar").first.click()
    expect(page.get_by_text("Masih ada 30 kursi.")).to_be_visible()
    page.get_by_role("button", name="Daftar").dblclick()
    expect(page.get_by_text("Menunggu keputusan.").first).to_be_visible()


def rudi_joins_the_queue(story: Story, batch: Batch) -> None:
    story.rudi.goto(f"/angkatan/{batch.pk}/")
    story.rudi.get_by_role("button", name="Daftar").click()
    story.head.goto("/persetujuan/")
    story.head.get_by_role("button", name="Setujui semua").click()
    expect(story.head.get_by_text("Disetujui: 30 pegawai terdaftar, 1 masuk daftar tunggu.")).to_be_visible()
    story.rudi.reload()
    expect(story.rudi.get_by_text("Urutan ke-1 dalam daftar tunggu.")).to_be_visible()


def a_freed_seat_goes_to_rudi(story: Story, colleague: Page, batch: Batch) -> None:
    colleague.goto("/pendaftaran/")
    colleague.get_by_role("link", name="Manajemen Pelabuhan").first.click()
    colleague.get_by_role("link", name="Batalkan pendaftaran").click()
    colleague.get_by_label("Alasan").fill("Dinas luar")
    colleague.get_by_role("button", name="Batalkan pendaftaran").click()
    worker_works()
    story.rudi.goto("/beranda/")
    story.rudi.get_by_role("link", name="Jawab tawaran").click()
    story.rudi.get_by_role("button", name="Terima kursi").click()
    expect(story.rudi.get_by_text("Kursi menjadi milik Anda.")).to_be_visible()
    assert Enrollment.objects.participants().filter(batch=batch).count() == SEATS


# 3. The reminder on the eve.


def siti_was_reminded(story: Story) -> None:
    mail_of_the_morning_goes_out()
    story.hr.goto("/pesan/terkirim/")
    expect(story.hr.locator("main")).to_contain_text("Besok: Manajemen Pelabuhan dan Logistik · 1, Hari 1")
    expect(story.hr.locator("main")).to_contain_text("siti@contoh.test")
    story.siti.goto("/pesan/")
    expect(story.siti.get_by_text("Besok: Manajemen Pelabuhan dan Logistik · 1, Hari 1").first).to_be_visible()


# 4. Presence, lessons, closing, certificate, hours; a correction.


def hr_marks_presence(page: Page, *, absent: set[str]) -> None:
    """Everybody at both sessions, those of `absent` at the first alone."""
    for name, missing in (("Hari 1", set()), ("Hari 2", absent)):
        page.goto("/kelola/angkatan/")
        page.get_by_role("link", name="Manajemen Pelabuhan").first.click()
        page.get_by_role("link", name=f"Kehadiran {name}").click()
        page.locator("input[name=present]").evaluate_all("all => all.forEach(one => { one.checked = true; })")
        for person in missing:
            page.get_by_label(person).uncheck()
        page.get_by_role("button", name="Simpan kehadiran").click()
        expect(page.get_by_text(f"{SEATS - len(missing)} dari {SEATS} hadir").first).to_be_visible()


def siti_learns(page: Page) -> None:
    page.goto("/belajar/")
    page.get_by_role("link", name="Lanjutkan").click()
    page.get_by_role("link", name="1. Alur kapal").click()
    page.get_by_role("button", name="Tandai selesai").click()
    expect(page.get_by_text("Semua materi selesai.")).to_be_visible()


def hr_closes(page: Page, batch: Batch) -> None:
    page.goto(f"/kelola/angkatan/{batch.pk}/")
    page.get_by_role("link", name="Tutup angkatan").click()
    page.get_by_role("button", name="Tutup angkatan").click()
    expect(page.get_by_text("Angkatan ditutup.")).to_be_visible()
    worker_works()


def siti_has_certificate_hours_and_points(story: Story, batch: Batch) -> None:
    page = story.siti
    page.goto("/sertifikat/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    story.citizen.goto(page.get_by_role("link", name="Halaman pemeriksaan").get_attribute("href") or "")
    expect(story.citizen.get_by_text("Sertifikat ini asli dan tercatat.")).to_be_visible()
    page.goto(f"/jam-pelajaran/?tahun={batch.ends_on.year}")
    expect(page.get_by_text("+16 JP")).to_be_visible()
    page.goto("/penghargaan/")
    expect(page.get_by_text("+160")).to_be_visible()
    expect(page.get_by_text("Pembelajar pertama")).to_be_visible()
    page.goto("/beranda/")
    expect(page.get_by_text("160 poin")).to_be_visible()
    # Rudi was at one session of two, and eighty percent are needed.
    story.rudi.goto("/sertifikat/")
    expect(story.rudi.get_by_role("link", name="Unduh PDF")).to_have_count(0)


def a_correction_takes_them_back_and_gives_them_again(story: Story, batch: Batch) -> None:
    for siti_there, verdict, points in ((False, "Dicabut.", "0 poin"), (True, "Revisi 2.", "160 poin")):
        story.hr.goto(f"/kelola/angkatan/{batch.pk}/")
        story.hr.get_by_role("link", name="Buka kembali").click()
        story.hr.get_by_label("Alasan").fill("Salah catat")
        story.hr.get_by_role("button", name="Buka kembali").click()
        story.hr.get_by_role("link", name="Kehadiran Hari 2").click()
        story.hr.get_by_label("Siti Nurhaliza").set_checked(siti_there)
        story.hr.get_by_role("button", name="Simpan kehadiran").click()
        expect(story.hr.get_by_text("Kehadiran disimpan").first).to_be_visible()
        hr_closes(story.hr, batch)
        story.citizen.reload()
        expect(story.citizen.get_by_text(verdict)).to_be_visible()
        story.siti.goto("/beranda/")
        expect(story.siti.get_by_text(points)).to_be_visible()


# 5. Citizens answer.


def citizens_answer(story: Story, open_context: Opened) -> None:
    make_responses(story.town.cast.unit, 8, [4] * 9, day=timezone.localdate())
    make_responses(story.town.untrained, 12, [3] * 9, day=timezone.localdate())
    page = story.citizen
    page.goto("/s/153/")
    expect(page.get_by_text("Tanpa nama.").first).to_be_visible()
    for number in range(1, 10):
        page.locator(".step.now .choice").nth(3).click()
        expect(page.locator(f"#u{number}")).to_be_hidden()
    page.get_by_role("button", name="Kirim penilaian").click()
    page.wait_for_url("**/terima-kasih/")
    worker_works()
    page.goto("/unit/153/")
    # Nine answers of the running quarter are too few to be shown.
    page.get_by_role("link", name="Lihat angkanya sampai hari ini").click()
    expect(page.get_by_text("Angka ditampilkan bila ada paling sedikit 10 jawaban").first).to_be_visible()
    plain = open_context(None, width=PHONE, javascript=False).new_page()
    plain.goto("/s/153/")
    for number in range(1, 10):
        plain.locator(f"#u{number} .choice").nth(3).click()
    plain.get_by_role("button", name="Kirim penilaian").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    worker_works()


# 6. What the pages show.


def pages_show_what_changed(story: Story) -> None:
    """Ten answers of "4" each: 4 x 25 = 100, grade A."""
    page = story.citizen
    page.goto("/unit/153/")
    page.get_by_role("link", name="Lihat angkanya sampai hari ini").click()
    expect(page.get_by_text("100,00").first).to_be_visible()
    expect(page.get_by_text("A · Sangat baik").first).to_be_visible()
    # Sector and city, each unit of the same weight: (100 + 75) / 2 = 87.50, grade B.
    for address in ("/sektor/health/", "/kota/"):
        page.goto(address)
        page.get_by_role("link", name="Lihat angkanya sampai hari ini").click()
        expect(page.get_by_text("87,50").first).to_be_visible()
        expect(page.get_by_text("B · Baik").first).to_be_visible()
    story.hr.goto("/evaluasi/pelabuhan/")
    expect(story.hr.get_by_text("Ini perbandingan mentah, bukan bukti sebab-akibat.")).to_be_visible()


def a_merged_unit_names_its_successor(story: Story) -> None:
    story.hr.goto("/unit-kerja/153/gabung/")
    story.hr.locator("[name=into]").select_option(label="Puskesmas Tanpa Pelatihan")
    story.hr.locator("[name=on]").fill(str(timezone.localdate()))
    story.hr.get_by_role("button", name="Gabungkan").click()
    for address in ("/unit/153/", "/s/153/"):
        story.citizen.goto(address)
        expect(story.citizen.get_by_text("Puskesmas Tanpa Pelatihan").first).to_be_visible()
