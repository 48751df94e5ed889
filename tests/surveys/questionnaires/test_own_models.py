"""Every rule of own questions, other questionnaires, and the answers to them, broken once."""

from datetime import date

import pytest
from django.utils import timezone

from surveys.models import (
    BuilderChange,
    Element,
    Item,
    OwnQuestion,
    OwnRollup,
    OwnVersion,
    OwnWording,
    Questionnaire,
    QuestionnaireVersion,
)
from tests.factories.people import make_unit
from tests.factories.questionnaires import make_own_version, make_version
from tests.factories.surveys import build_response
from tests.surveys.test_models import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("Puskesmas Sei Jang", code="153")


@pytest.mark.parametrize(
    "extras",
    [{"0": 1}, {"11": 1}, {"a": 1}, {"1": 0}, {"1": 9}, {"1": 1.5}, {"1": None}, {"1": [1]}, {"1": True}, [1], "x"],
)
def test_answers_to_own_questions_are_small_numbers_or_texts_by_position(unit, extras):
    own = make_own_version(unit)
    refused("response_extras_fit", build_response(unit, own_version=own, extras=extras).save)


def test_answers_to_own_questions_are_not_endless_and_name_their_version(unit):
    own = make_own_version(unit)
    refused("response_extras_fit", build_response(unit, own_version=own, extras={"1": "x" * 16_000}).save)
    refused("response_extras_fit", build_response(unit, extras={"1": 1}).save)
    build_response(unit, own_version=own, extras={"1": 8, "10": "ya"}).save()


def test_an_answer_names_a_published_version_of_its_own_unit(unit):
    draft = make_own_version(unit, published=False)
    refused("response_own_version_of_unit", build_response(unit, own_version=draft).save)
    foreign = make_own_version(make_unit())
    refused("response_own_version_of_unit", build_response(unit, own_version=foreign).save)


def test_a_published_version_of_own_questions_never_changes(unit):
    version = make_own_version(unit)
    question = version.questions.get(position=1)
    wording = question.wordings.get()
    refused("published_own_version_kept", lambda: OwnVersion.objects.update(number=9))
    refused("of_published_kept", version.delete)
    refused("own_question_of_published_kept", lambda: version.questions.update(kind="text", option_count=0))
    refused("own_wording_of_published_kept", lambda: OwnWording.objects.filter(pk=wording.pk).update(text="Lain?"))
    late = OwnQuestion(version=version, position=4, kind="text", option_count=0)
    refused("own_question_of_published_kept", late.save)
    OwnWording.objects.create(question=question, language="en", text="?", options=["a", "b", "c"])


def test_own_questions_stand_once_and_fit_their_kind(unit):
    draft = make_own_version(unit, published=False)
    question = draft.questions.get(position=1)
    refused("own_version_one_draft", lambda: OwnVersion.objects.create(unit=unit, number=2))
    refused(
        "own_version_number_once",
        OwnVersion(unit=unit, number=1, published_at=timezone.now(), published_unit=unit).save,
    )
    refused("own_version_published_names_unit", lambda: OwnVersion.objects.update(published_at=timezone.now()))
    stranger = make_unit()
    refused(
        "own_version_published_names_unit",
        lambda: OwnVersion.objects.update(published_at=timezone.now(), published_unit=stranger),
    )
    for position, name in ((1, "own_question_position_once"), (11, "own_question_position_in_range")):
        refused(name, OwnQuestion(version=draft, position=position, kind="text", option_count=0).save)
    for kind, count in (("choice", 1), ("choice", 9), ("scale", 5), ("text", 1), ("other", 0)):
        refused(
            "own_question_options_fit_kind", OwnQuestion(version=draft, position=4, kind=kind, option_count=count).save
        )
    refused("own_wording_language_once", lambda: OwnWording(question=question, language="id", options=["a"] * 3).save())
    refused("own_wording_fits", OwnWording(question=question, language="en", text="?", options=["a", "b"]).save)


def test_a_month_of_own_answers_is_its_first_day_and_stands_once(unit):
    def row(day):
        return OwnRollup(unit=unit, month=day, own_version_id=1, position=1, value=1, count=1)

    row(date(2026, 1, 1)).save()
    refused("own_rollup_once", row(date(2026, 1, 1)).save)
    refused("own_rollup_first_day", row(date(2026, 1, 2)).save)


def test_skm_stays_what_the_regulation_asks():
    skm = Questionnaire.objects.filter(code="skm")
    for fields in (
        {"scale": "mean"},
        {"grade_scheme": ""},
        {"asked_everywhere": False},
        {"ends_on": date(2027, 1, 1)},
    ):
        refused("questionnaire_skm_as_regulated", lambda fields=fields: skm.update(**fields))
    refused("questionnaire_scale_known", lambda: Questionnaire.objects.filter(code="ipak").update(scale="x"))
    refused(
        "questionnaire_dates_in_order",
        lambda: Questionnaire.objects.filter(code="ipak").update(ends_on=date(2020, 1, 1)),
    )


def test_an_item_asks_about_an_element_of_its_own_questionnaire_and_one_draft_is_enough():
    draft = QuestionnaireVersion.objects.get(questionnaire__code="ipak")
    other = Element.objects.get(key="time")
    refused("item_of_own_questionnaire", Item(version=draft, position=11, element=other).save)
    refused(
        "version_one_draft",
        lambda: QuestionnaireVersion.objects.create(questionnaire=draft.questionnaire, number=2),
    )
    make_version("ipak", ["ipak-gifts"])
    refused("element_position_once", lambda: Element.objects.filter(key="time").update(position=101))


def test_a_change_in_the_trail_has_one_owner_and_stays(unit):
    ipak = Questionnaire.objects.get(code="ipak")
    refused("builder_change_of_one", BuilderChange(at=timezone.now(), what="x").save)
    refused("builder_change_of_one", BuilderChange(at=timezone.now(), what="x", unit=unit, questionnaire=ipak).save)
    change = BuilderChange.objects.create(at=timezone.now(), what="x", unit=unit)
    refused("builder_changes_kept", change.delete)
    refused("builder_changes_kept", lambda: BuilderChange.objects.update(what="y"))
