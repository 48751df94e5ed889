"""BKPSDM's pages: what is overdue, and when programs ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.behaviour.steps import say
from evaluations.models import BehaviourReview, BehaviourSchedule
from notifications.models import Message
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of
from tests.factories.people import make_employee
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(cast: Cast) -> Client:
    """BKPSDM, signed in."""
    client = Client()
    client.force_login(cast.hr)
    return client


def overdue_review(person) -> BehaviourReview:
    review = make_review(person)
    now = timezone.now()
    times = {"opened_at": now - timedelta(days=30), "closes_on": timezone.localdate() + timedelta(days=15)}
    BehaviourReview.objects.filter(pk=review.pk).update(**times)
    return review


def test_bkpsdm_sees_who_is_awaited_and_reminds_them(cast: Cast, hr):
    address = reverse("behaviour_overdue")
    assert "Tidak ada yang terlambat" in hr.get(address).content.decode()
    review = overdue_review(cast.employee.employee)
    page = hr.get(address).content.decode()
    assert "Siti Nurhaliza" in page
    before = Message.objects.count()
    told = hr.post(reverse("behaviour_remind", args=[review.pk]), follow=True).content.decode()
    assert "3 orang diingatkan" in told
    assert Message.objects.count() == before + 3


def test_a_review_is_no_longer_overdue_once_all_have_answered(cast: Cast, hr):
    review = overdue_review(cast.employee.employee)
    for role in ("self", "head"):
        say(rater=rater_of(review, role), scores=[3] * 5, now=REVIEWED_AT)
    assert "Tidak ada yang terlambat" in hr.get(reverse("behaviour_overdue")).content.decode()


def test_the_lists_can_be_had_as_files(cast: Cast, hr):
    overdue_review(cast.employee.employee)
    for name in ("behaviour_overdue", "behaviour_schedules", "behaviour_totals"):
        answer = hr.get(reverse(name), {"unduh": "xlsx"})
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_bkpsdm_sets_months_and_competencies_of_a_program(hr):
    program = make_program(code="perawat", title="Perawatan")
    address = reverse("behaviour_schedule", args=["perawat"])
    assert "Kompetensi ke-6" in hr.get(address).content.decode()
    sent = {"months": 8, "leadership": "on", **{f"kompetensi{n}": f"Hal yang ke-{n}" for n in (1, 2, 3)}}
    told = hr.post(address, sent, follow=True).content.decode()
    assert "Jadwal tersimpan" in told
    assert "Kompetensi program" in told
    assert BehaviourSchedule.objects.get(program=program).months == 8
    assert 'value="Hal yang ke-3"' in hr.get(address).content.decode()


def test_what_does_not_fit_is_said_on_the_page(hr):
    make_program(code="perawat")
    answer = hr.post(reverse("behaviour_schedule", args=["perawat"]), {"months": 9, "kompetensi1": "Satu"})
    assert answer.status_code == 422
    assert "tiga sampai enam" in answer.content.decode()


def test_the_lists_ask_the_database_the_same_for_one_and_for_three_rows(cast: Cast, hr):
    counts = []
    for more in (1, 2):
        for n in range(more):
            overdue_review(make_employee(f"Peserta {more}{n}", unit=cast.unit))
        seen = []
        for name in ("behaviour_overdue", "behaviour_schedules", "behaviour_totals"):
            hr.get(reverse(name))
            with CaptureQueriesContext(connection) as made:
                hr.get(reverse(name))
            seen.append(len(made))
        counts.append(seen)
    assert counts[0] == counts[1]
