"""From the screen in the room to the list of the instructor: on phones, with and without JavaScript, off the line."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from partners.models import Instructor
from programs.models import Attendance, Enrollment, Session
from programs.presence import presence_code
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_session

pytestmark = pytest.mark.browser


@pytest.fixture
def session(world: Cast) -> Session:
    """A session that began five minutes ago with three people, one more waiting, taught by the stranger."""
    now = timezone.now()
    batch = make_batch(seats=3, starts_on=now.date(), ends_on=now.date() + timedelta(days=1), late_after=15)
    teacher = Instructor.objects.create(name="Pengajar", employee=world.stranger.employee)
    begun = now - timedelta(minutes=5)
    for employee in (world.employee.employee, world.officer.employee, make_employee("Budi", unit=world.unit)):
        make_enrollment(batch, employee, state="confirmed")
    make_enrollment(batch, world.head.employee, state="waiting")
    return make_session(batch, starts_at=begun, ends_at=begun + timedelta(hours=3), instructor=teacher)


def door(session: Session) -> str:
    return f"/h/{presence_code.token(session.pk, timezone.now())}/"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_pages_of_presence_are_clean(
    world: Cast,
    session: Session,
    open_context: Callable[..., BrowserContext],
    visit: Callable[..., list[str]],
    width: int,
) -> None:
    seat = Enrollment.objects.get(employee=world.employee.employee)
    rolls = f"/sesi/{session.pk}/kehadiran/"
    walks = [
        (world.stranger, [rolls, f"{rolls}{seat.pk}/", f"{rolls}impor/", f"/sesi/{session.pk}/qr/"]),
        (world.employee, [door(session), f"/pendaftaran/{seat.pk}/"]),
        (world.head, [door(session)]),
        (None, [door(session)]),
    ]
    complaints: dict[str, list[str]] = {}
    for account, paths in walks:
        context = open_context(account, width=width)
        for path in paths:
            if found := visit(context, path):
                complaints[f"{account} {path}"] = found
    assert complaints == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_screen_through_signing_in_to_the_list(
    world: Cast, session: Session, open_context: Callable[..., BrowserContext], javascript: bool
) -> None:
    world.employee.set_password("belajar-melayani")
    world.employee.save()
    screen = open_context(world.stranger, width=DESK, javascript=javascript).new_page()
    screen.goto(f"/sesi/{session.pk}/qr/")
    expect(screen.get_by_role("img", name="Kode QR kehadiran")).to_be_visible()
    expect(screen.get_by_text("dari 3 peserta hadir")).to_be_visible()

    phone = open_context(None, javascript=javascript).new_page()
    phone.goto(door(session))
    phone.locator("main").get_by_role("link", name="Masuk").click()
    phone.locator("[name=login]").fill(world.employee.username)
    phone.locator("[name=password]").fill("belajar-melayani")
    phone.locator("main button[type=submit]").click()
    phone.get_by_role("button", name="Saya hadir").click()
    expect(phone.get_by_text("Anda tercatat hadir")).to_be_visible()

    # By itself: the page asks every few seconds, or is loaded anew where there is no JavaScript.
    expect(screen.locator(".figure", has_text="1")).to_be_visible(timeout=20_000)
    assert Attendance.objects.get().way == "phone"


def teachers_list(world: Cast, session: Session, open_context: Callable[..., BrowserContext]) -> Page:
    page = open_context(world.stranger).new_page()
    page.goto(f"/sesi/{session.pk}/kehadiran/")
    return page


def test_ticks_survive_the_lists_own_renewal_a_lost_line_and_a_closed_page(
    world: Cast, session: Session, open_context: Callable[..., BrowserContext]
) -> None:
    page = teachers_list(world, session, open_context)
    page.get_by_label("Budi").check()
    expect(page.get_by_text("1 belum terkirim")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Simpan kehadiran").click()
    expect(page.get_by_text("Sambungan putus.")).to_be_visible()
    page.get_by_label("Petugas Survei").check()
    assert not Attendance.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_text("Kehadiran disimpan: 2 dari 3 hadir.")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("belum terkirim")).to_be_hidden()

    page.get_by_label("Siti Nurhaliza").check()
    page.reload()
    expect(page.get_by_label("Siti Nurhaliza")).to_be_checked()
    with page.expect_response(lambda answer: answer.url.endswith("/kehadiran/daftar/"), timeout=20_000):
        pass
    expect(page.get_by_label("Siti Nurhaliza")).to_be_checked()
    page.get_by_role("button", name="Simpan kehadiran").click()
    expect(page.get_by_text("Kehadiran disimpan: 3 dari 3 hadir.")).to_be_visible()


def test_all_are_ticked_at_once_and_the_search_hides_the_others(
    world: Cast, session: Session, open_context: Callable[..., BrowserContext]
) -> None:
    page = teachers_list(world, session, open_context)
    page.get_by_label("Cari nama atau unit").fill("budi")
    expect(page.get_by_label("Siti Nurhaliza")).to_be_hidden()
    page.get_by_label("Cari nama atau unit").fill("")
    page.get_by_role("link", name="Centang semua").click()
    expect(page.get_by_text("3 belum terkirim")).to_be_visible()
    page.get_by_role("button", name="Simpan kehadiran").click()
    expect(page.get_by_text("Kehadiran disimpan: 3 dari 3 hadir.")).to_be_visible()
