"""What participants thought of many batches together, and of the partner."""

import pytest

from evaluations.models import ReactionAnswer
from evaluations.reaction.answering import Opinion, answer
from evaluations.reaction.results import ReactionSummary, reaction_of
from tests.cast import Cast
from tests.factories.evaluations import ASKED_AT, make_reaction, react

pytestmark = pytest.mark.django_db


def test_batches_are_summed_up_with_their_spread(cast: Cast):
    first, second = make_reaction(cast.unit), make_reaction(cast.unit, people=6)
    react(first, [[2] * 7, [3] * 7, [3] * 7, [4] * 7, [4] * 7])
    react(second, [[4] * 7] * 5)
    found = reaction_of(batches=[first.batch_id, second.batch_id])
    assert (found.asked, found.answered, found.shown) == (11, 10, 10)
    # 16 + 20 over ten; squared distances 2.56 + 2 × 0.36 + 7 × 0.16 = 4.4, through 9.
    assert (found.mean, found.deviation) == (pytest.approx(3.6), pytest.approx((4.4 / 9) ** 0.5))
    assert [(line.count, line.mean) for line in found.questions] == [(10, pytest.approx(3.6))] * 7
    assert found.questions[0].text == "Materinya saya perlukan dalam pekerjaan."


def test_fewer_than_five_answers_are_counted_and_not_read(cast: Cast):
    form = make_reaction(cast.unit)
    react(form, [[1] * 7] * 4)
    assert reaction_of(batches=[form.batch_id]) == ReactionSummary(asked=5, answered=4)


def test_a_sum_over_batches_never_grows_by_one_person(cast: Cast):
    first, second = make_reaction(cast.unit), make_reaction(cast.unit)
    react(first, [[3] * 7] * 5)
    shown = []
    for invitation in second.invitations.order_by("pk"):
        answer(invitation=invitation, batch=Opinion([1] * 7), instructors={}, now=ASKED_AT)
        shown.append(reaction_of(batches=[first.batch_id, second.batch_id]).shown)
    assert shown == [5, 5, 5, 5, 10]
    assert ReactionAnswer.objects.count() == 10
