"""A tablet whose line is cut: nothing is lost, nothing counts twice, however and whenever it is cut."""

import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from surveys.devices.registry import revoke
from surveys.models import Device, RefusedAnswer, Response, Revocation
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.devices import answer_by_taps, arrived, give, held, knowing, opened, until
from tests.cast import Cast
from tests.serving import ROOT, environment_of_tests, free_port
from tests.surveys.devices.sendings import SECRET, paired

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]


@pytest.fixture
def device(world: Cast) -> Device:
    return paired(world.unit, world.officer, "Tablet keliling", kind="offline")


@pytest.fixture
def tablet(device: Device, open_context: Opened, live_server: Any) -> Page:
    return opened(knowing(open_context(None, width=768), live_server.url, SECRET))


def test_fifty_answers_without_a_line_arrive_once_with_it(tablet: Page) -> None:
    tablet.context.set_offline(True)
    answer_by_taps(tablet)
    tablet.evaluate("reset()")
    give(tablet, 49, "4")
    expect(tablet.locator("#line")).to_contain_text("50 jawaban menunggu dikirim")
    assert Response.objects.count() == 0
    tablet.context.set_offline(False)
    arrived(tablet, 50)
    expect(tablet.locator("#line")).to_have_text("")
    assert Response.objects.filter(channel="offline").count() == 50
    assert sorted({answer.scores[0] for answer in Response.objects.all()}) == [3, 4]


def test_the_screen_opens_again_without_a_line(tablet: Page) -> None:
    tablet.context.set_offline(True)
    give(tablet, 2)
    tablet.reload()
    expect(tablet.locator("#start")).to_be_visible()
    expect(tablet.locator("#line")).to_contain_text("2 jawaban menunggu dikirim")
    answer_by_taps(tablet)
    tablet.context.set_offline(False)
    arrived(tablet, 3)


