"""BKPSDM goes from what units are weak in to a proposal in the plan, and draws an order of units."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from evaluations.impact.verdict import Verdict
from evaluations.models import CityNoise, RolloutOrder
from evaluations.panel import INDEX
from pembinaan.base.dates import today
from people.models import Unit
from programs.models import PlannedProgram, PlannedState, Program
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast
from tests.factories.evaluations import keep_estimate
from tests.factories.next_year import make_rollout, make_weak
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_plan, make_program

pytestmark = pytest.mark.browser


@pytest.fixture
def program(world: Cast) -> Program:
    """A program that raised waiting time elsewhere, in a city where two units are weak in it."""
    month = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    for place in range(4):
        make_weak(make_unit(f"Kelurahan {place}"), month)
    second = make_unit("Puskesmas Batu X")
    make_employee(unit=second)
    for unit in (world.unit, second):
        make_weak(unit, month, "time")
    found = make_program(title="Menata antrean", target_elements=["time"])
    effect = {"value": 3.0, "low": 2.0, "high": 4.0, "p": 0.0}
    kept = keep_estimate(found, Verdict.STRONG, outcome="time", effect=effect)
    CityNoise.objects.create(run=kept.run, outcome=INDEX, monthly=0.3, serial=0.1, answer=130, units=60, answers=22)
    make_plan(today().year + 1)
    return found


def test_from_a_weak_element_to_the_plan_and_an_order_without_javascript(
    world: Cast, program: Program, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(world.hr, width=DESK, javascript=False).new_page()
    ticks_and_proposes(page)
    accepts_into_the_plan(page)
    asks_whether_it_will_be_seen(page)
    freezes_an_order(page)
    units = list(Unit.objects.filter(code__in=RolloutOrder.objects.get().listing.splitlines()[1:]))
    assert {unit.name for unit in units} == {"Puskesmas Batu X", world.unit.name}


def ticks_and_proposes(page: Page) -> None:
    page.goto("/evaluasi/")
    page.get_by_role("link", name="Tahun depan").first.click()
    page.get_by_label("Usulkan ke rencana Menata antrean").check()
    page.get_by_role("button", name="Usulkan yang dicentang").click()
    expect(page.get_by_text("belum tentu terulang di sini")).to_be_visible()
    page.get_by_role("button", name="Usulkan 1 program").click()
    expect(page.get_by_text("1 program diusulkan.")).to_be_visible()


def accepts_into_the_plan(page: Page) -> None:
    page.goto("/kelola/usulan/")
    page.get_by_role("link", name="Terima Menata antrean").click()
    page.locator("main").get_by_role("button").first.click()
    planned = PlannedProgram.objects.get(origin="evaluation")
    assert planned.state == PlannedState.PLANNED
    page.goto(f"/kelola/rencana/{today().year + 1}/")
    page.get_by_role("link", name="Menata antrean").click()
    page.get_by_role("link", name="Dasar usulan").click()
    expect(page.get_by_text("Puskesmas Batu X")).to_be_visible()


def asks_whether_it_will_be_seen(page: Page) -> None:
    page.get_by_role("link", name="Apakah hasilnya akan terlihat?").click()
    page.get_by_label("Unit yang dilatih").fill("20")
    page.get_by_role("button", name="Hitung").click()
    expect(page.get_by_text("Dengan 20 unit yang dilatih")).to_be_visible()


def freezes_an_order(page: Page) -> None:
    page.goto("/urutan-unit/")
    page.get_by_label("Program").select_option("Menata antrean")
    page.get_by_role("button", name="Siapkan undian").click()
    page.get_by_label("Banyaknya gelombang").fill("2")
    page.get_by_role("button", name="Periksa dahulu").click()
    page.get_by_role("button", name="Kunci daftar").click()
    expect(page.get_by_text("Menunggu nilai umum")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_of_next_year_are_clean(
    world: Cast,
    program: Program,
    open_context: Callable[..., BrowserContext],
    visit: Callable[..., list[str]],
    width: int,
) -> None:
    order = make_rollout([world.unit, world.other_unit])
    year = date.today().year + 1
    suggestions = f"/kelola/rencana/{year}/usulan-evaluasi/"
    pages = {
        "hr": [suggestions, f"{suggestions}?tampilan=lain", f"{suggestions}ajukan/?program={program.pk}",
               "/kelola/rencana/peluang/", f"/urutan-unit/baru/?program={program.pk}", f"/urutan-unit/{order.pk}/"],
        "head": [suggestions, "/urutan-unit/"],
    }  # fmt: skip
    complaints: dict[str, list[str]] = {}
    for who, paths in pages.items():
        context = open_context(getattr(world, who), width=width)
        for path in paths:
            if found := visit(context, path):
                complaints[f"{who} {path}"] = found
    assert complaints == {}
