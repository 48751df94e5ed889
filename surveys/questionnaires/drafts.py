"""A draft of a questionnaire: made from the newest version, changed item by item, published or thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Max, Value, When
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.errors import DomainError
from people.models import Account
from surveys.models import Element, Item, ItemWording, Questionnaire, QuestionnaireVersion, SurveyLanguage
from surveys.models.questionnaires import ANSWER_COUNT, MOST_ITEMS
from surveys.questionnaires.trail import Change, note


class DraftError(DomainError):
    """A change of a draft that can't be made; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question and its answers in one language, lowest answer first; all empty: not worded in that language."""

    text: str
    options: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not (self.text or any(self.options))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.text) and all(self.options)


def open_draft(*, questionnaire: Questionnaire, by: Account | None, now: datetime) -> QuestionnaireVersion:
    """The questionnaire's draft: the one there is, or a new copy of its newest version."""
    with transaction.atomic():
        # Two who press at once must get the same draft.
        held = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
        newest: QuestionnaireVersion | None = held.versions.order_by("-number").first()
        if newest and newest.published_at is None:
            return newest
        number = newest.number + 1 if newest else 1
        draft = QuestionnaireVersion.objects.create(questionnaire=held, number=number)
        for item in newest.items.order_by("position").prefetch_related("wordings") if newest else ():
            copy = Item.objects.create(version=draft, position=item.position, element_id=item.element_id)
            ItemWording.objects.bulk_create(
                ItemWording(item=copy, language=one.language, question=one.question, labels=one.labels)
                for one in item.wordings.all()
            )
        note(Change.DRAFTED, of=held, number=number, by=by, now=now)
        return draft


def discard_draft(*, version: QuestionnaireVersion, by: Account | None, now: datetime) -> None:
    """Throw a draft away. Raises DraftError once it is published."""
    with transaction.atomic():
        draft = _held(version)
        draft.items.all().delete()
        draft.delete()
        note(Change.DISCARDED, of=draft.questionnaire, number=draft.number, by=by, now=now)


def add_item(
    *, version: QuestionnaireVersion, element: Element | None, name: str, by: Account | None, now: datetime
) -> Item:
    """Put an element at the draft's end: one of the questionnaire's, or a new one of this `name`.

    Raises DraftError without either, for an element that is asked already, or when the draft is full.
    """
    if element is None and not name.strip():
        raise DraftError(_("Pilih unsur, atau tulis nama unsur baru."))
    with transaction.atomic(), refusing_with(DraftError):
        draft = _held(version)
        if element is None:
            element = new_element(draft.questionnaire, name.strip())
        if draft.items.filter(element=element).exists():
            raise DraftError(_("Unsur ini sudah ditanyakan."))
        count = draft.items.count()
        if count == MOST_ITEMS:
            raise DraftError(_("Paling banyak 60 butir."))
        item = Item.objects.create(version=draft, position=count + 1, element=element)
        note(Change.ADDED, of=draft.questionnaire, number=draft.number, by=by, now=now, name=element.name)
        return item


def remove_item(*, item: Item, by: Account | None, now: datetime) -> None:
    """Take an item out of its draft; those behind it move up. Raises DraftError once the version is published."""
    with transaction.atomic():
        draft = _held(item.version)
        item.delete()
        draft.items.filter(position__gt=item.position).update(position=F("position") - 1)
        note(Change.REMOVED, of=draft.questionnaire, number=draft.number, by=by, now=now, name=item.element.name)


def move_item(*, item: Item, up: bool, by: Account | None, now: datetime) -> None:
    """Change places with the neighbour above or below; at the end nothing happens."""
    with transaction.atomic():
        draft = _held(item.version)
        other = item.position - 1 if up else item.position + 1
        if not draft.items.filter(position=other).exists():
            return
        swapped = Case(When(position=other, then=Value(item.position)), default=Value(other))
        draft.items.filter(position__in=[item.position, other]).update(position=swapped)
        note(Change.MOVED, of=draft.questionnaire, number=draft.number, by=by, now=now, name=item.element.name)


def word_item(*, item: Item, wordings: Mapping[str, Wording], by: Account | None, now: datetime) -> None:
    """Write an item's question and answers; an empty language is taken away.

    Raises DraftError when a language is begun but not whole, or Indonesian is missing.
    """
    check_languages(wordings)
    with transaction.atomic():
        draft = _held(item.version)
        for language, one in wordings.items():
            if len(one.options) != ANSWER_COUNT:
                raise DraftError(_("Setiap pertanyaan mempunyai empat jawaban."))
            values = {"question": one.text, "labels": list(one.options)}
            if one.is_empty:
                item.wordings.filter(language=language).delete()
            else:
                ItemWording.objects.update_or_create(item=item, language=language, defaults=values)
        note(Change.WORDED, of=draft.questionnaire, number=draft.number, by=by, now=now, name=item.element.name)


def check_languages(wordings: Mapping[str, Wording]) -> None:
    """Raise DraftError when a language is begun but not whole, or Indonesian is missing."""
    for language, one in wordings.items():
        if not (one.is_whole or (one.is_empty and language != SurveyLanguage.INDONESIAN)):
            name = SurveyLanguage(language).label
            raise DraftError(_("Lengkapi pertanyaan dan semua jawaban dalam bahasa %(name)s.") % {"name": name})


def move_element(*, element: Element, up: bool, by: Account | None, now: datetime) -> None:
    """Change the order in which figures show a questionnaire's elements; answers are not touched."""
    with transaction.atomic():
        held = Questionnaire.objects.select_for_update(of=("self",)).get(pk=element.questionnaire_id)
        element.refresh_from_db()
        others = held.elements.filter(position__lt=element.position) if up else held.elements
        others = others if up else others.filter(position__gt=element.position)
        other = others.order_by("-position" if up else "position").first()
        if other is None:
            return
        swapped = Case(When(pk=element.pk, then=Value(other.position)), default=Value(element.position))
        Element.objects.filter(pk__in=[element.pk, other.pk]).update(position=swapped)
        note(Change.ELEMENT_MOVED, of=held, by=by, now=now, name=element.name)


def _held(version: QuestionnaireVersion) -> QuestionnaireVersion:
    """The draft under its lock, so that it isn't published while it is changed."""
    versions = QuestionnaireVersion.objects.select_for_update(of=("self",)).select_related("questionnaire")
    draft = versions.filter(pk=version.pk).first()
    if draft is None or draft.published_at:
        raise DraftError(_("Draf ini sudah diterbitkan atau dibuang. Buat draf baru."))
    return draft


def new_element(questionnaire: Questionnaire, name: str) -> Element:
    """Something new that the questionnaire asks about, last in its order."""
    position = (Element.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    key = f"{questionnaire.code}-{slugify(name)}"[:36].rstrip("-")
    if Element.objects.filter(key=key).exists():
        key = f"{key}-{position}"
    return Element.objects.create(
        questionnaire=questionnaire, key=key, name=name[:100], short_name=name[:40], position=position
    )
