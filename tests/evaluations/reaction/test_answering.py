"""A reaction is given once, by a participant, and says nothing of who gave it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from evaluations.models import ReactionAnswer
from evaluations.reaction.answering import Opinion, ReactionError, answer
from partners.models import Instructor
from tests.cast import Cast
from tests.factories.evaluations import ASKED_AT, make_reaction
from tests.parallel import run_in_parallel

GOOD = Opinion([3] * 7)


def give(invitation, opinion=GOOD, **instructors):
    answer(invitation=invitation, batch=opinion, instructors=instructors.get("about", {}), now=ASKED_AT)


@pytest.mark.django_db
def test_answering_twice_is_thanked_and_counted_once(cast: Cast):
    invitation = make_reaction(cast.unit, people=1).invitations.get()
    give(invitation)
    with pytest.raises(ReactionError, match="sudah diterima"):
        give(invitation)
    assert ReactionAnswer.objects.count() == 1


@pytest.mark.django_db
def test_the_form_takes_answers_on_its_last_day_and_not_after(cast: Cast):
    form = make_reaction(cast.unit, people=2)
    first, second = form.invitations.order_by("pk")
    answer(invitation=first, batch=GOOD, instructors={}, now=ASKED_AT + timedelta(days=14))
    with pytest.raises(ReactionError, match="sudah ditutup"):
        answer(invitation=second, batch=GOOD, instructors={}, now=ASKED_AT + timedelta(days=15))


@pytest.mark.django_db
def test_nothing_that_is_stored_leads_from_an_answer_to_a_person_or_a_moment(cast: Cast):
    invitation = make_reaction(cast.unit, people=1).invitations.get()
    give(invitation)
    stored = {field.name for field in ReactionAnswer._meta.get_fields()}
    assert stored == {
        "id", "form", "instructor", "institution", "version", "item_count", "scores", "comment", "released",
    }  # fmt: skip
    assert {field.name for field in invitation._meta.get_fields()} == {"id", "form", "enrollment", "answered"}


@pytest.mark.django_db
def test_an_answer_without_a_participant_is_refused_by_the_database(cast: Cast):
    form = make_reaction(cast.unit, people=1)
    with pytest.raises(IntegrityError, match="hanya dari peserta"), transaction.atomic():
        ReactionAnswer.objects.create(form=form, version=form.version, item_count=7, scores=[4] * 7)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
@pytest.mark.parametrize(("scores", "count"), [([5] * 7, 7), ([3] * 6, 7), ([3] * 6, 6)])
def test_scores_outside_one_to_four_or_of_another_number_are_refused_by_the_database(cast: Cast, scores, count):
    form = make_reaction(cast.unit, people=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReactionAnswer.objects.create(form=form, version=form.version, item_count=count, scores=scores)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
def test_answers_are_shown_five_at_a_time_so_that_nobody_can_be_told_from_the_next_look(cast: Cast):
    form = make_reaction(cast.unit, people=11)
    shown = []
    for invitation in form.invitations.order_by("pk"):
        give(invitation)
        shown.append(ReactionAnswer.objects.filter(released=True).count())
    assert shown == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


@pytest.mark.django_db
def test_what_was_answered_never_changes_nor_disappears_again(cast: Cast):
    give(make_reaction(cast.unit, people=1).invitations.get())
    for change in ({"scores": [1] * 7}, {"released": True, "comment": "lain"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReactionAnswer.objects.update(**change)
    ReactionAnswer.objects.update(released=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReactionAnswer.objects.update(released=False)


@pytest.mark.django_db
def test_an_opinion_of_an_instructor_is_stored_apart(cast: Cast):
    teacher = Instructor.objects.create(name="Dr. Rina", employee=cast.head.employee)
    invitation = make_reaction(cast.unit, people=1, instructor=teacher).invitations.get()
    give(invitation, about={teacher: Opinion([4, 4, 2], "Terlalu cepat")})
    about = ReactionAnswer.objects.get(instructor=teacher)
    assert (about.scores, about.comment, about.item_count) == ([4, 4, 2], "Terlalu cepat", 3)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_of_two_sendings_at_once_one_counts(cast: Cast):
    invitation = make_reaction(cast.unit, people=1).invitations.get()

    refused = run_in_parallel(2, lambda _n: give(invitation))
    assert [type(one) for one in refused] == [ReactionError]
    assert ReactionAnswer.objects.count() == 1
