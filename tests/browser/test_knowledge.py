"""Tests before and after a training, in the browser: a participant on a phone, and the pages of those who read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext

from evaluations.models import KnowledgeAttempt, KnowledgeRound, RoundKind
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.knowledge import make_learned, make_test, make_tested
from tests.factories.programs import make_program

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_of_tests_are_clean(
    world: Cast,
    open_context: Callable[..., BrowserContext],
    visit: Callable[..., list[str]],
    width: int,
) -> None:
    known, unknown = [1, 1, 1, 0, 0], [1, 0, 0, 0, 1]
    batch = make_learned(world.unit, [unknown] * 3 + [known] * 3, [known] * 4 + [[1] * 5] * 2)
    make_test(make_program(code="draf"), published=False)
    pages = {
        "employee": ["/tes/saya/"],
        "hr": [
            "/tes/", "/tes/program/draf/", "/tes/program/draf/soal/", "/tes/program/draf/soal/1/",
            "/tes/program/draf/berkas/", "/tes/program/draf/pratinjau/", "/tes/program/draf/terbitkan/",
        ],
        "leader": ["/tes/hasil/", f"/tes/hasil/{batch.pk}/", f"/tes/hasil/{batch.program.code}/"],
    }  # fmt: skip
    complaints: dict[str, list[str]] = {}
    for who, paths in pages.items():
        context = open_context(getattr(world, who), width=width)
        for path in paths:
            if found := visit(context, path):
                complaints[f"{who} {path}"] = found
    assert complaints == {}


def test_a_participant_takes_the_test_on_a_phone_without_javascript(
    world: Cast, open_context: Callable[..., BrowserContext]
) -> None:
    batch = make_tested(world.unit, employee=world.employee.employee)
    now = timezone.now()
    KnowledgeRound.objects.filter(batch=batch, kind=RoundKind.BEFORE).update(
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=5)
    )
    page = open_context(world.employee, width=PHONE, javascript=False).new_page()
    page.goto("/beranda/")
    page.get_by_text("Tes awal").locator("..").locator("..").get_by_role("link", name="Kerjakan").click()
    page.get_by_role("link", name="Kerjakan tes awal").click()
    for number in range(1, 5):
        page.get_by_role("group", name=f"{number}. Soal nomor {number}?").get_by_role("radio", name="Dua").check()
    page.get_by_role("button", name="Kirim jawaban").click()
    assert page.get_by_text("Ada 1 soal yang belum dijawab").is_visible()
    assert page.get_by_role("radio", checked=True).count() == 4
    page.get_by_role("group", name="5. Soal nomor 5?").get_by_role("radio", name="Tiga").check()
    page.get_by_role("button", name="Kirim jawaban").click()
    assert page.get_by_text("Jawaban Anda diterima").is_visible()
    assert KnowledgeAttempt.objects.get().answers == [2, 2, 2, 2, 3]
