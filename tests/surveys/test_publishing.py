"""Publishing a version of a questionnaire."""

import pytest

from surveys.models import Element, Item, ItemWording, Questionnaire, QuestionnaireVersion
from surveys.publishing import PublishError, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return QuestionnaireVersion.objects.create(questionnaire=Questionnaire.objects.get(code="skm"), number=2)


def add(draft, position, key, language="id"):
    item = Item.objects.create(version=draft, position=position, element=Element.objects.get(key=key))
    ItemWording.objects.create(item=item, language=language, question="?", labels=["1", "2", "3", "4"])


def test_a_whole_draft_is_published_once_and_becomes_the_current_version(draft, now):
    add(draft, 1, "time")
    add(draft, 2, "cost")
    first = publish(version=draft, now=now)
    assert (first.item_count, first.published_at) == (2, now)
    assert publish(version=draft, now=now).published_at == now
    assert QuestionnaireVersion.objects.current("skm").get() == draft


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([], "belum mempunyai butir"),
        ([(2, "time", "id")], "tanpa lompatan"),
        ([(1, "time", "id"), (3, "cost", "id")], "tanpa lompatan"),
        ([(1, "time", "en")], "bahasa Indonesia"),
    ],
)
def test_a_draft_with_gaps_is_not_published(draft, now, items, message):
    for item in items:
        add(draft, *item)
    with pytest.raises(PublishError, match=message):
        publish(version=draft, now=now)
    draft.refresh_from_db()
    assert draft.published_at is None
