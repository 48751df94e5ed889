"""Drafts of questionnaires: made, changed, published, thrown away; nothing published ever moves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.models import BuilderChange, Element, ItemWording, Questionnaire, QuestionnaireVersion, SurveyRule
from surveys.publishing import PublishError, publish
from surveys.questionnaires.drafts import (
    DraftError,
    Wording,
    add_item,
    discard_draft,
    move_element,
    move_item,
    open_draft,
    remove_item,
    word_item,
)
from tests.factories.surveys import current_version

pytestmark = pytest.mark.django_db
FOUR = ("Buruk", "Cukup", "Baik", "Sangat baik")
NONE = Wording("", ("", "", "", ""))


@pytest.fixture
def skm():
    return Questionnaire.objects.get(code="skm")


def keys(version):
    return list(version.items.order_by("position").values_list("element__key", flat=True))


def test_a_draft_is_a_copy_of_the_newest_version_and_there_is_one_at_a_time(skm, now):
    draft = open_draft(questionnaire=skm, by=None, now=now)
    assert (draft.number, draft.published_at) == (2, None)
    assert keys(draft) == keys(current_version())
    assert ItemWording.objects.filter(item__version=draft).count() == current_version().items.count() * len(
        set(ItemWording.objects.filter(item__version=current_version()).values_list("language", flat=True))
    )
    assert open_draft(questionnaire=skm, by=None, now=now) == draft


def test_items_are_added_moved_worded_and_removed_with_a_trail(skm, now):
    draft = open_draft(questionnaire=skm, by=None, now=now)
    item = add_item(version=draft, element=None, name="Kebersihan toilet", by=None, now=now)
    assert (item.position, item.element.key) == (10, "skm-kebersihan-toilet")
    word_item(item=item, wordings={"id": Wording("Bersihkah toiletnya?", FOUR), "en": NONE}, by=None, now=now)
    move_item(item=item, up=True, by=None, now=now)
    assert keys(draft)[-2:] == ["skm-kebersihan-toilet", "facilities"]
    item.refresh_from_db()
    remove_item(item=item, by=None, now=now)
    assert keys(draft) == keys(current_version())
    assert list(BuilderChange.objects.order_by("pk").values_list("what", "number")) == [
        ("Draf dibuat", 2),
        ("Butir ditambah: Kebersihan toilet", 2),
        ("Bunyi diubah: Kebersihan toilet", 2),
        ("Urutan diubah: Kebersihan toilet", 2),
        ("Butir dihapus: Kebersihan toilet", 2),
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["up", "down", "remove"])), max_size=12))
def test_whatever_is_moved_and_removed_the_order_has_no_gaps_and_the_published_version_stands(skm, now, moves):
    published = keys(current_version())
    draft = open_draft(questionnaire=skm, by=None, now=now)
    expected = keys(draft)
    for position, what in moves:
        item = draft.items.filter(position=position).first()
        if item is None:
            continue
        place = position - 1
        if what == "remove":
            remove_item(item=item, by=None, now=now)
            del expected[place]
        else:
            move_item(item=item, up=what == "up", by=None, now=now)
            other = place + (-1 if what == "up" else 1)
            if 0 <= other < len(expected):
                expected[place], expected[other] = expected[other], expected[place]
    assert keys(draft) == expected
    assert list(draft.items.order_by("position").values_list("position", flat=True)) == list(
        range(1, len(expected) + 1)
    )
    assert keys(current_version()) == published
    discard_draft(version=draft, by=None, now=now)


@pytest.mark.parametrize(
    ("wordings", "message"),
    [
        ({"id": NONE}, "Indonesia"),
        ({"id": Wording("?", ("a", "b", "c", ""))}, "Indonesia"),
        ({"id": Wording("?", FOUR), "en": Wording("?", ("", "", "", ""))}, "Inggris"),
        ({"id": Wording("?", FOUR[:3])}, "empat jawaban"),
    ],
)
def test_a_language_is_worded_whole_or_not_at_all_and_indonesian_always(skm, now, wordings, message):
    draft = open_draft(questionnaire=skm, by=None, now=now)
    with pytest.raises(DraftError, match=message):
        word_item(item=draft.items.get(position=1), wordings=wordings, by=None, now=now)


def test_what_is_published_or_thrown_away_takes_no_change(skm, now):
    draft = open_draft(questionnaire=skm, by=None, now=now)
    item = draft.items.get(position=1)
    publish(version=draft, now=now)
    for change in (
        lambda: remove_item(item=item, by=None, now=now),
        lambda: move_item(item=item, up=False, by=None, now=now),
        lambda: add_item(version=draft, element=None, name="Baru", by=None, now=now),
        lambda: discard_draft(version=draft, by=None, now=now),
    ):
        with pytest.raises(DraftError, match="sudah diterbitkan"):
            change()
    newer = open_draft(questionnaire=skm, by=None, now=now)
    discard_draft(version=newer, by=None, now=now)
    with pytest.raises(DraftError, match="dibuang"):
        discard_draft(version=newer, by=None, now=now)
    assert QuestionnaireVersion.objects.current("skm").get() == draft


def test_an_element_is_asked_once_and_something_must_be_chosen(skm, now):
    draft = open_draft(questionnaire=skm, by=None, now=now)
    with pytest.raises(DraftError, match="sudah ditanyakan"):
        add_item(version=draft, element=Element.objects.get(key="time"), name="", by=None, now=now)
    with pytest.raises(DraftError, match="nama unsur baru"):
        add_item(version=draft, element=None, name=" ", by=None, now=now)
    with pytest.raises(DraftError, match="milik kuesioner lain"):
        add_item(version=draft, element=Element.objects.get(key="ipak-gifts"), name="", by=None, now=now)


def test_a_printed_weight_keeps_the_nine_elements_together(skm, now):
    draft = open_draft(questionnaire=skm, by=None, now=now)
    remove_item(item=draft.items.get(position=9), by=None, now=now)
    SurveyRule.objects.update(weight="0.111")
    with pytest.raises(PublishError, match="hanya ada untuk sembilan unsur"):
        publish(version=draft, now=now)
    SurveyRule.objects.update(weight="exact")
    assert publish(version=draft, now=now).item_count == 8


def test_elements_change_places_in_results_but_not_in_answers(skm, now):
    move_element(element=Element.objects.get(key="time"), up=True, by=None, now=now)
    assert list(Element.objects.of("skm").values_list("key", flat=True)[:3]) == ["requirements", "time", "procedure"]
    assert keys(current_version())[:3] == ["requirements", "procedure", "time"]
    move_element(element=Element.objects.get(key="requirements"), up=True, by=None, now=now)
    assert Element.objects.of("skm").first().key == "requirements"
