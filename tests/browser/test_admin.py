"""The admin under the strict policy: no page of it is blocked, and its widgets work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import DESK
from tests.cast import Cast

pytestmark = pytest.mark.browser


# Lists all come from one template of Django's: some stand for all. Every form is visited.
LISTS = ["/admin/", "/admin/people/account/", "/admin/documents/signatory/", "/admin/programs/program/"]


def forms(page: Page) -> list[str]:
    """Every form for a new record that the admin's index leads to."""
    return sorted(set(page.eval_on_selector_all("a.addlink", "all => all.map(one => one.getAttribute('href'))")))


def test_no_form_of_the_admin_is_blocked_or_inaccessible(
    world: Cast, open_context: Callable[..., BrowserContext], visit: Callable[..., list[str]]
) -> None:
    context = open_context(world.hr, width=DESK)
    index = context.new_page()
    index.goto("/admin/")
    addresses = forms(index)
    assert addresses
    complaints = {path: found for path in [*LISTS, *addresses] if (found := visit(context, path))}
    assert complaints == {}


def test_the_date_widget_works(world: Cast, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(world.hr, width=DESK).new_page()
    page.goto("/admin/documents/signatory/add/")
    page.click(".field-starts_on .datetimeshortcuts a:first-child")
    assert page.input_value("#id_starts_on") != ""
    page.click(".field-starts_on .datetimeshortcuts a:nth-child(2)")
    assert page.locator(".calendarbox").first.is_visible()
