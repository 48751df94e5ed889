"""All units at a glance: who needs attention, in which order, with a fixed number of queries."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from people.models import Unit
from surveys.office.overview import arranged, lines_of, without_survey
from surveys.periods import span_of
from surveys.rollups import fold_all
from tests.cast import Cast
from tests.factories.people import make_unit
from tests.factories.surveys import make_plan, make_population, make_responses

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
SPAN = span_of("2026Q1")


@pytest.fixture
def city(cast: Cast) -> Cast:
    """153 has twelve answers of 28 and an overdue plan; 114 was last answered last year; the others never."""
    make_responses(cast.unit, 12, [3] * 9)
    make_responses(cast.other_unit, 12, day=date(2025, 12, 1))
    make_population(cast.unit, 30)
    make_plan(cast.unit, due_on=date(2026, 3, 1))
    fold_all()
    return cast


def test_each_unit_has_its_line(city: Cast) -> None:
    lines = {line.unit.code: line for line in lines_of(units=Unit.objects.without_tree_fields(), span=SPAN, now=NOW)}
    health, transport = lines["153"], lines["114"]
    assert health.progress is not None
    assert (health.progress.percent, health.overdue_plans, health.last_answer) == (42, 1, date(2026, 2, 10))
    assert (transport.answers_this_year, transport.last_answer) == (0, date(2025, 12, 1))
    assert transport.is_without_survey
    assert not health.is_without_survey


def test_filters_and_orders_put_first_what_needs_work(city: Cast) -> None:
    lines = lines_of(units=Unit.objects.without_tree_fields().filter(code__in=["153", "114"]), span=SPAN, now=NOW)

    def codes(state: str = "", order: str = "nama") -> list[str]:
        return [line.unit.code for line in arranged(lines, state=state, order=order)]

    assert codes() == ["114", "153"]
    assert codes(state="kurang") == ["153"]
    assert codes(state="tanpa-survei") == ["114"]
    assert codes(state="tanpa-sasaran") == ["114"]
    assert codes(order="rencana") == ["153", "114"]
    assert codes(order="terakhir") == ["114", "153"]
    assert codes(order="indeks") == ["153", "114"]


def test_units_that_serve_nobody_outside_need_no_survey(city: Cast) -> None:
    city.city.sector.serves_public = False
    city.city.sector.save()
    assert [unit.code for unit in without_survey(date(2026, 3, 20))] == ["111", "114"]


def test_hr_sees_all_a_head_the_own_branch_and_an_officer_comes_straight_in(city: Cast, client: Client) -> None:
    client.force_login(city.hr)
    page = client.get("/kelola/survei/?periode=2026Q1").content.decode()
    assert "Dinas Perhubungan" in page
    assert "1 rencana lewat waktu" in page
    client.force_login(city.agency_head)
    page = client.get("/kelola/survei/").content.decode()
    assert "Puskesmas Sei Jang" in page
    assert "Dinas Perhubungan" not in page
    client.force_login(city.officer)
    assert client.get("/kelola/survei/")["Location"] == "/kelola/survei/153/"


def test_the_list_can_be_taken_along(city: Cast, client: Client) -> None:
    client.force_login(city.leader)
    assert client.get("/kelola/survei/?unduh=xlsx").status_code == 200


def test_the_page_asks_the_same_for_more_units(
    city: Cast, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(city.hr)
    address = "/kelola/survei/?periode=2026Q1&q=Dinas"
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for code in ("201", "202"):
        make_responses(make_unit(f"Dinas {code}", code=code), 12)
    fold_all()
    with django_assert_num_queries(len(few)):
        assert client.get(address).status_code == 200


def test_what_is_done_for_all_units_is_offered_to_those_who_may_do_it(cast: Cast, client: Client) -> None:
    places = ("kuesioner", "publikasi", "laporan-skm", "jawaban-disisihkan", "perangkat-survei", "poster")
    for account, expected in ((cast.hr, 6), (cast.leader, 1)):
        client.force_login(account)
        shown = client.get("/kelola/survei/").content.decode()
        assert sum(f'"/kelola/{place}/"' in shown for place in places) == expected