def test_a_reply_lost_after_the_server_had_it_counts_once(tablet: Page) -> None:
    lost = []

    def swallow(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    tablet.context.route("**/kios/jawaban/", swallow)
    give(tablet, 3)
    until(tablet, lambda: Response.objects.count() == 3)
    tablet.wait_for_timeout(500)
    assert lost
    assert held(tablet) == 3
    tablet.context.unroute("**/kios/jawaban/")
    tablet.evaluate("sender.send()")
    arrived(tablet, 3)


def test_a_line_cut_before_the_server_had_it_loses_nothing(tablet: Page) -> None:
    tablet.context.route("**/kios/jawaban/", lambda route: route.abort())
    give(tablet, 3)
    tablet.wait_for_timeout(500)
    assert (Response.objects.count(), held(tablet)) == (0, 3)
    tablet.context.unroute("**/kios/jawaban/")
    tablet.evaluate("sender.send()")
    arrived(tablet, 3)


def test_a_bad_answer_stays_with_its_reason_and_the_others_go(tablet: Page, device: Device) -> None:
    tablet.context.set_offline(True)
    give(tablet, 2)
    tablet.evaluate(
        "store.answers().then(([first]) => store.keep({ ...first, id: newId(), version: '999999', given_at: 5 }))"
    )
    give(tablet, 2)
    tablet.context.set_offline(False)
    until(tablet, lambda: Response.objects.count() == 4 and held(tablet) == 1)
    expect(tablet.locator("#line")).to_contain_text("1 jawaban belum diterima")
    tablet.locator("#staff-open").click()
    expect(tablet.locator("#refusals")).to_contain_text("tidak dikenal")
    assert RefusedAnswer.objects.get().device == device


def test_a_revoked_tablet_hands_in_what_was_answered_before_and_stops(
    tablet: Page, device: Device, world: Cast
) -> None:
    tablet.context.set_offline(True)
    give(tablet, 2)
    tablet.wait_for_timeout(50)
    revoke(device=device, why=Revocation.RETIRED, by=world.officer, now=timezone.now())
    give(tablet, 1)
    tablet.context.set_offline(False)
    until(tablet, lambda: Response.objects.count() == 2 and held(tablet) == 1)
    expect(tablet.locator("#why")).to_have_text("Perangkat ini sudah dicabut")
    expect(tablet.locator("#why-how")).to_contain_text("1")


def test_a_lost_tablet_stops_at_once_and_keeps_what_it_holds(tablet: Page, device: Device, world: Cast) -> None:
    tablet.context.set_offline(True)
    give(tablet, 2)
    revoke(device=device, why=Revocation.LOST, by=world.officer, now=timezone.now())
    tablet.context.set_offline(False)
    expect(tablet.locator("#why")).to_have_text("Perangkat ini sudah dicabut")
    expect(tablet.locator("#why-how")).to_contain_text("2")
    assert (Response.objects.count(), held(tablet)) == (0, 2)
    tablet.context.set_offline(True)
    tablet.reload()
    expect(tablet.locator("#why")).to_have_text("Perangkat ini sudah dicabut")


def test_a_full_device_says_so_and_sends_at_once_when_it_can(tablet: Page) -> None:
    tablet.evaluate("void (store.keep = () => Promise.reject(new DOMException('full', 'QuotaExceededError')))")
    give(tablet, 1)
    arrived(tablet, 1)
    tablet.context.set_offline(True)
    tablet.evaluate("begin(); for (const one of speech.questions) answers[one.name] = '3'; last(); finish()")
    expect(tablet.locator("#trouble")).to_contain_text("penuh")
    tablet.context.set_offline(False)
    tablet.locator("#send").click()
    expect(tablet.locator("#thanks")).to_be_visible()
    arrived(tablet, 2)


def test_a_wrong_clock_is_put_right(tablet: Page) -> None:
    tablet.evaluate("const right = Date.now.bind(Date); Date.now = () => right() + 86_400_000 * 3")
    give(tablet, 1)
    arrived(tablet, 1)
    answer = Response.objects.get()
    assert abs((timezone.now() - answer.submitted_at).total_seconds()) < 60
    assert (answer.device_clock_at - answer.received_at).days in {2, 3}  # type: ignore[operator]


def test_the_browser_is_closed_in_between(device: Device, chromium: Browser, live_server: Any, tmp_path: Path) -> None:
    def launched() -> BrowserContext:
        return chromium.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=FLAGS, base_url=live_server.url, locale="id-ID"
        )

    context = launched()
    page = opened(knowing_for_long(context))
    context.set_offline(True)
    give(page, 5)
    context.close()
    context = launched()
    context.set_offline(True)
    page = context.new_page()
    page.goto("/kios/")
    expect(page.locator("#start")).to_be_visible()
    give(page, 5)
    expect(page.locator("#line")).to_contain_text("10 jawaban")
    context.set_offline(False)
    arrived(page, 10)
    context.close()


def knowing_for_long(context: BrowserContext) -> BrowserContext:
    """A secret that outlives the browser, as the server's own cookie does."""
    cookie = {"name": "perangkat", "value": SECRET, "domain": "localhost", "path": "/kios/", "httpOnly": True}
    context.add_cookies([{**cookie, "expires": time.time() + 86_400}])  # type: ignore[list-item]
    return context


@pytest.fixture
def server(device: Device, port: int) -> Any:
    """Start our server on one port; may be killed and started again."""
    environment = environment_of_tests()
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "runserver", "--noreload", "--insecure", f"localhost:{port}"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        running.append(process)
        for _try in range(400):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/kios/pekerja.js")
                return process
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the server never came up")

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def port() -> int:
    return free_port()


def test_a_server_killed_in_between_loses_nothing(server: Any, port: int, chromium: Browser) -> None:
    process = server()
    context = chromium.new_context(base_url=f"http://localhost:{port}", locale="id-ID")
    page = opened(knowing_for_long(context))
    give(page, 3)
    arrived(page, 3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    give(page, 4)
    page.reload()
    expect(page.locator("#line")).to_contain_text("4 jawaban menunggu")
    server()
    page.evaluate("sender.send()")
    arrived(page, 7)
    context.close()
