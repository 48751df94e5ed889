"""The survey and the complaint in each language: axe, large letters, the order that a screen reader hears, keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from surveys.models import Complaint
from tests.browser.conftest import axe, sideways
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]
LANGUAGES = ["", "/ms", "/en"]
# 1280 CSS pixels at 200 % zoom are 640; a phone of 390 with letters twice as large stays 390.
ZOOMED = 640


def answer_all(page: Page) -> None:
    for number in range(1, 10):
        page.locator(".step.now .choice").nth(2).click()
        expect(page.locator(f"#u{number}")).to_be_hidden()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_screen_of_the_survey_is_clean_in_each_language(world: Cast, open_context: Opened, prefix: str) -> None:
    page = open_context(None).new_page()
    page.goto(f"{prefix}/s/153/")
    assert page.locator("html").get_attribute("lang") == (prefix.strip("/") or "id")
    found = axe(page)
    answer_all(page)
    page.locator(".last summary").click()
    found += axe(page)
    page.locator(".last [type=submit]").click()
    page.wait_for_url("**/terima-kasih/")
    found += axe(page)
    page.goto(f"{prefix}/s/153/pengaduan/")
    found += axe(page)
    page.locator("#text").fill("Antre tiga jam")
    page.locator("[type=submit]").click()
    page.wait_for_url("**/pengaduan/?nomor=*")
    assert found + axe(page) == []
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_letters_twice_as_large_fit(world: Cast, open_context: Opened, javascript: bool) -> None:
    for width, enlarge in ((ZOOMED, False), (390, True)):
        page = open_context(None, width=width, javascript=javascript).new_page()
        for path in ("/s/153/", "/ms/s/153/", "/en/s/153/pengaduan/"):
            page.goto(path)
            if enlarge:
                page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert sideways(page) == 0, (path, width)


def test_a_screen_reader_hears_the_question_then_its_answers(world: Cast, open_context: Opened) -> None:
    page = open_context(None, javascript=False).new_page()
    page.goto("/s/153/")
    order = page.locator("main h1, main legend, main .choice, main h2, main [type=submit]").evaluate_all(
        "all => all.map(e => e.tagName)"
    )
    assert order == ["H1", *["LEGEND", *["LABEL"] * 4] * 9, "H2", "BUTTON"]
    group = page.get_by_role("group", name="Seberapa cepat pelayanan diselesaikan?")
    assert group.get_by_role("radio").count() == 4
    expect(group.get_by_role("radio").first).to_have_accessible_name("Tidak cepat")
    assert page.locator(".choice svg:not([aria-hidden=true])").count() == 0


def test_a_complaint_is_written_by_keyboard_alone(world: Cast, open_context: Opened) -> None:
    page = open_context(None, javascript=False).new_page()
    page.goto("/s/153/pengaduan/")
    page.locator("#text").focus()
    page.keyboard.type("Antre tiga jam")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("0812 3456 7890")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Kirim pengaduan"
    page.keyboard.press("Enter")
    page.wait_for_url("**/pengaduan/?nomor=*")
    assert Complaint.objects.get().wants_answer


def test_targets_of_the_complaint_are_large(world: Cast, open_context: Opened) -> None:
    page = open_context(None, javascript=False).new_page()
    page.goto("/s/153/pengaduan/")
    heights = page.locator("main input:not([type=hidden]), main select, main textarea, main button").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
