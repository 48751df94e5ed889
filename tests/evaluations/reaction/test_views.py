"""The reaction form's pages, as each reader sees them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.models import ReactionAnswer
from evaluations.reaction.answering import Opinion, answer
from partners.models import Instructor
from tests.cast import Cast
from tests.factories.evaluations import ASKED_AT, make_reaction, participant_of, react, teach

pytestmark = pytest.mark.django_db


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def answers(score=3, *, leave_out=()):
    return {f"batch-u{number}": score for number in range(1, 8) if number not in leave_out}


def test_a_participant_answers_and_sees_that_it_was_taken(cast: Cast):
    form = make_reaction(cast.unit, people=1, now=timezone.now())
    _invitation, account = participant_of(form)
    client, address = signed_in(account), reverse("reaction", args=[form.batch_id])
    assert "Tanpa nama" in client.get(address).content.decode()
    page = client.post(address, answers(), follow=True).content.decode()
    assert "Tanggapan Anda sudah diterima" in page
    assert ReactionAnswer.objects.get().scores == [3] * 7


def test_a_missing_answer_is_named_and_nothing_is_lost(cast: Cast):
    form = make_reaction(cast.unit, people=1, now=timezone.now())
    _invitation, account = participant_of(form)
    response = signed_in(account).post(reverse("reaction", args=[form.batch_id]), answers(leave_out=[4]))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Masih ada pertanyaan yang belum dijawab" in page
    assert page.count("checked") == 6
    assert not ReactionAnswer.objects.exists()


def test_half_an_opinion_of_an_instructor_is_asked_for_again(cast: Cast):
    teacher = Instructor.objects.create(name="Dr. Rina", employee=cast.head.employee)
    form = make_reaction(cast.unit, people=1, instructor=teacher, now=timezone.now())
    _invitation, account = participant_of(form)
    half = {**answers(), f"instructor-{teacher.pk}-u1": 4}
    response = signed_in(account).post(reverse("reaction", args=[form.batch_id]), half)
    assert "kosongkan semua tentang pengajar ini" in response.content.decode()


def test_whoever_was_not_in_the_batch_has_no_form(cast: Cast):
    form = make_reaction(cast.unit, people=1, now=timezone.now())
    assert signed_in(cast.stranger).get(reverse("reaction", args=[form.batch_id])).status_code == 404


def test_an_instructor_reads_about_the_batch_and_themself_from_five_answers_on(cast: Cast):
    own = Instructor.objects.create(name="Kepala Puskesmas", employee=cast.head.employee)
    other = Instructor.objects.create(name="Dr. Rina", employee=cast.agency_head.employee)
    form = make_reaction(cast.unit, people=5, instructor=own)
    teach(form.batch, other, hour=8)
    client, address = signed_in(cast.head), reverse("reaction_results", args=[form.batch_id])
    react(form, [[3] * 7] * 4, {own: [4, 4, 4], other: [1, 1, 1]})
    assert "Belum ada lima tanggapan" in client.get(address).content.decode()
    last = form.invitations.filter(answered=False).get()
    answer(invitation=last, batch=Opinion([3] * 7), instructors={own: Opinion([4, 4, 4])}, now=ASKED_AT)
    page = client.get(address).content.decode()
    assert "Kepala Puskesmas" in page
    assert "Dr. Rina" not in page
    assert "dari 5 tanggapan" in page


def test_the_list_asks_the_database_the_same_for_one_and_for_three_batches(cast: Cast):
    client = signed_in(cast.hr)
    counts = []
    for more in (1, 2):
        for _each in range(more):
            make_reaction(cast.unit, people=1, now=timezone.now())
        client.get(reverse("reactions"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("reactions"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_head_who_reads_no_batch_is_led_to_the_report_of_their_unit(cast: Cast):
    client = Client()
    client.force_login(cast.head)
    for page in ("reactions", "knowledge_results"):
        told = client.get(reverse(page)).content.decode()
        assert "Angka untuk unit Anda" in told
        assert reverse("evaluation_reports") in told.split("Angka untuk unit Anda")[1]
