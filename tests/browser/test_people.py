"""HR's pages on one person, an import, and the first sign-in of somebody with a letter, also without JavaScript."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext

from people.activation import issue_codes
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.people import make_employee

pytestmark = pytest.mark.browser

TABLE = b"""nama,status,nip,kode_unit,jabatan,jenis_jabatan,golongan,tmt,warna
Ani,PNS,198609262015051001,153,Perawat,fungsional,III/a,01-02-2026,biru
Budi,PNS,1986092620150510,999,Perawat,fungsional,IX,kemarin,
"""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_on_one_person_are_clean(
    world: Cast, open_context: Callable[..., BrowserContext], visit: Callable[..., list[str]], width: int
) -> None:
    context = open_context(world.hr, width=width)
    person, account = world.head.employee_id, world.head.pk
    paths = [
        f"/pegawai/{person}/",
        f"/pegawai/{person}/pindah/",
        f"/pegawai/{person}/kepala/",
        f"/akun-pegawai/{account}/peran/",
        f"/akun-pegawai/{account}/atur-ulang/",
        f"/penempatan/{world.head.employee.assignments.get().pk}/akhiri/",
    ]
    assert {path: found for path in paths if (found := visit(context, path))} == {}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_import_is_read_before_it_happens(
    world: Cast, open_context: Callable[..., BrowserContext], visit: Callable[..., list[str]], width: int
) -> None:
    context = open_context(world.hr, width=width, javascript=True)
    page = context.new_page()
    page.goto("/pegawai/impor/")
    page.set_input_files("input[type=file]", {"name": "pegawai.csv", "mimeType": "text/csv", "buffer": TABLE})
    page.get_by_role("button", name="Periksa berkas").click()
    assert page.locator("h1").inner_text() == "Berkas perlu diperbaiki"
    assert "terdiri atas 18 angka" in page.inner_text("main")
    assert visit(context, page.url) == []
    page.goto("/pegawai/impor/")
    good = b"\n".join(TABLE.splitlines()[:2])
    page.set_input_files("input[type=file]", {"name": "pegawai.csv", "mimeType": "text/csv", "buffer": good})
    page.get_by_role("button", name="Periksa berkas").click()
    assert visit(context, page.url) == []
    page.get_by_role("button", name="Impor").click()
    assert page.locator("h1").inner_text() == "Data sudah diimpor"


def test_somebody_with_a_letter_signs_in_by_phone_without_javascript(
    world: Cast, open_context: Callable[..., BrowserContext]
) -> None:
    (letter,) = issue_codes(employees=[make_employee("Baru", unit=world.unit)], by=None, now=timezone.now())
    page = open_context(None, width=PHONE, javascript=False).new_page()
    page.goto("/aktivasi/")
    page.get_by_label("NIP, NI PPPK, atau nama akun").fill(letter.username)
    page.get_by_label("Kode aktivasi").fill(letter.code_in_groups.lower())
    page.get_by_label("Kata sandi baru").fill("angin-laut-tenang")
    page.get_by_label("Ulangi kata sandi").fill("angin-laut-tenang")
    page.get_by_role("button", name="Aktifkan akun").click()
    assert "Akun Anda aktif" in page.inner_text("main")
    page.get_by_label("NIP atau surel").fill(letter.username)
    page.get_by_label("Kata sandi").fill("angin-laut-tenang")
    page.get_by_role("button", name="Masuk").click()
    assert "/akun/login/" not in page.url
