"""A unit's own questions: drafted, published, replaced."""

import pytest

from surveys.content import survey_content
from surveys.models import BuilderChange, OwnVersion, QuestionKind
from surveys.questionnaires.drafts import DraftError, Wording
from surveys.questionnaires.own_drafts import (
    discard_own_draft,
    move_question,
    open_own_draft,
    publish_own,
    put_question,
    remove_question,
    text_of,
)
from tests.factories.people import make_unit
from tests.factories.questionnaires import make_own_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("Puskesmas Sei Jang", code="153")


def put(version, now, text="Dari mana?", options=("A", "B"), kind=QuestionKind.CHOICE, position=None, **others):
    wordings = {"id": Wording(text, tuple(options)), **others}
    return put_question(version=version, position=position, kind=kind, wordings=wordings, by=None, now=now)


def texts(version):
    return [text_of(question) for question in version.questions.order_by("position")]


def test_a_draft_is_written_published_and_asked(unit, now):
    draft = open_own_draft(unit=unit, by=None, now=now)
    put(draft, now, en=Wording("From where?", ("A", "B")))
    put(draft, now, "Nyaman?", ("1", "2", "3", "4"), QuestionKind.SCALE)
    put(draft, now, "Apa lagi?", (), QuestionKind.TEXT)
    assert survey_content("153", "", "id").extras == ()
    publish_own(version=draft, by=None, now=now)
    publish_own(version=draft, by=None, now=now)
    assert [extra.text for extra in survey_content("153", "", "en").extras] == ["From where?", "Nyaman?", "Apa lagi?"]
    assert BuilderChange.objects.filter(unit=unit, what="Versi diterbitkan").count() == 1


def test_a_new_draft_begins_with_the_questions_there_are_and_an_empty_version_asks_nothing(unit, now):
    published = make_own_version(unit)
    draft = open_own_draft(unit=unit, by=None, now=now)
    assert (draft.number, texts(draft)) == (2, texts(published))
    for question in list(draft.questions.order_by("-position")):
        remove_question(question=question, by=None, now=now)
    publish_own(version=draft, by=None, now=now)
    content = survey_content("153", "", "id")
    assert (content.extras, content.own_version_id) == ((), None)


def test_questions_move_change_and_go(unit, now):
    draft = make_own_version(unit, [("text", name, []) for name in "abc"], published=False)
    move_question(question=draft.questions.get(position=3), up=True, by=None, now=now)
    assert texts(draft) == ["a", "c", "b"]
    move_question(question=draft.questions.get(position=1), up=True, by=None, now=now)
    put(draft, now, "neu", position=2)
    remove_question(question=draft.questions.get(position=1), by=None, now=now)
    assert texts(draft) == ["neu", "b"]


def test_ten_questions_are_enough(unit, now):
    draft = make_own_version(unit, [("text", str(number), []) for number in range(10)], published=False)
    move_question(question=draft.questions.get(position=10), up=True, by=None, now=now)
    with pytest.raises(DraftError, match="Paling banyak sepuluh"):
        put(draft, now)


@pytest.mark.parametrize(
    ("options", "kind", "others", "message"),
    [
        (("A",), QuestionKind.CHOICE, {}, "2 sampai 8"),
        (("A", "B"), QuestionKind.SCALE, {}, "4 jawaban"),
        (("A", "B"), QuestionKind.TEXT, {}, "tanpa jawaban"),
        (("A", "B"), QuestionKind.CHOICE, {"en": Wording("?", ("A", "B", "C"))}, "sama dalam setiap bahasa"),
    ],
)
def test_answers_fit_the_kind_and_are_as_many_in_each_language(unit, now, options, kind, others, message):
    draft = open_own_draft(unit=unit, by=None, now=now)
    with pytest.raises(DraftError, match=message):
        put(draft, now, options=options, kind=kind, **others)
    assert not draft.questions.exists()


def test_what_is_published_takes_no_change(unit, now):
    version = make_own_version(unit)
    with pytest.raises(DraftError, match="sudah diterbitkan"):
        put(version, now)
    with pytest.raises(DraftError, match="sudah diterbitkan"):
        discard_own_draft(version=version, by=None, now=now)
    draft = open_own_draft(unit=unit, by=None, now=now)
    discard_own_draft(version=draft, by=None, now=now)
    with pytest.raises(DraftError, match="dibuang"):
        publish_own(version=draft, by=None, now=now)
    assert OwnVersion.objects.get() == version
