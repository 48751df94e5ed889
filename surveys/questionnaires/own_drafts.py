"""A unit's own questions: a draft from the newest version, changed question by question, published for good."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from people.models import Account, Unit
from surveys.models import OwnQuestion, OwnVersion, OwnWording, QuestionKind, SurveyLanguage
from surveys.models.own_questions import MOST_QUESTIONS
from surveys.questionnaires.drafts import DraftError, Wording, check_languages
from surveys.questionnaires.trail import Change, note


def open_own_draft(*, unit: Unit, by: Account | None, now: datetime) -> OwnVersion:
    """The unit's draft: the one there is, or a new copy of its newest version."""
    with transaction.atomic():
        # Two who press at once must get the same draft.
        Unit.objects.without_tree_fields().select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
        newest = OwnVersion.objects.filter(unit=unit).order_by("-number").first()
        if newest and newest.published_at is None:
            return newest
        number = newest.number + 1 if newest else 1
        draft = OwnVersion.objects.create(unit=unit, number=number)
        for old in newest.questions.order_by("position").prefetch_related("wordings") if newest else ():
            copy = OwnQuestion.objects.create(
                version=draft, position=old.position, kind=old.kind, option_count=old.option_count
            )
            OwnWording.objects.bulk_create(
                OwnWording(question=copy, language=one.language, text=one.text, options=one.options)
                for one in old.wordings.all()
            )
        note(Change.DRAFTED, of=unit, number=number, by=by, now=now)
        return draft


def discard_own_draft(*, version: OwnVersion, by: Account | None, now: datetime) -> None:
    """Throw a draft away. Raises DraftError once it is published."""
    with transaction.atomic():
        draft = _held(version)
        draft.questions.all().delete()
        draft.delete()
        note(Change.DISCARDED, of=draft.unit, number=draft.number, by=by, now=now)


def put_question(
    *,
    version: OwnVersion,
    position: int | None,
    kind: QuestionKind,
    wordings: Mapping[str, Wording],
    by: Account | None,
    now: datetime,
) -> OwnQuestion:
    """Write the question at a position anew, or add one at the end (None).

    Raises DraftError when a language is begun but not whole, Indonesian is missing, the languages differ in how many
    answers they offer, the kind doesn't go with them, or there are ten questions already.
    """
    check_languages(wordings)
    worded = {language: one for language, one in wordings.items() if not one.is_empty}
    option_count = len(worded[SurveyLanguage.INDONESIAN].options)
    if any(len(one.options) != option_count for one in worded.values()):
        raise DraftError(_("Banyaknya pilihan harus sama dalam setiap bahasa."))
    with transaction.atomic(), refusing_with(DraftError):
        draft = _held(version)
        if position is None and draft.questions.count() == MOST_QUESTIONS:
            raise DraftError(_("Paling banyak sepuluh pertanyaan sendiri, supaya warga tidak bosan."))
        place = position or draft.questions.count() + 1
        draft.questions.filter(position=place).delete()
        question = OwnQuestion.objects.create(version=draft, position=place, kind=kind, option_count=option_count)
        for language, one in worded.items():
            OwnWording.objects.create(question=question, language=language, text=one.text, options=list(one.options))
        what = Change.ADDED if position is None else Change.WORDED
        name = worded[SurveyLanguage.INDONESIAN].text
        note(what, of=draft.unit, number=draft.number, by=by, now=now, name=name)
        return question


def remove_question(*, question: OwnQuestion, by: Account | None, now: datetime) -> None:
    """Take a question out of its draft; those behind it move up."""
    with transaction.atomic():
        draft = _held(question.version)
        name = text_of(question)
        question.delete()
        draft.questions.filter(position__gt=question.position).update(position=F("position") - 1)
        note(Change.REMOVED, of=draft.unit, number=draft.number, by=by, now=now, name=name)


def move_question(*, question: OwnQuestion, up: bool, by: Account | None, now: datetime) -> None:
    """Change places with the neighbour above or below; at the end nothing happens."""
    with transaction.atomic():
        draft = _held(question.version)
        other = question.position - 1 if up else question.position + 1
        if not draft.questions.filter(position=other).exists():
            return
        swapped = Case(When(position=other, then=Value(question.position)), default=Value(other))
        draft.questions.filter(position__in=[question.position, other]).update(position=swapped)
        note(Change.MOVED, of=draft.unit, number=draft.number, by=by, now=now, name=text_of(question))


def publish_own(*, version: OwnVersion, by: Account | None, now: datetime) -> OwnVersion:
    """Publish a draft: from now on the unit's survey asks this, or nothing when it has no question.

    A published version stays as it is: pressing twice publishes once. Raises DraftError when it was thrown away.
    """
    with transaction.atomic():
        held = OwnVersion.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=version.pk).first()
        if held is None:
            raise DraftError(_("Draf ini sudah diterbitkan atau dibuang. Buat draf baru."))
        if held.published_at:
            return held
        held.published_at, held.published_unit = now, held.unit
        held.save(update_fields=["published_at", "published_unit"])
        note(Change.PUBLISHED, of=held.unit, number=held.number, by=by, now=now)
        return held


def text_of(question: OwnQuestion) -> str:
    """A question's Indonesian text."""
    wording = question.wordings.filter(language=SurveyLanguage.INDONESIAN).first()
    return wording.text if wording else ""


def _held(version: OwnVersion) -> OwnVersion:
    """The draft under its lock, so that it isn't published while it is changed."""
    versions = OwnVersion.objects.select_for_update(of=("self",)).select_related("unit")
    draft = versions.filter(pk=version.pk).first()
    if draft is None or draft.published_at:
        raise DraftError(_("Draf ini sudah diterbitkan atau dibuang. Buat draf baru."))
    return draft
