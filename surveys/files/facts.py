"""What an uploaded table is held against: read from the database once a table."""

from collections.abc import Mapping
from datetime import datetime

from pembinaan.base.dates import city_day
from people.models import Unit
from surveys.files.cells import GENERAL_WORDS
from surveys.files.reading import Facts
from surveys.imports import current_version, last_day
from surveys.models import (
    Element,
    Item,
    ItemWording,
    QuestionnaireVersion,
    RespondentField,
    RespondentOption,
    Service,
)
from surveys.periods import Span
from surveys.tables.headings import plain


def facts_of(*, unit: Unit, span: Span, now: datetime) -> Facts:
    """The elements, words, options and services of a unit's survey, and the days of the period up to today.

    Raises AnswerImportError for a period to come and for a unit that had ended before it.
    """
    version = current_version()
    elements = dict(Element.objects.filter(items__version=version).order_by("position").values_list("key", "name"))
    return Facts(
        elements=elements,
        meanings=_meanings(list(elements)),
        options=_options(),
        services=_services(unit),
        first=span.first,
        last=last_day(unit, span, now),
        today=city_day(now),
        period=span.label,
    )


def keys_in_order(version: QuestionnaireVersion) -> list[str]:
    """The elements' keys in the order of the version's answers."""
    keys = Item.objects.filter(version=version).order_by("position").values_list("element__key", flat=True)
    return [str(key) for key in keys]


def _meanings(keys: list[str]) -> dict[str, dict[str, int]]:
    """Every label that was ever published for an element, in each language, and the general four."""
    meanings: dict[str, dict[str, int]] = {key: dict(GENERAL_WORDS) for key in keys}
    published = ItemWording.objects.filter(item__version__published_at__isnull=False, item__element__key__in=keys)
    rows = published.order_by("item__version__published_at", "pk").values_list("item__element__key", "labels")
    for key, labels in rows:
        meanings[str(key)] |= {plain(label): score for score, label in enumerate(labels, start=1)}
    return meanings


def _options() -> dict[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {field: {} for field in RespondentField.values}
    for option in RespondentOption.objects.order_by("pk"):
        for word in (option.code, option.label, option.label_en):
            found[option.field][plain(word)] = option.code
    return dict(found)


def _services(unit: Unit) -> dict[str, int]:
    rows = list(Service.objects.filter(unit=unit).order_by("-starts_on").values_list("pk", "code", "name"))
    return {plain(name): key for key, _code, name in rows} | {plain(code): key for key, code, _name in rows}
