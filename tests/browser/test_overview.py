"""The mayor's page in public: readable on a phone, two sheets on paper."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import BrowserContext

from documents.charts import render_pending
from evaluations.impact.verdict import Verdict
from portal.overview.page import overview_on
from surveys.rollups import fold
from tests.browser.conftest import DESK, PHONE, axe, sideways
from tests.cast import Cast
from tests.factories.evaluations import keep_estimate
from tests.factories.programs import make_batch, make_program
from tests.factories.surveys import make_responses

pytestmark = pytest.mark.browser
LEAST_PIXELS = 12
SMALLEST_TEXT = """
() => Math.min(...[...document.querySelectorAll(".chart img")].map(
    (picture) => 13 * picture.clientWidth / picture.naturalWidth))
"""


@pytest.fixture
def drawn(world: Cast) -> None:
    """A city with answers of some quarters and an estimated program, its pictures drawn."""
    for month in (2, 5, 8, 11):
        make_responses(world.unit, 12, day=date(2025, month, 10))
    fold()
    program = make_program(title="Menangani pengaduan dengan tenang", target_elements=["complaints"])
    make_batch(program, state="closed")
    keep_estimate(program, Verdict.NO_EVIDENCE)
    overview_on(datetime.now(UTC).date())
    render_pending(now=datetime.now(UTC))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pictures_can_be_read_without_a_magnifier(
    drawn: None, open_context: Callable[..., BrowserContext], width: int
) -> None:
    page = open_context(None, width=width, javascript=True).new_page()
    page.goto("/dampak/")
    for summary in page.locator(".overview summary").all():
        summary.click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".chart img").count() >= 3
    page.locator(".chart img").last.scroll_into_view_if_needed()
    assert sideways(page) == 0
    assert axe(page) == []
    page.goto("/dampak/cetak/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SMALLEST_TEXT) >= LEAST_PIXELS


def test_it_fills_two_sheets_of_paper(drawn: None, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(None, width=DESK, javascript=False).new_page()
    page.goto("/dampak/cetak/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 2
