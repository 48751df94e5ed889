"""The kiosk's screen: one question at a time, nothing to scroll, nothing left for the next citizen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from surveys.models import Response
from tests.browser.conftest import axe, sideways
from tests.browser.devices import answer_by_taps, arrived, held, knowing, opened, until
from tests.cast import Cast
from tests.surveys.devices.sendings import SECRET, paired

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]


@pytest.fixture
def kiosk(world: Cast, open_context: Opened, live_server: Any) -> Page:
    """A paired kiosk of the health centre."""
    paired(world.unit, world.officer)
    return opened(knowing(open_context(None, width=1280), live_server.url, SECRET))


def test_nine_taps_and_send_then_it_thanks_and_starts_anew(kiosk: Page) -> None:
    answer_by_taps(kiosk)
    arrived(kiosk, 1)
    stored = Response.objects.get()
    assert (stored.scores, stored.channel, stored.device.name) == ([3] * 9, "kiosk", "Layar loket 1")  # type: ignore[union-attr]
    expect(kiosk.locator("#start")).to_be_visible(timeout=7_000)


def test_the_keyboard_is_enough(kiosk: Page) -> None:
    kiosk.locator("#begin").press("Enter")
    for number in range(1, 10):
        expect(kiosk.locator("#count")).to_contain_text(f"{number} dari")
        kiosk.wait_for_timeout(320)
        kiosk.keyboard.press("2")
    expect(kiosk.locator("#last")).to_be_visible()
    kiosk.locator("#send").press("Enter")
    arrived(kiosk, 1)
    assert Response.objects.get().scores == [2] * 9


def test_a_double_tap_answers_one_question(kiosk: Page) -> None:
    kiosk.locator("#begin").click()
    kiosk.wait_for_timeout(320)
    kiosk.locator("#choices .choice").first.dblclick()
    kiosk.wait_for_timeout(400)
    expect(kiosk.locator("#count")).to_contain_text("2 dari")


def test_nothing_of_one_citizen_is_left_for_the_next(kiosk: Page) -> None:
    kiosk.locator("#begin").click()
    for number in range(1, 10):
        expect(kiosk.locator("#count")).to_contain_text(f"{number} dari")
        kiosk.wait_for_timeout(320)
        kiosk.locator("#choices .choice").nth(3).click()
    kiosk.locator("textarea[name=comment]").fill("Petugas loket dua baik sekali")
    kiosk.locator("select").first.select_option(index=1)
    kiosk.locator("#send").click()
    expect(kiosk.locator("#thanks")).to_be_visible()
    assert "loket dua" not in kiosk.content()
    kiosk.go_back()
    expect(kiosk.locator("#thanks")).to_be_visible()
    expect(kiosk.locator("#start")).to_be_visible(timeout=7_000)
    arrived(kiosk, 1)
    kiosk.locator("#begin").click()
    expect(kiosk.locator("#choices .on")).to_have_count(0)
    kiosk.evaluate("last()")
    assert kiosk.locator("textarea[name=comment]").input_value() == ""
    assert kiosk.locator("select").evaluate_all("all => all.map(one => one.value).join('')") == ""
    assert held(kiosk) == 0


def test_whoever_walks_away_is_counted_down_and_forgotten(world: Cast, open_context: Opened, live_server: Any) -> None:
    paired(world.unit, world.officer)
    context = knowing(open_context(None, width=1280), live_server.url, SECRET)
    page = context.new_page()
    page.clock.install()
    page.goto("/kios/")
    expect(page.locator("#start")).to_be_visible()
    page.locator("#begin").click()
    page.clock.run_for(1_000)
    page.locator("#choices .choice").first.click()
    page.clock.run_for(28_000)
    expect(page.locator("#idle")).to_be_hidden()
    page.clock.run_for(4_000)
    expect(page.locator("#idle-left")).to_contain_text("detik")
    page.locator("#go-on").click()
    expect(page.locator("#idle")).to_be_hidden()
    expect(page.locator("#ask")).to_be_visible()
    page.clock.run_for(46_000)
    expect(page.locator("#start")).to_be_visible()
    assert page.evaluate("Object.keys(answers).length") == 0
    assert held(page) == 0


def test_the_way_back_leads_to_the_question_before_and_never_out(kiosk: Page) -> None:
    kiosk.locator("#begin").click()
    kiosk.wait_for_timeout(320)
    kiosk.locator("#choices .choice").first.click()
    expect(kiosk.locator("#count")).to_contain_text("2 dari")
    kiosk.go_back()
    expect(kiosk.locator("#count")).to_contain_text("1 dari")
    expect(kiosk.locator("#choices .on")).to_have_count(1)
    for _press in range(3):
        kiosk.go_back()
    assert kiosk.url.endswith("/kios/")
    assert kiosk.locator("a:visible").count() == 0


def test_it_speaks_english_until_the_next_citizen(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="English").click()
    expect(kiosk.locator("#begin")).to_have_text("Start rating")
    kiosk.locator("#begin").click()
    expect(kiosk.locator("#count")).to_have_text("Question 1 of 9")
    kiosk.locator("#ask [data-stop]").click()
    expect(kiosk.locator("#begin")).to_have_text("Mulai menilai")


@pytest.mark.parametrize(("width", "height"), [(768, 1024), (1280, 800)])
def test_no_screen_scrolls_targets_are_huge_and_axe_finds_nothing(kiosk: Page, width: int, height: int) -> None:
    kiosk.set_viewport_size({"width": width, "height": height})
    scrolls = "document.getElementById('main').scrollHeight - document.getElementById('main').clientHeight"
    for step in ("reset()", "begin()", "last()", "thank()", "reset(); openStaff()"):
        kiosk.evaluate(step)
        kiosk.wait_for_timeout(50)
        assert (kiosk.evaluate(scrolls), sideways(kiosk), axe(kiosk)) == (0, 0, []), step
    kiosk.evaluate("reset(); begin()")
    heights = kiosk.locator("#choices .choice").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 100


def test_a_device_is_paired_by_the_officers_code_and_axe_finds_nothing(
    world: Cast, open_context: Opened, visit: Callable[[BrowserContext, str], list[str]]
) -> None:
    officer = open_context(world.officer, width=1280)
    desk = officer.new_page()
    desk.goto("/kelola/survei/153/perangkat/baru/")
    desk.get_by_label("Nama perangkat").fill("Tablet keliling")
    desk.get_by_label("Tablet petugas").check()
    desk.get_by_role("button", name="Daftarkan dan tampilkan kode").click()
    code = desk.locator(".pairing-code").inner_text()
    assert axe(desk) == []
    for path in ("", "baru/"):
        assert visit(officer, f"/kelola/survei/153/perangkat/{path}") == []
    tablet = open_context(None, width=768)
    assert visit(tablet, "/kios/pasang/") == []
    page = tablet.new_page()
    page.goto(f"/kios/pasang/#{code.lower()}")
    page.get_by_role("button", name="Pasangkan").click()
    page.wait_for_url("**/kios/")
    expect(page.locator("#start")).to_be_visible()
    assert page.evaluate("document.cookie") == ""
    answer_by_taps(page)
    until(page, lambda: Response.objects.filter(channel="offline").count() == 1)
