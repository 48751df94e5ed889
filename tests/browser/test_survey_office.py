"""The survey officer at work with a phone: target, comment, plan; every page of the office is clean at both widths."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from surveys.models import HiddenComment, ImprovementPlan, Population
from surveys.rollups import fold_all
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.surveys import make_plan, make_responses

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]
Visit = Callable[..., list[str]]


def test_an_officer_sets_the_target_hides_a_comment_and_finishes_a_plan_by_phone(
    world: Cast, open_context: Opened
) -> None:
    make_responses(world.unit, 12, day=timezone.localdate(), comment="Bu X galak")
    fold_all()
    page = open_context(world.officer, width=PHONE).new_page()
    page.goto("/kelola/survei/")
    page.get_by_role("link", name="Isi sasaran").click()
    page.get_by_label("Pengguna layanan").fill("400")
    page.get_by_label("Sumber angka").fill("SIMPUS")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("dari sasaran 196 jawaban")
    page.get_by_text("11 bagian").click()
    page.get_by_role("link", name="Saran warga").click()
    page.get_by_role("link", name="Sembunyikan").first.click()
    page.get_by_label("Menyebut nama atau data pribadi").check()
    page.get_by_role("button", name="Sembunyikan").click()
    expect(page.locator("main")).to_contain_text("11 saran")
    page.get_by_text("11 bagian").click()
    page.get_by_role("link", name="Rencana", exact=True).click()
    page.get_by_role("link", name="Buat rencana Penanganan pengaduan").click()
    page.get_by_label("Tindakan").fill("Loket pengaduan dijaga")
    page.get_by_label("Penanggung jawab").fill("Kepala Tata Usaha")
    page.get_by_label("Selesai paling lambat").fill(str(timezone.localdate() + timedelta(days=60)))
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Bukti", exact=True).fill("Jadwal piket")
    page.get_by_role("button", name="Rencana selesai").click()
    expect(page.locator("main")).to_contain_text("Jadwal piket")
    assert Population.objects.get().target == 196
    assert HiddenComment.objects.in_force().count() == 1
    assert ImprovementPlan.objects.get().done_on == timezone.localdate()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_of_the_office_are_clean(world: Cast, open_context: Opened, visit: Visit, width: int) -> None:
    answers = make_responses(world.unit, 12, day=timezone.localdate(), comment="Antrean panjang")
    plan = make_plan(world.unit)
    fold_all()
    context, office = open_context(world.hr, width=width), "/kelola/survei/153/"
    paths = [
        "/kelola/survei/",
        "/kelola/sasaran-survei/",
        office,
        f"{office}sasaran/",
        f"{office}saran/",
        f"{office}saran/{answers[0].pk}/sembunyikan/",
        f"{office}rencana/",
        f"{office}rencana/baru/?unsur=time",
        f"{office}rencana/{plan.pk}/",
        f"{office}rencana/{plan.pk}/ubah/",
    ]
    assert {path: found for path in paths if (found := visit(context, path))} == {}
