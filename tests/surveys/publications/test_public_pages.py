"""Public pages show what was published, and call everything else provisional."""

from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.models import SurveyRule
from surveys.periods import quarter_of
from surveys.publications.batch import publish_period
from surveys.rollups import fold_all
from tests.factories.people import make_unit
from tests.factories.surveys import make_responses, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def span():
    """A quarter that is surely over, with its days of grace."""
    return quarter_of(timezone.localdate()).before().before()


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def publish(*units, span):
    return publish_period(units=units, span=span, by=None, now=timezone.now())


def test_a_published_figure_stays_while_answers_come(client, span):
    unit = make_unit(code="153")
    make_responses(unit, 20, [4] * 9, day=span.first)
    fold_all()
    address = f"/unit/153/?periode={span.code}"
    assert "Angka sementara" in page(client, address)
    publish(unit, span=span)
    make_responses(unit, 20, [1] * 9, day=span.first)
    fold_all()
    text = page(client, address)
    assert "100,00" in text
    assert "Diumumkan" in text
    assert "versi 1." in text
    assert "Angka sementara</span>" not in text


def test_the_sector_and_the_city_show_their_published_figures_and_mark_the_others(client, span):
    first, second = make_unit("Puskesmas A"), make_unit("Puskesmas B")
    make_responses(first, 20, [4] * 9, day=span.first)
    fold_all()
    publish(first, span=span)
    make_responses(second, 20, [2] * 9, day=span.first)
    fold_all()
    sector = page(client, f"/sektor/health/?periode={span.code}")
    assert "rata-rata 1 unit" in sector
    assert sector.count('title="Angka sementara"') == 1
    assert "100,00" in page(client, f"/kota/?periode={span.code}")


def test_services_ways_and_respondents_are_shown_as_far_as_they_may(client, span):
    unit = make_unit(code="153")
    make_responses(unit, 20, day=span.first, service=make_service(unit), channel="kiosk", sex="f")
    make_responses(unit, 12, day=span.first)
    fold_all()
    publish(unit, span=span)
    text = page(client, f"/unit/153/?periode={span.code}")
    for part in ("Menurut layanan", "KTP elektronik", "Siapa yang menjawab", "Perempuan", "Layar di tempat pelayanan"):
        assert part in text


def test_a_period_that_could_be_subtracted_is_not_shown_before_it_is_published(client, span):
    unit = make_unit(code="153")
    make_responses(unit, 20, [4] * 9, day=span.first)
    fold_all()
    text = page(client, f"/unit/153/?periode={span.year}M{span.first.month:02d}")
    assert "belum diumumkan. Yang tampil di bawah ini periode lain." in text


def test_a_trend_marks_a_merger_and_a_changed_mix_and_says_whether_the_change_is_more_than_chance(client, span):
    unit, early = make_unit(code="153"), span.before()
    merged = span.first + timedelta(days=9)
    make_unit("Puskesmas Lama", ends_on=merged, merged_into=unit)
    make_responses(unit, 40, [3] * 9, day=early.first)
    make_responses(unit, 20, [4] * 9, day=span.first, channel="kiosk")
    make_responses(unit, 20, [3] * 9, day=span.first)
    fold_all()
    publish(unit, span=early)
    publish(unit, span=span)
    text = page(client, f"/unit/153/?periode={span.code}")
    assert "Puskesmas Lama digabung ke unit ini sesudah" in text
    assert "cara menjawab sangat berubah dari periode sebelumnya (25 persen jawaban atau lebih)" in text
    assert "Perubahan itu lebih besar daripada kebetulan." in text
    assert "▲ 12,50" in text


def test_in_english_many_answers_are_responses(client, span):
    unit = make_unit(code="153")
    make_responses(unit, 32, day=span.first)
    fold_all()
    publish(unit, span=span)
    client.cookies["django_language"] = "en"
    text = page(client, f"/unit/153/?periode={span.code}")
    assert "32 responses" in text
    assert "32 response " not in text


def test_few_answers_ask_for_care(client, span):
    make_responses(make_unit(code="153"), 12, day=span.first)
    fold_all()
    assert "Bacalah dengan hati-hati" in page(client, f"/unit/153/?periode={span.code}")


def test_by_users_a_unit_without_a_number_is_left_out_and_named(client, span):
    from surveys.models import Population  # noqa: PLC0415
    from surveys.periods import ensure_period  # noqa: PLC0415

    SurveyRule.objects.update(city_method="population")
    small, large, unknown = make_unit("Puskesmas A"), make_unit("Puskesmas B"), make_unit("Puskesmas C")
    period = ensure_period(span)
    for unit, users, score in ((small, 100, 4), (large, 300, 2), (unknown, 0, 1)):
        make_responses(unit, 20, [score] * 9, day=span.first)
        if users:
            Population.objects.create(unit=unit, period=period, users=users, source="SIMPUS", entered_at=timezone.now())
    fold_all()
    # By hand: (100 · 100 + 300 · 50) / 400 = 62.50.
    assert "62,50" in page(client, f"/kota/?periode={span.code}")
    publish(small, large, unknown, span=span)
    text = page(client, f"/kota/?periode={span.code}")
    assert "62,50" in text
    assert "Tanpa jumlah pengguna: Puskesmas C." in text
    assert "tertimbang pengguna" in page(client, "/metode/")


def test_a_page_is_answered_by_304_without_a_cookie(client, span):
    make_responses(make_unit(code="153"), 12, day=span.first)
    fold_all()
    first = client.get("/unit/153/")
    again = client.get("/unit/153/", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert not first.cookies
