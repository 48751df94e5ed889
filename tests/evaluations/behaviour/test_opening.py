"""When behaviour is asked about, whom, and how often they are reminded."""

from datetime import UTC, datetime

import pytest

from evaluations.behaviour.opening import open_due
from evaluations.models import BehaviourReview, BehaviourSchedule
from notifications.models import Message
from tests.cast import Cast
from tests.factories.credentials import make_settled
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
