"""Paper typed by the keyboard, links and files in a browser: speed, keyboard, no JavaScript, axe at both widths."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from surveys.files.drafts import keep
from surveys.invitations.clients import register
from surveys.invitations.issuing import issue
from surveys.models import Invitation, PaperSheet, Response
from surveys.paper.entry import open_stack
from surveys.periods import span_of
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]
SHEETS = 10


def typed(page: Page, digits: str) -> None:
    for digit in digits:
        page.keyboard.press(digit)
    page.keyboard.press("Enter")


def test_ten_sheets_are_typed_without_the_mouse_and_each_is_stored_once(world: Cast, open_context: Opened) -> None:
    open_stack(unit=world.unit, by=world.officer, now=timezone.now())
    page = open_context(world.officer, width=DESK).new_page()
    page.goto("/kelola/survei/153/kertas/")
    for number in range(SHEETS):
        # Nine answers, woman, 25–34, and on to the next one by Enter.
        typed(page, f"3344{number % 4 + 1}333213")
    expect(page.locator("#standing strong").first).to_have_text(str(SHEETS), timeout=20_000)
    sheets = PaperSheet.objects.select_related("response").order_by("number")
    assert [sheet.number for sheet in sheets] == list(range(1, SHEETS + 1))
    assert {sheet.response.scores[4] for sheet in sheets} == {1, 2, 3, 4}
    assert {(sheet.response.sex, sheet.response.age_group) for sheet in sheets} == {("f", "25-34")}


def test_a_sheet_that_the_line_cut_off_is_kept_on_the_page(world: Cast, open_context: Opened) -> None:
    open_stack(unit=world.unit, by=world.officer, now=timezone.now())
    context = open_context(world.officer, width=DESK)
    page = context.new_page()
    page.goto("/kelola/survei/153/kertas/")
    context.set_offline(True)
    typed(page, "222222222")
    expect(page.locator("#lost")).to_contain_text("Belum tersimpan")
    context.set_offline(False)
    page.get_by_role("button", name="Muat lagi ke isian").click()
    page.get_by_role("button", name="Simpan lembar").click()
    expect(page.locator("#standing strong").first).to_have_text("1")
    assert Response.objects.get().scores == [2] * 9


def test_paper_works_without_javascript(world: Cast, open_context: Opened) -> None:
    open_stack(unit=world.unit, by=world.officer, now=timezone.now())
    page = open_context(world.officer, width=PHONE, javascript=False).new_page()
    page.goto("/kelola/survei/153/kertas/")
    for number in range(1, 10):
        page.fill(f"#u{number}", "3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Lembar 1 tersimpan.")


def test_a_link_is_answered_without_javascript_and_then_says_that_it_was_used(
    world: Cast, open_context: Opened
) -> None:
    client, _key = register(name="Antrean", units=[world.unit], per_minute=60, by=world.hr, now=timezone.now())
    given = issue(client=client, unit_code="153", service_code="", idempotency_key="", now=timezone.now())
    path = "/t/" + given.address.partition("/t/")[2]
    page = open_context(None, javascript=False).new_page()
    page.goto(path)
    page.reload()
    for number in range(1, 10):
        page.locator(f"input[name=u{number}]").nth(2).check(force=True)
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text("sudah tidak berlaku")
    assert Invitation.objects.get().is_spent


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_are_clean(world: Cast, open_context: Opened, visit: Callable[..., list[str]], width: int) -> None:
    open_stack(unit=world.unit, by=world.officer, now=timezone.now())
    head = b"No;U1;U2;U3;U4;U5;U6;U7;U8;U9\n1;3;3;3;3;3;3;3;2;5\n"
    draft = keep(
        unit=world.unit,
        file_name="a.csv",
        content=head,
        span=span_of("2025Q4"),
        owner=world.officer,
        now=datetime.now(UTC),
    )
    here = "/kelola/survei/153"
    officer, hr, citizen = (open_context(who, width=width) for who in (world.officer, world.hr, None))
    for context, path in [
        (officer, f"{here}/kertas/"),
        (officer, f"{here}/kertas/daftar/"),
        (officer, f"{here}/berkas/"),
        (officer, f"{here}/berkas/{draft.pk}/"),
        (hr, "/kelola/tautan/"),
        (hr, "/kelola/tautan/daftarkan/"),
        (hr, "/kelola/tautan/massal/"),
        (citizen, "/api/"),
    ]:
        assert (path, visit(context, path)) == (path, [])
