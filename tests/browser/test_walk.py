"""Every page as everybody at both widths: axe finds nothing, nothing is blocked, nothing scrolls sideways."""

from collections.abc import Callable
from itertools import groupby

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import PAGES
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_clean(
    world: Cast, open_context: Callable[..., BrowserContext], visit: Callable[..., list[str]], width: int
) -> None:
    complaints: dict[str, list[str]] = {}
    for who, pages in groupby(sorted(PAGES), key=lambda page: page[0]):
        context = open_context(getattr(world, who, None), width=width)
        for _, path in pages:
            if found := visit(context, path):
                complaints[f"{who} {path}"] = found
    assert complaints == {}


def test_the_menu_opens_by_keyboard_without_javascript(
    world: Cast, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(None, width=PHONE, javascript=False).new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Langsung ke isi"
    page.locator(".menu-phone summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu-phone .sheet").is_visible()


def test_the_reader_changes_the_language_and_it_stays(world: Cast, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(None, javascript=False).new_page()
    page.goto("/")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/")
