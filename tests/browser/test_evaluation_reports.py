"""A report is asked for, watched and opened in the browser; every page of reports is clean at both widths."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from documents import jobs
from evaluations.reporting.scopes import of_batch
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.evaluations.reporting.made import keep_report, keep_run, ran

pytestmark = pytest.mark.browser


def test_a_report_is_asked_for_watched_and_opened_by_phone_without_javascript(
    world: Cast, open_context: Callable[..., BrowserContext], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    batch = ran(world.unit)
    page = open_context(world.hr, width=PHONE, javascript=False).new_page()
    page.goto("/laporan-evaluasi/")
    page.get_by_role("link", name="Buat laporan").first.click()
    page.get_by_role("link", name="Angkatan").click()
    page.get_by_label("Angkatan").select_option(str(batch.pk))
    page.get_by_role("button", name="Buat laporan").click()
    expect(page.locator("main")).to_contain_text("Menunggu giliran")
    jobs.run_waiting(now=timezone.now())
    # The page looks again by itself.
    page.get_by_role("link", name="Buka laporan").click(timeout=10_000)
    expect(page.locator("main")).to_contain_text("Versi 1")
    with page.expect_download() as found:
        page.get_by_role("link", name="PDF").click()
    assert found.value.suggested_filename == f"laporan-evaluasi-{of_batch(batch).code}-v1.pdf"
    assert Path(found.value.path()).read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_of_reports_are_clean(
    world: Cast,
    open_context: Callable[..., BrowserContext],
    visit: Callable[..., list[str]],
    settings: Any,
    tmp_path: Path,
    width: int,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    scope = of_batch(ran(world.unit))
    made = [keep_report(scope, version) for version in (1, 2)]
    run = keep_run(world.hr, made[1:], failed=[of_batch(ran(world.other_unit))])
    paths = [
        *("", "buat/", "buat/?jenis=unit", "langganan/", "pembuatan/"),
        *(f"pembuatan/{run.pk}/", f"{scope.code}/versi/1/"),
    ]
    context = open_context(world.hr, width=width)
    complaints = {path: found for path in paths if (found := visit(context, f"/laporan-evaluasi/{path}"))}
    assert complaints == {}
