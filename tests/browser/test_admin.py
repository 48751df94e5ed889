"""The admin under the strict policy: no page of it is blocked, and its widgets work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import DESK
from tests.cast import Cast

pytestmark = pytest.mark.browser


def links(page: Page) -> list[str]:
    """Every list and every form for a new record that the admin's index leads to."""
    found = page.eval_on_selector_all("#content-main a", "all => all.map(one => one.getAttribute('href'))")
    return sorted(set(found))


def test_no_list_and_no_form_of_the_admin_is_blocked_or_inaccessible(
    world: Cast, open_context: Callable[..., BrowserContext], visit: Callable[..., list[str]]
) -> None:
    context = open_context(world.hr, width=DESK)
    index = context.new_page()
    index.goto("/admin/")
    assert links(index)
    complaints = {path: found for path in links(index) if (found := visit(context, path))}
    assert complaints == {}


def test_the_date_widget_works(world: Cast, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(world.hr, width=DESK).new_page()
    page.goto("/admin/documents/signatory/add/")
    page.click(".field-starts_on .datetimeshortcuts a:first-child")
    assert page.input_value("#id_starts_on") != ""
    page.click(".field-starts_on .datetimeshortcuts a:nth-child(2)")
    assert page.locator(".calendarbox").first.is_visible()
