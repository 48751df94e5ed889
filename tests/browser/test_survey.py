"""The survey in a phone's browser: step by step with JavaScript, one page without, and by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from surveys.models import Response
from tests.browser.conftest import sideways
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]


def thanked(page: Page) -> None:
    page.wait_for_url("**/terima-kasih/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")


def test_nine_taps_and_send(world: Cast, open_context: Opened) -> None:
    page = open_context(None).new_page()
    page.goto("/s/153/")
    for number in range(1, 10):
        expect(page.locator(".step.now .count")).to_have_text(f"Pertanyaan {number} dari 9")
        page.locator(".step.now .choice").nth(2).click()
        expect(page.locator(f"#u{number}")).to_be_hidden()
    page.get_by_role("button", name="Kirim penilaian").click()
    thanked(page)
    assert Response.objects.get().scores == [3] * 9


def test_without_javascript_it_is_one_page_that_keeps_everything(world: Cast, open_context: Opened) -> None:
    page = open_context(None, javascript=False).new_page()
    page.goto("/s/153/")
    for number in range(1, 9):
        page.locator(f"#u{number} .choice").nth(3).click()
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.locator("#u9-missing")).to_be_visible()
    assert page.locator("input:checked").count() == 8
    page.locator("#u9 .choice").first.click()
    page.get_by_role("button", name="Kirim penilaian").click()
    thanked(page)
    assert Response.objects.get().scores == [4] * 8 + [1]


def test_the_keyboard_alone_is_enough(world: Cast, open_context: Opened) -> None:
    page = open_context(None).new_page()
    page.goto("/s/153/")
    for number in range(1, 10):
        page.locator(f"#u{number}.now input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Kirim penilaian").press("Enter")
    thanked(page)
    assert Response.objects.get().scores == [2] * 9


def test_an_unanswered_question_is_told_and_the_phones_back_button_goes_one_back(
    world: Cast, open_context: Opened
) -> None:
    page = open_context(None).new_page()
    page.goto("/s/153/")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.locator(".step.now .say")).to_have_text("Pilih satu jawaban dahulu.")
    page.locator(".step.now .choice").first.click()
    expect(page.locator("#u2")).to_be_visible()
    page.go_back()
    expect(page.locator("#u1")).to_be_visible()
    assert page.locator("#u1 input:checked").count() == 1


def test_targets_are_large_and_nothing_scrolls_sideways(world: Cast, open_context: Opened) -> None:
    page = open_context(None, javascript=False).new_page()
    page.goto("/s/153/")
    heights = page.locator(".choice, button, select").evaluate_all(
        "all => all.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    assert sideways(page) == 0


def test_a_page_loaded_again_keeps_the_taps_and_one_sent_again_after_going_back_counts_once(
    world: Cast, open_context: Opened
) -> None:
    page = open_context(None).new_page()
    page.goto("/s/153/")
    for number in range(1, 10):
        expect(page.locator(".step.now .count")).to_have_text(f"Pertanyaan {number} dari 9")
        if number == 5:
            page.reload()
            expect(page.locator(".step.now .count")).to_have_text("Pertanyaan 5 dari 9")
        page.locator(".step.now .choice").nth(2).click()
    page.locator("details summary", has_text="Tambah saran").click()
    page.locator("textarea[name=comment]").fill("Antre lama")
    page.get_by_role("button", name="Kirim penilaian").click()
    thanked(page)
    page.go_back()
    expect(page.locator("textarea[name=comment]")).to_be_visible()
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_text("Lembar ini sudah kami terima")).to_be_visible()
    assert Response.objects.get().scores == [3] * 9
    page.get_by_role("link", name="Beri penilaian lagi").click()
    expect(page.locator(".step.now .count")).to_have_text("Pertanyaan 1 dari 9")
    assert page.locator("input:checked").count() == 0
