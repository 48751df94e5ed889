"""BKPSDM's pages of publishing."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.models import Job
from people.models import Unit
from surveys.models import Publication
from surveys.periods import quarter_of
from surveys.publications import batch
from surveys.publications.batch import publish_period
from surveys.rollups import fold_all
from tests.factories.people import make_unit
from tests.factories.surveys import make_responses

pytestmark = pytest.mark.django_db


@pytest.fixture
def span():
    """A quarter that is surely over, with its days of grace."""
    return quarter_of(timezone.localdate()).before().before()


@pytest.fixture
def hr(cast, client):
    client.force_login(cast.hr)
    return client


def add(span, code, many=12, scores=(3,) * 9):
    unit = make_unit(f"Puskesmas {code}", code=code)
    make_responses(unit, many, list(scores), day=span.first)
    fold_all()
    return unit


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_everything_that_is_ready_is_published_at_once_after_a_question(hr, span):
    add(span, "A1")
    add(span, "A2")
    add(span, "A3", many=4)
    text = page(hr, f"/kelola/publikasi/?periode={span.code}")
    assert "2 unit siap diumumkan." in text
    assert "Puskesmas A3" in text
    address = f"/kelola/publikasi/umumkan/?periode={span.code}"
    assert "tidak dapat ditarik" in page(hr, address)
    assert Publication.objects.count() == 0
    response = hr.post(address, follow=True)
    assert "4 angka diumumkan." in response.content.decode()
    assert Publication.objects.of_units().count() == 2
    assert Publication.objects.count() == 4


def test_many_units_are_published_by_a_job_that_may_run_again(hr, span, monkeypatch):
    monkeypatch.setattr(batch, "AT_ONCE", 1)
    monkeypatch.setattr("surveys.publications.views.AT_ONCE", 1)
    add(span, "A1")
    add(span, "A2")
    response = hr.post(f"/kelola/publikasi/umumkan/?periode={span.code}")
    job = Job.objects.get()
    assert response["Location"] == f"/pekerjaan/{job.pk}/"
    from documents.jobs import run_waiting  # noqa: PLC0415

    assert run_waiting(now=timezone.now()) == 1
    assert Publication.objects.count() == 4
    units = Unit.objects.without_tree_fields().order_by("pk")
    assert publish_period(units=units, span=span, by=None, now=timezone.now()).published == ()


def test_a_new_version_wants_a_reason_and_is_told(hr, span):
    unit = add(span, "A1")
    address = f"/kelola/publikasi/unit/A1/{span.code}/"
    assert "Angka dari 12 jawaban dibekukan" in page(hr, address)
    hr.post(address)
    assert "1" in page(hr, address)
    make_responses(unit, 10, [4] * 9, day=span.first)
    fold_all()
    assert "+10 jawaban sejak itu" in page(hr, f"/kelola/publikasi/?periode={span.code}&keadaan=changed")
    assert hr.post(address, {"reason": ""}).status_code == 200
    text = hr.post(address, {"reason": "Kertas dari Penyengat"}, follow=True).content.decode()
    assert "Versi 2 diumumkan." in text
    assert "Kertas dari Penyengat" in text


def test_a_period_whose_days_of_grace_run_says_until_when(hr):
    running = quarter_of(timezone.localdate())
    add(running, "A1")
    assert "belum dapat diumumkan" in page(hr, f"/kelola/publikasi/?periode={running.code}")
    waiting = page(hr, f"/kelola/publikasi/unit/A1/{running.code}/")
    assert '<span class="tag">Belum waktunya</span>' in waiting
    response = hr.post(f"/kelola/publikasi/unit/A1/{running.code}/")
    assert "dapat diumumkan mulai" in response.content.decode()


@pytest.mark.parametrize("address", ["unit/zzz/2026Q1", "sektor/zzz/2026Q1", "kota/x/2026Q1", "unit/A1/kapan"])
def test_what_is_not_there_is_not_found(hr, span, address):
    add(span, "A1")
    assert hr.get(f"/kelola/publikasi/{address}/").status_code == 404


def test_the_list_costs_the_same_with_one_unit_and_with_three(hr, span):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page(hr, f"/kelola/publikasi/?periode={span.code}")
        return len(asked)

    add(span, "A1")
    publish_period(units=Unit.objects.all(), span=span, by=None, now=datetime.now(tz=UTC))
    queries()
    few = queries()
    for code in ("A2", "A3"):
        add(span, code)
    publish_period(units=Unit.objects.all(), span=span, by=None, now=datetime.now(tz=UTC))
    assert queries() == few
