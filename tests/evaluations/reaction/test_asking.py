"""Who is asked for a reaction, when, and how often."""

from datetime import timedelta

import pytest

from evaluations.models import ReactionForm, ReactionInvitation
from evaluations.reaction.answering import Opinion, answer
from evaluations.reaction.asking import ask, remind
from notifications.models import Message
from pembinaan.base.events import sweep
from programs.closing import close, reopen
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS, make_run
from tests.factories.evaluations import ASKED_AT, make_reaction
from tests.factories.people import make_employee
from tests.factories.programs import make_enrollment

pytestmark = pytest.mark.django_db


def asked():
    return Message.objects.filter(kind="reaction.asked")


def test_closing_a_batch_asks_those_who_came_and_nobody_else(cast: Cast):
    siti = cast.employee.employee
    batch = make_run([siti])
    make_enrollment(batch, make_employee("Tidak pernah datang", unit=cast.unit), state="confirmed")
    close(batch=batch, by=None, now=AFTERWARDS)
    sweep(now=AFTERWARDS)
    assert [one.enrollment.employee for one in ReactionInvitation.objects.all()] == [siti]
    assert [message.to for message in asked()] == [cast.employee]


def test_closing_again_after_a_correction_asks_nobody_twice(cast: Cast):
    batch = make_run([cast.employee.employee])
    close(batch=batch, by=None, now=AFTERWARDS)
    sweep(now=AFTERWARDS)
    reopen(batch=batch, by=cast.hr, reason="Daftar hadir keliru", now=AFTERWARDS)
    close(batch=batch, by=None, now=AFTERWARDS)
    sweep(now=AFTERWARDS)
    assert (ReactionForm.objects.count(), ReactionInvitation.objects.count(), asked().count()) == (1, 1, 1)


def test_whoever_is_silent_is_reminded_twice_and_never_again(cast: Cast):
    form = make_reaction(cast.unit, people=2)
    first = form.invitations.order_by("pk")[0]
    answer(invitation=first, batch=Opinion([3] * 7), instructors={}, now=ASKED_AT)
    told = [asked().count()]
    for days in (2, 3, 3, 6, 7, 8, 14):
        remind(now=ASKED_AT + timedelta(days=days))
        told.append(asked().count())
    assert told == [2, 2, 3, 3, 3, 4, 4, 4]


def test_a_worker_that_stood_still_for_a_week_reminds_once(cast: Cast):
    make_reaction(cast.unit, people=1)
    assert remind(now=ASKED_AT + timedelta(days=8)) == 1
    assert asked().count() == 2


def test_a_batch_where_nobody_came_has_no_form(cast: Cast):
    batch = make_run([])
    assert ask(batch=batch, now=AFTERWARDS) is None
