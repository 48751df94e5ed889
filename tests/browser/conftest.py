"""A real browser in front of a live server. `visit` walks a page as somebody at a width and says what is wrong."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from people.models import Account
from tests.cast import Cast, assemble

CHROMIUM = os.environ.get("PEMBINAAN_CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PHONE, DESK = 390, 1280
# Playwright's loop lives in the test's own thread, where Django then suspects asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture
def world(django_db_serialized_rollback: None, transactional_db: None) -> Cast:
    """The cast in a database that the live server sees too; reference data comes back afterwards."""
    return assemble()


@pytest.fixture
def chromium(world: Cast) -> Iterator[Browser]:
    """A browser for one test; skipped in one loud line where there is none.

    While Playwright's loop runs, Django keeps other connections for this thread than outside of it: they are closed
    before the loop ends, and the browser starts after the database is ready.
    """
    if not Path(CHROMIUM).exists():
        pytest.skip(f"!!! BROWSER TESTS ARE SKIPPED: no Chromium at {CHROMIUM}; apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def open_context(chromium: Browser, live_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser as somebody (None: nobody signed in), `width` pixels wide, with or without JavaScript."""
    contexts: list[BrowserContext] = []

    def opened(account: Account | None, *, width: int = PHONE, javascript: bool = True) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": width, "height": 844},
            locale="id-ID",
            base_url=live_server.url,
            java_script_enabled=javascript,
        )
        if account is not None:
            client = Client()
            client.force_login(account)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def axe(page: Page) -> list[str]:
    """What axe finds on the page, one line a rule."""
    return [
        f"axe {found['id']}: {found['help']} at {[node['target'] for node in found['nodes']][:3]}"
        for found in Axe().run(page).response["violations"]
    ]


def sideways(page: Page) -> int:
    """Pixels by which the page is wider than the window; one is rounding."""
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return width if width > 1 else 0


@pytest.fixture
def visit() -> Callable[[BrowserContext, str], list[str]]:
    """Open an address in a context; return every complaint of the browser, of axe, and of the window's width."""

    def visited(context: BrowserContext, path: str) -> list[str]:
        page, said = context.new_page(), []

        def heard(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                said.append(f"{message.type}: {message.text}")

        page.on("console", heard)
        page.on("pageerror", lambda failure: said.append(f"script: {failure}"))
        answer = page.goto(path)
        # axe brings a style sheet of its own, which the policy refuses: what is said from here on is not the page's.
        page.remove_listener("console", heard)
        said += [] if answer and answer.ok else [f"status {answer.status if answer else 'none'}"]
        said += axe(page)
        said += [f"wider than the window by {sideways(page)} px"] if sideways(page) else []
        page.close()
        return said

    return visited
