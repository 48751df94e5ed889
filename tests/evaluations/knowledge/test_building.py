"""A test is written as a draft, published for good, and changed in a new version."""

import pytest
from django.db import DatabaseError, transaction

from evaluations.knowledge.building import (
    BuildingError,
    QuestionText,
    discard,
    draft_of,
    move_question,
    new_version,
    open_test,
    publish_test,
    remove_question,
    replace_questions,
    version_of,
    write_question,
)
from evaluations.models import KnowledgeKey, KnowledgeTest
from surveys.content import questions_of, survey_content
from surveys.models import Element, Item, Questionnaire
from tests.cast import Cast
from tests.factories.knowledge import BEFORE_IT, make_question, make_test
from tests.factories.programs import make_program
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db


def rights(version):
    return list(
        KnowledgeKey.objects.filter(item__version=version).order_by("item__position").values_list("right", flat=True)
    )


def test_a_test_is_a_questionnaire_of_the_survey_engine_whose_questions_each_have_their_own_answers(cast: Cast):
    test = make_test()
    (first, *_others) = questions_of(version_of(test), "id")
    assert first.text == "Soal nomor 1?"
    assert first.answers == ((1, "Satu"), (2, "Dua"), (3, "Tiga"), (4, "Empat"))
    assert rights(version_of(test)) == [2] * 5


def test_citizens_are_never_shown_a_test_even_by_a_page_that_names_its_version(cast: Cast):
    version = version_of(make_test())
    for named in ("", str(version.pk)):
        assert survey_content("153", "", "id", questionnaire=version.questionnaire.code, version=named) is None


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (QuestionText("", "Soal?", ("a", "b", "c", "d"), 1), "Isi topik"),
        (QuestionText("T", "Soal?", ("a", "b", "c"), 1), "keempat jawaban"),
        (QuestionText("T", "Soal?", ("a", "b", "b", "d"), 1), "harus berbeda"),
        (QuestionText("T", "Soal?", ("a", "b", "c", "d"), 5), "jawaban yang benar"),
        (QuestionText("T", "x" * 201, ("a", "b", "c", "d"), 1), "Persingkat"),
    ],
)
def test_a_question_that_is_not_whole_is_refused_with_what_is_missing(question, why):
    test = make_test(published=False)
    with pytest.raises(BuildingError, match=why):
        write_question(test=test, item=None, question=question, by=None, now=BEFORE_IT)
    assert draft_of(test).items.count() == 5


def test_four_questions_are_too_few_to_publish():
    test = make_test(published=False, topics=["Satu", "Dua", "Tiga", "Empat"])
    with pytest.raises(BuildingError, match="paling sedikit lima soal"):
        publish_test(test=test, by=None, now=BEFORE_IT)


def test_a_question_without_a_right_answer_stops_publishing():
    test = make_test(published=False)
    KnowledgeKey.objects.filter(item__position=3).delete()
    with pytest.raises(BuildingError, match="tanpa jawaban benar"):
        publish_test(test=test, by=None, now=BEFORE_IT)


def test_a_published_test_and_its_key_never_change():
    test = make_test()
    with pytest.raises(BuildingError, match="tidak mempunyai draf"):
        write_question(test=test, item=None, question=make_question(), by=None, now=BEFORE_IT)
    for change in (
        lambda: KnowledgeKey.objects.update(right=1),
        lambda: KnowledgeKey.objects.all().delete(),
        lambda: Item.objects.filter(version=version_of(test)).update(position=9),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_key_outside_the_four_answers_is_refused_by_the_database():
    make_test(published=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        KnowledgeKey.objects.update(right=5)


def test_a_new_version_begins_with_the_questions_and_keys_of_the_old_one_which_stays():
    test = make_test()
    old = version_of(test)
    draft = new_version(test=test, by=None, now=BEFORE_IT)
    item = draft.items.get(position=1)
    write_question(test=test, item=item, question=make_question(1, "Antrean", right=4), by=None, now=BEFORE_IT)
    assert (rights(old), rights(draft)) == ([2] * 5, [4, 2, 2, 2, 2])
    assert old.items.get(position=1).element.name == "Waktu tunggu"
    assert new_version(test=test, by=None, now=BEFORE_IT) == draft


def test_questions_move_and_go_with_their_keys():
    test = make_test(published=False)
    draft = draft_of(test)
    write_question(
        test=test, item=draft.items.get(position=5), question=make_question(5, "Akhir", 1), by=None, now=BEFORE_IT
    )
    move_question(item=draft.items.get(position=5), up=True, by=None, now=BEFORE_IT)
    assert rights(draft) == [2, 2, 2, 1, 2]
    remove_question(item=draft.items.get(position=1), by=None, now=BEFORE_IT)
    assert rights(draft) == [2, 2, 1, 2]


def test_a_table_replaces_all_questions_or_none():
    test = make_test(published=False)
    good = [make_question(number, f"Topik {number}", right=1) for number in range(1, 7)]
    with pytest.raises(BuildingError):
        replace_questions(test=test, questions=[*good, QuestionText("", "", ("",) * 4, 0)], by=None, now=BEFORE_IT)
    assert rights(draft_of(test)) == [2] * 5
    assert replace_questions(test=test, questions=good, by=None, now=BEFORE_IT) == 6
    assert rights(draft_of(test)) == [1] * 6
    assert Element.objects.filter(questionnaire=test.questionnaire).count() == 6


def test_throwing_a_draft_away_leaves_nothing_behind_but_the_published_version():
    test = make_test()
    new_version(test=test, by=None, now=BEFORE_IT)
    discard(test=test, by=None, now=BEFORE_IT)
    assert draft_of(test) is None
    assert rights(version_of(test)) == [2] * 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_of_two_who_begin_a_test_at_once_both_get_the_same(cast: Cast):
    program = make_program()
    assert run_in_parallel(2, lambda _n: open_test(program=program, by=None, now=BEFORE_IT)) == []
    assert (KnowledgeTest.objects.count(), Questionnaire.objects.filter(code__startswith="tes-").count()) == (1, 1)
