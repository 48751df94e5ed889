"""When behaviour is asked about, whom, and how often they are reminded."""

from datetime import UTC, datetime, timedelta

import pytest

from evaluations.behaviour.opening import open_due, remind
from evaluations.behaviour.steps import say
from evaluations.models import BehaviourReview, BehaviourSchedule
from notifications.models import Message
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db


def asked():
    return Message.objects.filter(kind="behaviour.asked")


def test_three_calendar_months_after_the_end_participant_and_head_are_asked(cast: Cast):
    make_settled([cast.employee.employee])  # ended on 24 March 2026
    assert open_due(now=datetime(2026, 6, 23, 3, tzinfo=UTC)) == 0
    assert open_due(now=datetime(2026, 6, 24, 3, tzinfo=UTC)) == 1
    review = BehaviourReview.objects.get()
    assert {one.employee for one in review.raters.all()} == {cast.employee.employee, cast.head.employee}
    assert {message.to for message in asked()} == {cast.employee, cast.head}
    assert open_due(now=datetime(2026, 6, 24, 4, tzinfo=UTC)) == 0


def test_leadership_programs_ask_after_six_months_and_a_program_may_set_its_own(cast: Cast):
    leadership, own = make_program(competency="manajerial"), make_program()
    BehaviourSchedule.objects.create(program=own, months=5)
    for program in (leadership, own):
        make_settled([cast.employee.employee], program=program)
    months = {}
    for month in range(4, 12):
        if open_due(now=datetime(2026, month, 24, 3, tzinfo=UTC)):
            newest = BehaviourReview.objects.latest("pk")
            months[newest.enrollment.batch.program] = month - 3
    assert months == {own: 5, leadership: 6}


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
