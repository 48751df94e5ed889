"""Pages of a review, as each who was asked sees them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.behaviour.steps import name_colleagues, say
from evaluations.models import BehaviourReview
from tests.cast import Cast
from tests.factories.evaluations import REVIEWED_AT, make_review, rater_of
from tests.factories.people import make_account, make_employee

pytestmark = pytest.mark.django_db
ANSWERS = {f"u{place}": 3 for place in range(1, 6)}


@pytest.fixture
def review(cast: Cast) -> BehaviourReview:
    """A review that is open today: it was opened when the worker last caught up."""
    found = make_review(cast.employee.employee)
    BehaviourReview.objects.filter(pk=found.pk).update(closes_on=timezone.localdate())
    return found


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_a_review_goes_from_the_participant_through_the_head_to_two_colleagues(cast: Cast, review):
    friends = [make_account(make_employee(f"Rekan {n}", unit=cast.unit)) for n in range(1, 5)]
    here = reverse("behaviour_review", args=[review.pk])
    participant, head = signed_in(cast.employee), signed_in(cast.head)
    participant.post(here, {**ANSWERS, "u1": 4})
    names = {f"rekan{place}": friend.employee_id for place, friend in enumerate(friends, start=1)}
    told = participant.post(reverse("behaviour_colleagues", args=[review.pk]), names, follow=True).content.decode()
    assert "Rekan tersimpan" in told
    assert signed_in(friends[0]).get(here).status_code == 404
    picked = list(review.raters.filter(role="colleague").order_by("place").values_list("pk", flat=True)[:2])
    head.post(reverse("behaviour_pick", args=[review.pk]), {"rekan": picked})
    head.post(here, ANSWERS)
    for friend in friends[:2]:
        assert "tersimpan" in signed_in(friend).post(here, {**ANSWERS, "u1": 2}, follow=True).content.decode()
    page = participant.get(here).content.decode()
    # Self 4, head 3, colleagues 2 and 2: others 2.5, gap 1.5.
    assert "1,5" in page


def test_colleagues_see_their_own_part_only(cast: Cast, review):
    for role in ("self", "head"):
        say(rater=rater_of(review, role), scores=[4] * 5, now=REVIEWED_AT)
    friend = make_account(make_employee("Rekan", unit=cast.unit))
    review.raters.create(role="colleague", employee=friend.employee, place=1, pick=1, asked_at=timezone.now())
    client, here = signed_in(friend), reverse("behaviour_review", args=[review.pk])
    page = client.post(here, ANSWERS, follow=True).content.decode()
    assert "Diri sendiri dan orang lain" not in page
    assert "Rencana aksi" not in page
    assert client.post(reverse("behaviour_plan", args=[review.pk]), {"action": "x"}).status_code == 403


def test_neither_hr_nor_the_mayor_reads_a_person(cast: Cast, review):
    for account in (cast.hr, cast.leader, cast.stranger, cast.officer):
        assert signed_in(account).get(reverse("behaviour_review", args=[review.pk])).status_code == 404


def test_totals_show_a_program_from_five_answers_on(cast: Cast):
    page = signed_in(cast.hr).get(reverse("behaviour_totals")).content.decode()
    assert "Belum ada yang ditanya" in page
    review = make_review(cast.employee.employee)
    say(rater=rater_of(review, "self"), scores=[4] * 5, now=REVIEWED_AT)
    page = signed_in(cast.hr).get(reverse("behaviour_totals")).content.decode()
    assert "belum lima" in page


def test_lists_ask_the_database_the_same_for_one_and_for_three_reviews(cast: Cast):
    client, counts = signed_in(cast.head), []
    for more in (1, 2):
        for n in range(more):
            make_review(make_employee(f"Peserta {more}{n}", unit=cast.unit))
        client.get(reverse("behaviour_reviews"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("behaviour_reviews"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_somebody_chosen_twice_is_refused_and_the_other_choices_stay(cast: Cast, review):
    say(rater=rater_of(review, "self"), scores=[4] * 5, now=REVIEWED_AT)
    friends = [make_account(make_employee(f"Rekan {n}", unit=cast.unit)).employee_id for n in range(1, 4)]
    chosen = {"rekan1": friends[0], "rekan2": friends[0], "rekan3": friends[1], "rekan4": friends[2]}
    answered = signed_in(cast.employee).post(reverse("behaviour_colleagues", args=[review.pk]), chosen)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "Rekan ini sudah dipilih" in page
    assert f'<option value="{friends[2]}" selected>' in page
    assert not review.raters.filter(role="colleague").exists()


def test_those_already_named_stand_in_the_form(cast: Cast, review):
    say(rater=rater_of(review, "self"), scores=[4] * 5, now=REVIEWED_AT)
    friends = [make_account(make_employee(f"Rekan {n}", unit=cast.unit)).employee for n in range(1, 3)]
    name_colleagues(review=review, colleagues=friends, now=REVIEWED_AT)
    page = signed_in(cast.employee).get(reverse("behaviour_review", args=[review.pk])).content.decode()
    assert all(f'<option value="{friend.pk}" selected>' in page for friend in friends)


def test_whoever_is_awaited_finds_it_at_home_and_first_in_the_list_until_they_answer(cast: Cast, review):
    client = signed_in(cast.employee)
    assert "<b>1 evaluasi</b>" in client.get(reverse("employee_home")).content.decode()
    assert "Menunggu Anda" in client.get(reverse("behaviour_reviews")).content.decode()
    client.post(reverse("behaviour_review", args=[review.pk]), ANSWERS)
    assert "menunggu jawaban Anda" not in client.get(reverse("employee_home")).content.decode()
    assert "Menunggu Anda" not in client.get(reverse("behaviour_reviews")).content.decode()


def test_one_form_is_shown_at_a_time_so_that_no_tick_is_lost(cast: Cast, review):
    here = reverse("behaviour_review", args=[review.pk])
    for account, role in ((cast.employee, "self"), (cast.head, "head")):
        client = signed_in(account)
        before = client.get(here).content.decode()
        assert "Sesudah ini" in before
        assert "Rencana aksi</h2>" not in before
        say(rater=rater_of(review, role), scores=[3] * 5, now=REVIEWED_AT)
        assert "Rencana aksi</h2>" in client.get(here).content.decode()
