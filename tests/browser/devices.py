"""A paired kiosk or tablet in a browser, and what the tests do with it."""

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from surveys.models import Response

GIVE = """async ([count, score]) => {
  for (let made = 0; made < count; made += 1) {
    begin();
    for (const question of speech.questions) answers[question.name] = score;
    last();
    await finish();
    reset();
  }
}"""
PATIENCE_SECONDS = 60


def knowing(context: BrowserContext, address: str, secret: str) -> BrowserContext:
    """The context with the secret of a paired device."""
    context.add_cookies(
        [{"name": "perangkat", "value": secret, "domain": "localhost", "path": "/kios/", "httpOnly": True}]
    )
    return context


def opened(context: BrowserContext) -> Page:
    """The device's screen, ready for a citizen, with its service worker in charge."""
    page = context.new_page()
    page.goto("/kios/")
    expect(page.locator("#start")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def answer_by_taps(page: Page, choice: int = 3) -> None:
    """One citizen, nine taps and send."""
    page.locator("#begin").click()
    for number in range(1, 10):
        expect(page.locator("#count")).to_contain_text(f"{number} dari")
        page.wait_for_timeout(320)
        page.locator(f"#choices .choice:nth-child({choice})").click()
    expect(page.locator("#last")).to_be_visible()
    page.locator("#send").click()
    expect(page.locator("#thanks")).to_be_visible()


def give(page: Page, count: int, score: str = "3") -> None:
    """Many citizens, by the page's own functions without the waiting between taps."""
    page.evaluate(GIVE, [count, score])


def held(page: Page) -> int:
    """How many answers the device holds."""
    return int(page.evaluate("store.answers().then((all) => all.length)"))


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something that the browser leads to in its own time."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < ends, "it never came"
        page.wait_for_timeout(100)


def arrived(page: Page, count: int) -> None:
    """All answers are stored, and none is left on the device."""
    until(page, lambda: Response.objects.count() >= count and held(page) == 0)
    assert Response.objects.count() == count
