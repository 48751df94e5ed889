"""What follows a training, in the browser: lessons, certificate, hours, points, evaluation."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from credentials.models import Certificate
from pembinaan.base.events import sweep
from programs.closing import close
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS, make_run
from tests.factories.learning import make_lesson
from tests.factories.programs import make_batch, make_enrollment, make_program

pytestmark = pytest.mark.browser


@pytest.fixture
def certificate(world: Cast, settings: Any, tmp_path: Path) -> Certificate:
    """Siti finished a batch; its events were handled."""
    settings.MEDIA_ROOT = tmp_path
    batch = make_run([world.employee.employee], program=make_program(code="selesai"))  # type: ignore[list-item]
    close(batch=batch, by=None, now=AFTERWARDS)
    sweep(now=AFTERWARDS)
    return Certificate.objects.get()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_after_training_are_clean(
    world: Cast,
    certificate: Certificate,
    open_context: Callable[..., BrowserContext],
    visit: Callable[..., list[str]],
    width: int,
) -> None:
    pages = {
        "citizen": [f"/v/{certificate.code}/"],
        "employee": ["/belajar/", "/sertifikat/", "/jam-pelajaran/?tahun=2026", "/penghargaan/"],
        "hr": ["/kelola/sertifikat/", f"/kelola/sertifikat/{certificate.pk}/"],
        "leader": ["/evaluasi/", "/evaluasi/selesai/"],
    }
    complaints: dict[str, list[str]] = {}
    for who, paths in pages.items():
        context = open_context(getattr(world, who, None), width=width)
        for path in paths:
            if found := visit(context, path):
                complaints[f"{who} {path}"] = found
    assert complaints == {}


def test_a_course_is_finished_on_a_phone_without_javascript(
    world: Cast, open_context: Callable[..., BrowserContext]
) -> None:
    assert world.employee.employee is not None
    enrollment = make_enrollment(make_batch(), world.employee.employee, state="confirmed")
    for title in ("Satu", "Dua"):
        make_lesson(enrollment.batch.program, title=title)
    page = open_context(world.employee, javascript=False).new_page()
    page.goto("/belajar/")
    page.get_by_role("link", name="Lanjutkan").click()
    page.get_by_role("link", name="1. Satu").click()
    page.get_by_role("button", name="Tandai selesai").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Dua"
    page.get_by_role("button", name="Tandai selesai").click()
    assert page.get_by_text("Semua materi selesai").is_visible()
