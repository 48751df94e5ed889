"""From applying to presence in the browser: on a phone, without JavaScript, by each who has a part in it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext

from partners.models import Instructor
from programs.models import Batch
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.people import make_account, make_employee
from tests.factories.programs import (
    make_agreement,
    make_batch,
    make_enrollment,
    make_institution,
    make_partner_staff,
    make_program,
    make_session,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def running(world: Cast) -> Batch:
    """A partner's batch of today: its first session has begun, one seat of two is taken, someone waits."""
    now, today = timezone.now(), timezone.localdate()
    partner = make_institution(name="Universitas Maritim", code="maritim")
    agreement = make_agreement(partner, starts_on=today, ends_on=today + timedelta(days=30))
    batch = make_batch(
        make_program(title="Manajemen pelabuhan", code="pelabuhan", summary="Alur kapal.", institution=partner),
        agreement=agreement,
        starts_on=today,
        ends_on=today + timedelta(days=2),
        enrollment_opens_at=now - timedelta(days=3),
        enrollment_closes_at=now + timedelta(days=1),
    )
    teacher = Instructor.objects.create(name="Dr. Laut", institution=partner, employee=world.stranger.employee)
    make_session(batch, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1), instructor=teacher)
    make_enrollment(batch, world.stranger.employee, state="confirmed")
    make_enrollment(batch, world.officer.employee)
    return batch


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_of_a_batch_are_clean(
    world: Cast,
    running: Batch,
    open_context: Callable[..., BrowserContext],
    visit: Callable[..., list[str]],
    width: int,
) -> None:
    waiting = make_enrollment(running, make_employee("Menunggu", unit=world.unit), state="waiting")
    staff = make_account(username="staf-mitra")
    make_partner_staff(running.institution, staff)
    session = running.sessions.get()
    desk = f"/kelola/angkatan/{running.pk}/"
    walks = [
        (world.employee, ["/katalog/", "/katalog/pelabuhan/", f"/angkatan/{running.pk}/", "/kebutuhan/"]),
        (world.head, ["/persetujuan/", f"/pendaftaran/{waiting.pk}/"]),
        (world.stranger, ["/mengajar/", "/pendaftaran/", f"/sesi/{session.pk}/kehadiran/"]),
        (world.hr, [desk, f"{desk}ubah/", f"{desk}peserta/", f"{desk}batal/", f"{desk}buka-kembali/"]),
        (world.hr, [f"{desk}surat/", f"{desk}surat/surat-tugas/", f"{desk}pesan/", f"{desk}riwayat/", f"{desk}salin/"]),
        (world.hr, [f"/pendaftaran/{waiting.pk}/batal/", "/kelola/program/", "/kelola/angkatan/"]),
        (world.hr, ["/kelola/perjanjian/", f"/kelola/program/{running.program_id}/"]),
        (staff, ["/mitra/angkatan/", f"/mitra/angkatan/{running.pk}/"]),
    ]
    complaints: dict[str, list[str]] = {}
    for account, paths in walks:
        context = open_context(account, width=width)
        for path in paths:
            if found := visit(context, path):
                complaints[f"{account} {path}"] = found
    assert complaints == {}


def test_from_applying_to_presence_on_a_phone_without_javascript(
    world: Cast, running: Batch, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(world.employee, javascript=False).new_page()
    page.goto("/katalog/")
    page.get_by_role("link", name="Angkatan").first.click()
    assert page.get_by_text("Masih ada 1 kursi.").is_visible()
    page.get_by_role("button", name="Daftar").click()
    assert page.get_by_text("Menunggu keputusan.").is_visible()

    head = open_context(world.head, javascript=False).new_page()
    head.goto("/persetujuan/")
    head.get_by_label("Siti Nurhaliza").check()
    head.get_by_role("button", name="Setujui yang dicentang").click()
    assert head.get_by_text("Disetujui: 1 pegawai terdaftar.").is_visible()

    page.reload()
    assert page.get_by_text("Anda terdaftar.").is_visible()

    teacher = open_context(world.stranger, javascript=False).new_page()
    teacher.goto("/mengajar/")
    teacher.get_by_role("link", name="Kehadiran").click()
    teacher.get_by_label("Siti Nurhaliza").check()
    teacher.get_by_role("button", name="Simpan kehadiran").click()
    assert teacher.get_by_text("Kehadiran disimpan: 1 dari 2 hadir.").is_visible()


def test_hr_makes_a_batch_with_a_session_without_javascript(
    world: Cast, open_context: Callable[..., BrowserContext]
) -> None:
    program = make_program(title="Arsip digital")
    page = open_context(world.hr, javascript=False).new_page()
    page.goto(f"/kelola/program/{program.pk}/angkatan/")
    page.get_by_role("link", name="Buat angkatan").first.click()
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    page.locator("#id_starts_on").fill(day)
    page.locator("#id_ends_on").fill(day)
    page.locator("#id_enrollment_opens_at").fill("2026-01-01T08:00")
    page.locator("#id_enrollment_closes_at").fill(f"{day}T08:00")
    page.locator("#id_seats").fill("30")
    page.locator("#id_sesi-0-title").fill("Hari pertama")
    page.locator("#id_sesi-0-day").fill(day)
    page.locator("#id_sesi-0-begins").fill("08:00")
    page.locator("#id_sesi-0-ends").fill("15:30")
    page.locator("#id_sesi-0-place").fill("Aula")
    page.get_by_role("button", name="Simpan angkatan").click()
    page.get_by_role("link", name="Buka pendaftaran").click()
    page.get_by_role("button", name="Buka pendaftaran").click()
    assert page.get_by_text("Pendaftaran dibuka.").is_visible()
