"""The steps of a review and what they refuse."""

import pytest
from django.db import IntegrityError, transaction

from evaluations.behaviour.steps import (
    BehaviourError,
    judge_plan,
    name_colleagues,
    pick_colleagues,
    say,
    write_plan,
)
from evaluations.models import BehaviourRater, BehaviourReview, Verdict
from notifications.models import Message
from people.models import Employee
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of
from tests.factories.people import make_account, make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(cast: Cast) -> BehaviourReview:
    """The review of Siti, who works in the health centre."""
    return make_review(cast.employee.employee)


@pytest.fixture
def four(cast: Cast) -> list[Employee]:
    """Four colleagues of hers, each with an account."""
    return [make_account(make_employee(f"Rekan {n}", unit=cast.unit)).employee for n in range(1, 5)]


def named(review, four):
    name_colleagues(review=review, colleagues=four, now=REVIEWED_AT)
    return list(review.raters.filter(role="colleague").order_by("place"))


def test_only_the_two_whom_the_head_picks_are_asked(review, four):
    raters = named(review, four)
    pick_colleagues(review=review, picked={raters[1].pk, raters[3].pk}, now=REVIEWED_AT)
    assert set(Message.objects.filter(kind="behaviour.asked").values_list("to__employee__name", flat=True)) == {
        "Siti Nurhaliza",
        "Kepala Puskesmas",
        "Rekan 2",
        "Rekan 4",
    }


@pytest.mark.parametrize("places", [(0,), (0, 1, 2), ()])
def test_the_head_picks_exactly_two(review, four, places):
    raters = named(review, four)
    with pytest.raises(BehaviourError, match="tepat dua"):
        pick_colleagues(review=review, picked={raters[place].pk for place in places}, now=REVIEWED_AT)


def test_after_the_choice_the_list_stays(review, four):
    raters = named(review, four)
    pick_colleagues(review=review, picked={raters[0].pk, raters[1].pk}, now=REVIEWED_AT)
    with pytest.raises(BehaviourError, match="tidak dapat diubah"):
        name_colleagues(review=review, colleagues=four[:2], now=REVIEWED_AT)


def test_the_head_and_oneself_are_no_colleagues(cast: Cast, review, four):
    for wrong in (cast.employee.employee, cast.head.employee):
        with pytest.raises(BehaviourError, match="sebutkan rekan lain"):
            name_colleagues(review=review, colleagues=[wrong, *four[:2]], now=REVIEWED_AT)


def test_five_colleagues_are_refused_by_the_database_too(review, four, cast: Cast):
    named(review, four)
    fifth = make_employee("Rekan 5", unit=cast.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        BehaviourRater.objects.create(review=review, role="colleague", employee=fifth, place=5)


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
