"""Versions of questionnaires and units' own questions for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime

from people.models import Unit
from surveys.models import (
    Element,
    Item,
    ItemWording,
    OwnQuestion,
    OwnVersion,
    OwnWording,
    Questionnaire,
    QuestionnaireVersion,
)


def make_version(code: str = "skm", keys: Sequence[str] = ("time", "cost")) -> QuestionnaireVersion:
    """A published version of a questionnaire, newer than those before, asking about these elements in this order."""
    questionnaire = Questionnaire.objects.get(code=code)
    version = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        number=questionnaire.versions.count() + 1,
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
        item_count=len(keys),
    )
    for position, key in enumerate(keys, start=1):
        item = Item.objects.create(version=version, position=position, element=Element.objects.get(key=key))
        labels = ["Satu", "Dua", "Tiga", "Empat"]
        ItemWording.objects.create(item=item, language="id", question=f"Bagaimana {key}?", labels=labels)
    return version


OWN = (
    ("choice", "Dari mana Anda tahu layanan ini?", ["Tetangga", "Media sosial", "Poster"]),
    ("scale", "Seberapa nyaman ruang tunggu?", ["Tidak nyaman", "Kurang nyaman", "Nyaman", "Sangat nyaman"]),
    ("text", "Layanan apa yang belum ada?", []),
)


def make_own_version(
    unit: Unit, questions: Sequence[tuple[str, str, list[str]]] = OWN, *, published: bool = True
) -> OwnVersion:
    """The next version of a unit's own questions: kind, Indonesian text, and answers of each."""
    version = OwnVersion.objects.create(unit=unit, number=OwnVersion.objects.filter(unit=unit).count() + 1)
    for position, (kind, text, options) in enumerate(questions, start=1):
        question = OwnQuestion.objects.create(version=version, position=position, kind=kind, option_count=len(options))
        OwnWording.objects.create(question=question, language="id", text=text, options=options)
    if published:
        version.published_at, version.published_unit = datetime(2026, 1, 1, tzinfo=UTC), unit
        version.save()
    return version
