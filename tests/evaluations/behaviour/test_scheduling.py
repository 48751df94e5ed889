"""When a program asks, and about which competencies."""

import pytest
from django.db import IntegrityError, transaction

from evaluations.behaviour.opening import open_due
from evaluations.behaviour.scheduling import ScheduleError, competencies_of, schedule_program
from evaluations.models import BehaviourReview, BehaviourSchedule
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.evaluations import REVIEWED_AT
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db
THREE = ["Menyusun rencana perawatan", "Menjelaskan obat kepada pasien", "Mencatat di rekam medis"]


def schedule(program, *, months=3, leadership=False, competencies=(), by=None):
    return schedule_program(
        program=program, months=months, leadership=leadership, competencies=competencies, by=by, now=REVIEWED_AT
    )


def test_the_review_asks_about_the_competencies_that_the_program_named(cast: Cast):
    program = make_program()
    schedule(program, competencies=[*THREE, " "], by=cast.hr)
    make_settled([cast.employee.employee], program=program)
    open_due(now=REVIEWED_AT)
    version = BehaviourReview.objects.get().version
    worded = version.items.filter(wordings__language="id").order_by("position")
    assert list(worded.values_list("wordings__question", flat=True)) == THREE
    assert version.published_at is not None


def test_a_program_without_its_own_asks_the_general_questions(cast: Cast):
    program = make_program()
    assert competencies_of(schedule(program)) == []
    make_settled([cast.employee.employee], program=program)
    open_due(now=REVIEWED_AT)
    assert BehaviourReview.objects.get().version.questionnaire.code == "behaviour"


def test_changed_competencies_are_a_new_version_and_the_same_ones_are_not():
    program = make_program()
    schedule(program, competencies=THREE)
    schedule(program, competencies=THREE, months=4)
    kept = schedule(program, competencies=[THREE[2], THREE[0], "Menyapa keluarga pasien"])
    assert competencies_of(kept) == [THREE[2], THREE[0], "Menyapa keluarga pasien"]
    versions = kept.questionnaire.versions.order_by("number")
    assert list(versions.values_list("number", "item_count")) == [(1, 3), (2, 3)]
    assert kept.questionnaire.elements.count() == 4


@pytest.mark.parametrize(
    ("competencies", "sentence"),
    [
        (THREE[:2], "tiga sampai enam"),
        ([f"Hal {n}" for n in range(7)], "enam"),
        ([*THREE, THREE[0].upper()], "dua kali"),
    ],
)
def test_competencies_that_do_not_fit_are_refused(competencies, sentence):
    with pytest.raises(ScheduleError, match=sentence):
        schedule(make_program(), competencies=competencies)


@pytest.mark.parametrize(("months", "leadership"), [(2, False), (7, False), (5, True), (13, True)])
def test_months_outside_the_range_are_refused_by_the_database(months, leadership):
    program = make_program()
    with pytest.raises(ScheduleError, match="3 sampai 6 bulan"):
        schedule(program, months=months, leadership=leadership)
    with pytest.raises(IntegrityError), transaction.atomic():
        BehaviourSchedule.objects.create(program=program, months=months, is_leadership=leadership)
