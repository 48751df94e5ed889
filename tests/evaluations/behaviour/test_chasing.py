"""Reminders, the next head up, the deputy of a head who left, and BKPSDM's own reminder."""

from datetime import timedelta

import pytest

from evaluations.behaviour.chasing import remind, remind_again
from evaluations.behaviour.steps import BehaviourError, say
from notifications.models import Message
from people.models import Absence
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of
from tests.factories.people import make_account, make_employee

pytestmark = pytest.mark.django_db


def asked():
    return Message.objects.filter(kind="behaviour.asked")


def test_whoever_is_silent_is_reminded_and_in_the_third_week_the_next_head_is_asked_too(cast: Cast):
    review = make_review(cast.employee.employee)
    say(rater=rater_of(review, "self"), scores=[3] * 5, now=REVIEWED_AT)
    told = []
    for days in (6, 7, 14, 21, 22):
        remind(now=REVIEWED_AT + timedelta(days=days))
        told.append(sorted(asked().values_list("to__employee__name", flat=True)).count("Kepala Puskesmas"))
    assert told == [1, 2, 3, 4, 4]
    assert asked().filter(to=cast.employee).count() == 1
    assert review.raters.filter(role="head", employee=cast.agency_head.employee).exists()


def test_a_review_that_everyone_answered_reminds_nobody(cast: Cast):
    review = make_review(cast.employee.employee)
    for rater in review.raters.all():
        say(rater=rater, scores=[3] * 5, now=REVIEWED_AT)
    assert remind(now=REVIEWED_AT + timedelta(days=21)) == 0
    assert not review.raters.filter(employee=cast.agency_head.employee).exists()


def test_once_a_head_has_answered_no_other_head_is_awaited(cast: Cast):
    review = make_review(cast.employee.employee)
    remind(now=REVIEWED_AT + timedelta(days=21))
    late = REVIEWED_AT + timedelta(days=22)
    say(rater=review.raters.get(employee=cast.agency_head.employee), scores=[3] * 5, now=late)
    say(rater=rater_of(review, "self"), scores=[3] * 5, now=late)
    with pytest.raises(BehaviourError, match="sudah menjawab"):
        remind_again(review=review, now=late)


def test_the_deputy_of_a_head_who_went_away_is_asked_with_the_next_reminder(cast: Cast):
    review = make_review(cast.employee.employee)
    deputy = make_account(make_employee("Wakil", unit=cast.unit)).employee
    first = (REVIEWED_AT + timedelta(days=1)).date()
    Absence.objects.create(
        employee=cast.head.employee,
        deputy=deputy,
        starts_on=first,
        ends_on=first + timedelta(days=30),
        recorded_at=REVIEWED_AT,
    )
    remind(now=REVIEWED_AT + timedelta(days=7))
    assert review.raters.filter(role="head", employee=deputy).exists()
    assert asked().filter(to__employee=deputy).count() == 1


def test_bkpsdm_reminds_again_at_most_once_a_day(cast: Cast):
    review, late = make_review(cast.employee.employee), REVIEWED_AT + timedelta(days=23)
    before = asked().count()
    assert remind_again(review=review, now=late) == 3
    assert remind_again(review=review, now=late + timedelta(hours=2)) == 3
    assert asked().count() == before + 3
    remind_again(review=review, now=late + timedelta(days=1))
    assert asked().count() == before + 6


def test_a_review_that_has_closed_is_not_reminded_of(cast: Cast):
    review = make_review(cast.employee.employee)
    with pytest.raises(BehaviourError, match="sudah ditutup"):
        remind_again(review=review, now=REVIEWED_AT + timedelta(days=46))
