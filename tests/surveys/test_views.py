"""Public results of a unit, a sector and the city."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from documents.models import Chart
from people.models import Sector
from surveys.kept import kept_results
from surveys.models import MonthlyRollup
from surveys.periods import quarter_of
from surveys.rollups import fold_all
from tests.factories.people import make_unit
from tests.factories.surveys import make_plan, make_responses, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_quarter():
    return quarter_of(timezone.localdate()).before()


def text_of(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_unit_shows_its_figure_grade_margin_count_and_period(client, last_quarter):
    unit = make_unit("Puskesmas Sei Jang", code="153")
    make_responses(unit, 10, [3] * 9, day=last_quarter.first)
    make_responses(unit, 10, [4] * 9, day=last_quarter.first)
    fold_all()
    text = text_of(client.get("/unit/153/"))
    for part in ("87,50", "B · Baik", "± 6,00", "20 jawaban", last_quarter.label, "Belum", "Beri penilaian"):
        assert part in text or part == "Belum"
    assert 'href="/s/153/"' in text


def test_few_answers_show_nothing_not_even_their_number(client, last_quarter):
    unit = make_unit(code="153")
    make_responses(unit, 9, [4] * 9, day=last_quarter.first)
    fold_all()
    text = text_of(client.get("/unit/153/"))
    assert "Belum ada angka" in text
    assert "100,00" not in text
    assert "9 jawaban" not in text


def test_the_running_quarter_is_shown_as_such_when_nothing_else_is_there(client):
    today = timezone.localdate()
    make_responses(make_unit(code="153"), 10, day=quarter_of(today).first)
    fold_all()
    assert "masih berjalan" in text_of(client.get("/unit/153/"))


def test_beside_a_period_that_is_over_the_running_one_is_a_link(client, last_quarter):
    unit, running = make_unit(code="153"), quarter_of(timezone.localdate())
    make_responses(unit, 10, day=last_quarter.first)
    fold_all()
    assert "masih berjalan" not in text_of(client.get("/unit/153/"))
    make_responses(unit, 10, [4] * 9, day=running.first)
    fold_all()
    assert f'{running.label} masih berjalan. <a href="?periode={running.code}">' in text_of(client.get("/unit/153/"))
    assert "100,00" in text_of(client.get(f"/unit/153/?periode={running.code}"))


def test_another_period_can_be_chosen_and_nonsense_is_ignored(client, last_quarter):
    unit = make_unit(code="153")
    before = last_quarter.before()
    make_responses(unit, 10, [3] * 9, day=before.first)
    make_responses(unit, 10, [4] * 9, day=last_quarter.first)
    fold_all()
    assert "75,00" in text_of(client.get(f"/unit/153/?periode={before.code}"))
    assert client.get("/unit/153/?periode=kapan").context["results"].span == last_quarter


@pytest.mark.parametrize(("scores", "words"), [([4] * 9, "Naik 25,00"), ([2] * 9, "Turun 25,00"), ([3] * 9, "Sama")])
def test_a_change_since_a_year_ago_is_told_with_its_sense(client, last_quarter, scores, words):
    unit = make_unit(code="153")
    make_responses(unit, 10, [3] * 9, day=last_quarter.a_year_before().first)
    make_responses(unit, 10, scores, day=last_quarter.first)
    fold_all()
    text = text_of(client.get("/unit/153/"))
    assert words in text
    assert ("lebih besar daripada kebetulan" in text) == (scores != [3] * 9)


def test_a_trend_asks_for_a_wide_and_a_narrow_chart_and_has_a_table(client, last_quarter):
    unit = make_unit(code="153")
    for span in (last_quarter, last_quarter.before()):
        make_responses(unit, 10, day=span.first)
    fold_all()
    text = text_of(client.get("/unit/153/"))
    assert Chart.objects.count() == 2
    assert last_quarter.before().label in text
    text_of(client.get("/unit/153/"))
    assert Chart.objects.count() == 2


def test_plans_are_shown_while_they_run_and_a_year_after(client):
    unit = make_unit(code="153")
    today = timezone.localdate()
    make_plan(unit, due_on=date(2030, 11, 30))
    make_plan(unit, "time", "Pendaftaran daring", starts_on=date(2020, 1, 1), done_on=today)
    make_plan(unit, "cost", "Dahulu sekali", starts_on=date(2020, 1, 1), done_on=today - timedelta(days=400))
    text = text_of(client.get("/unit/153/"))
    assert "sampai 30 November 2030" in text
    assert "Pendaftaran daring" in text
    assert "Dahulu sekali" not in text


def test_services_are_offered_and_the_qr_code_leads_to_the_survey(client, settings):
    make_service(make_unit(code="153"))
    text = text_of(client.get("/unit/153/"))
    assert 'href="/s/153/ktp/"' in text
    picture = client.get("/unit/153/qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<path" in picture.content
    assert client.get("/unit/zzz/qr.svg").status_code == 404


def test_unknown_units_and_sectors_are_not_found(client):
    assert client.get("/unit/zzz/").status_code == 404
    assert client.get("/sektor/zzz/").status_code == 404


def test_an_empty_city_has_pages_too(client):
    assert "Belum ada unit" in text_of(client.get("/kota/"))
    assert "Belum ada unit di sektor ini" in text_of(client.get("/sektor/health/"))
    assert "PermenPANRB 14/2017" in text_of(client.get("/metode/"))


def test_a_sector_lists_its_units_and_the_city_its_sectors(client, last_quarter):
    first, second = make_unit("Puskesmas A"), make_unit("Puskesmas B")
    make_responses(first, 10, [3] * 9, day=last_quarter.first)
    make_responses(second, 10, [4] * 9, day=last_quarter.first)
    fold_all()
    sector = text_of(client.get("/sektor/health/"))
    assert "87,50" in sector
    assert "rata-rata 2 unit" in sector
    assert "Puskesmas A" in sector
    assert Sector.objects.get(code="health").name in text_of(client.get("/kota/"))


@pytest.mark.parametrize("address", ["/kota/", "/sektor/health/", "/unit/153/"])
def test_pages_cost_the_same_queries_with_one_and_with_three_rows(
    client, last_quarter, address, django_assert_num_queries, django_assert_max_num_queries
):
    def add(code):
        unit = make_unit(code=code)
        make_service(unit)
        make_plan(unit)
        for span in (last_quarter, last_quarter.before()):
            make_responses(unit, 10, day=span.first)
        fold_all()

    add("153")
    client.get(address)
    with django_assert_max_num_queries(21) as one:
        client.get(address)
    count = len(one)
    for code in ("154", "155"):
        add(code)
    client.get(address)
    assert MonthlyRollup.objects.count() == 6
    with django_assert_num_queries(count):
        client.get(address)


def test_a_public_page_is_made_once_in_some_seconds_for_each_address_and_language(
    client, settings, django_assert_num_queries
):
    settings.SURVEY_CONTENT_SECONDS = 60
    make_unit("Puskesmas Sei Jang", code="153")
    try:
        first = client.get("/unit/153/")
        with django_assert_num_queries(0):
            assert client.get("/unit/153/").content == first.content
        assert client.get("/unit/153/?periode=2020").context is not None
        client.cookies["django_language"] = "en"
        assert '<html lang="en"' in text_of(client.get("/unit/153/"))
    finally:
        kept_results.kept.clear()
