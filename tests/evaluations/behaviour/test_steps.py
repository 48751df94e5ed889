"""The steps of a review and what they refuse."""

import pytest
from django.db import IntegrityError, transaction

from evaluations.behaviour.steps import BehaviourError, judge_plan, say, write_plan
from evaluations.models import BehaviourReview, Verdict
from notifications.models import Message
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(cast: Cast) -> BehaviourReview:
    """The review of Siti, who works in the health centre."""
    return make_review(cast.employee.employee)


def test_what_was_said_stays(review):
    rater = rater_of(review, "head")
    say(rater=rater, scores=[3, 3, 4, 4, 2], now=REVIEWED_AT)
    with pytest.raises(BehaviourError, match="tidak dapat diubah"):
        say(rater=rater, scores=[1] * 5, now=REVIEWED_AT)
    assert rater_of(review, "head").scores == [3, 3, 4, 4, 2]


def test_a_verdict_needs_a_plan_and_ends_its_writing(review):
    with pytest.raises(BehaviourError, match="Belum ada rencana"):
        judge_plan(review=review, verdict=Verdict.DONE, note="", now=REVIEWED_AT)
    write_plan(review=review, action="Menyapa tiap warga", evidence="Rekaman antrean", now=REVIEWED_AT)
    judge_plan(review=review, verdict=Verdict.PARTLY, note="Belum setiap hari", now=REVIEWED_AT)
    with pytest.raises(BehaviourError, match="sudah menilai"):
        write_plan(review=review, action="Lain", evidence="", now=REVIEWED_AT)


def test_a_verdict_without_a_plan_is_refused_by_the_database_too(review):
    with pytest.raises(IntegrityError), transaction.atomic():
        BehaviourReview.objects.filter(pk=review.pk).update(verdict="done")


def test_the_head_is_told_of_the_first_plan_and_the_participant_of_the_verdict(cast: Cast, review):
    for action in ("Menyapa tiap warga", "Menyapa tiap warga dengan namanya"):
        write_plan(review=review, action=action, evidence="", now=REVIEWED_AT)
    judge_plan(review=review, verdict=Verdict.PARTLY, note="Belum setiap hari", now=REVIEWED_AT)
    told = Message.objects.filter(cause__contains=":planned:") | Message.objects.filter(cause__contains=":judged-")
    assert [(one.to, one.subject.split(":")[0]) for one in told.order_by("pk")] == [
        (cast.head, "Rencana aksi Siti Nurhaliza"),
        (cast.employee, "Atasan menilai rencana aksi Anda"),
    ]
    assert "Belum setiap hari" in Message.objects.get(cause__contains=":judged-").body
