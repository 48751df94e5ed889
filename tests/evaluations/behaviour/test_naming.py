"""Colleagues: four named by the participant, two picked by the head, found by a few letters."""

import pytest
from django.db import IntegrityError, transaction

from evaluations.behaviour.colleagues import find
from evaluations.behaviour.naming import drop_colleague, name_colleague, pick_colleagues
from evaluations.behaviour.steps import BehaviourError
from evaluations.models import BehaviourRater, BehaviourReview
from notifications.models import Message
from people.models import Employee
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review
from tests.factories.people import make_account, make_employee
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db
DAY = REVIEWED_AT.date()


@pytest.fixture
def review(cast: Cast) -> BehaviourReview:
    """The review of Siti, who works in the health centre."""
    return make_review(cast.employee.employee)


@pytest.fixture
def four(cast: Cast) -> list[Employee]:
    """Four colleagues of hers, each with an account."""
    return [make_account(make_employee(f"Rekan {n}", unit=cast.unit)).employee for n in range(1, 5)]


def named(review, people):
    for person in people:
        name_colleague(review=review, colleague=person, now=REVIEWED_AT)
    return list(review.raters.filter(role="colleague").order_by("place"))


def test_only_the_two_whom_the_head_picks_are_asked(review, four):
    raters = named(review, four)
    pick_colleagues(review=review, picked={raters[1].pk, raters[3].pk}, now=REVIEWED_AT)
    assert set(Message.objects.filter(cause__contains=":0:").values_list("to__employee__name", flat=True)) == {
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
    raters = named(review, four[:3])
    pick_colleagues(review=review, picked={raters[0].pk, raters[1].pk}, now=REVIEWED_AT)
    with pytest.raises(BehaviourError, match="tidak dapat diubah"):
        name_colleague(review=review, colleague=four[3], now=REVIEWED_AT)
    with pytest.raises(BehaviourError, match="tidak dapat diubah"):
        drop_colleague(review=review, rater=raters[2].pk, now=REVIEWED_AT)


def test_a_name_taken_back_makes_room_at_its_place(review, four, cast: Cast):
    raters = named(review, four)
    fifth = make_employee("Rekan 5", unit=cast.unit)
    with pytest.raises(BehaviourError, match="Hapus satu"):
        name_colleague(review=review, colleague=fifth, now=REVIEWED_AT)
    drop_colleague(review=review, rater=raters[1].pk, now=REVIEWED_AT)
    assert [one.employee.name for one in named(review, [fifth])] == ["Rekan 1", "Rekan 5", "Rekan 3", "Rekan 4"]


def test_the_head_is_told_once_four_are_named(cast: Cast, review, four):
    named(review, four[:3])
    assert not Message.objects.filter(cause__contains=":named:").exists()
    named(review, four)
    assert Message.objects.get(cause__contains=":named:").to == cast.head


def test_the_head_and_oneself_are_no_colleagues(cast: Cast, review):
    for wrong in (cast.employee.employee, cast.head.employee):
        with pytest.raises(BehaviourError, match="sebutkan rekan lain"):
            name_colleague(review=review, colleague=wrong, now=REVIEWED_AT)


def test_five_colleagues_are_refused_by_the_database_too(review, four, cast: Cast):
    named(review, four)
    fifth = make_employee("Rekan 5", unit=cast.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        BehaviourRater.objects.create(review=review, role="colleague", employee=fifth, place=5)


def test_the_own_unit_comes_first_and_others_only_by_their_letters(cast: Cast, review, four):
    far = make_employee("Rekan Jauh", unit=cast.other_unit)
    without = [one.employee.name for one in find(review=review, text="", day=DAY).people]
    assert "Rekan Jauh" not in without
    assert without[:4] == ["Petugas Survei", "Rekan 1", "Rekan 2", "Rekan 3"]
    found = [one.employee for one in find(review=review, text="rekan", day=DAY).people]
    assert found == [*four, far]
    assert [one.employee for one in find(review=review, text="jau rek", day=DAY).people] == [far]


def test_nobody_is_found_who_may_not_be_named(cast: Cast, review):
    for name in ("Siti", "Kepala Puskesmas"):
        assert find(review=review, text=name, day=DAY).people == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_of_two_fourth_names_at_once_both_find_their_place_or_a_sentence(cast: Cast):
    review = make_review(cast.employee.employee)
    people = [make_employee(f"Rekan {n}", unit=cast.unit) for n in range(1, 6)]
    named(review, people[:3])
    refused = run_in_parallel(
        2, lambda place: name_colleague(review=review, colleague=people[3 + place], now=REVIEWED_AT)
    )
    assert [type(one) for one in refused] == [BehaviourError]
    assert review.raters.filter(role="colleague").count() == 4
