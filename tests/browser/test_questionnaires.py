"""The builder in a browser: build, look, publish, answer, see the figure; at a phone's width and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from surveys.models import Questionnaire, Response
from surveys.rollups import fold_all
from tests.browser.conftest import sideways
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]


def build(page: Page) -> None:
    page.goto("/kelola/kuesioner/ipak/1/")
    page.get_by_label("Nama unsur baru").fill("Balas jasa")
    page.get_by_role("button", name="Tambah butir").click()
    page.get_by_label("Pertanyaan (Indonesia)").fill("Adakah yang meminta balas jasa?")
    for number in range(1, 5):
        page.get_by_label(f"Jawaban {number} (Indonesia)").fill(f"Jawaban ke-{number}")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name="Naikkan Balas jasa").click()
    page.get_by_role("link", name="Hapus Transaksi rahasia").click()
    page.get_by_role("button", name="Hapus butir").click()
    assert sideways(page) == 0


def test_a_questionnaire_is_built_published_answered_and_its_figure_seen(world: Cast, open_context: Opened) -> None:
    Questionnaire.objects.get(code="ipak").units.add(world.unit)
    page = open_context(world.hr, javascript=False).new_page()
    build(page)
    page.get_by_role("link", name="Lihat seperti warga").click()
    expect(page.get_by_role("status")).to_contain_text("begini warga melihatnya")
    expect(page.get_by_text("Adakah yang meminta balas jasa?")).to_be_visible()
    page.goto("/kelola/kuesioner/ipak/1/")
    page.get_by_role("link", name="Terbitkan").click()
    expect(page.get_by_text("Ini tidak dapat diubah lagi.")).to_be_visible()
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Versi 1 diterbitkan.")).to_be_visible()
    citizen = open_context(None, javascript=False).new_page()
    for _ in range(10):
        citizen.goto(f"/s/{world.unit.code}/k/ipak/")
        for number in range(1, 11):
            citizen.locator(f"#u{number} .choice").nth(3).click()
        citizen.get_by_role("button", name="Kirim penilaian").click()
        citizen.wait_for_url("**/terima-kasih/")
    assert Response.objects.count() == 10
    fold_all()
    citizen.get_by_role("link", name="Lihat hasil penilaian").click()
    expect(citizen.locator(".figure")).to_have_text("4,00")
    assert sideways(citizen) == 0


def test_a_citizen_answers_own_questions_by_steps(world: Cast, open_context: Opened) -> None:
    officer = open_context(world.officer).new_page()
    officer.goto(f"/kelola/survei/{world.unit.code}/pertanyaan/")
    officer.get_by_role("button", name="Buat pertanyaan").click()
    officer.get_by_role("link", name="Tambah pertanyaan").click()
    officer.get_by_label("Pertanyaan (Indonesia)").fill("Dari mana Anda tahu?")
    officer.get_by_label("Jawaban, satu per baris (Indonesia)").fill("Tetangga\nPoster")
    officer.get_by_role("button", name="Simpan").click()
    officer.get_by_role("link", name="Terbitkan").click()
    officer.get_by_role("button", name="Terbitkan").click()
    citizen = open_context(None).new_page()
    citizen.goto(f"/s/{world.unit.code}/")
    for number in range(1, 10):
        citizen.locator(".step.now .choice").nth(2).click()
        expect(citizen.locator(f"#u{number}")).to_be_hidden()
    citizen.get_by_text("Tambah saran atau keterangan").click()
    citizen.get_by_label("Dari mana Anda tahu?").select_option("Poster")
    citizen.get_by_role("button", name="Kirim penilaian").click()
    citizen.wait_for_url("**/terima-kasih/")
    assert Response.objects.get().extras == {"1": 2}
