"""A unit's raw answers as a table: row by row, without an id, a device or an hour, and readable again by the import."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from documents.spreadsheets import CHUNK, FORMULA_STARTS
from people.models import Unit
from surveys.answers import RESPONDENT_COLUMNS
from surveys.index import ELEMENT_KEYS
from surveys.models import SATISFACTION, Element, Item, RespondentField, RespondentOption, Response, SetAside
from surveys.periods import Span

# Not translated: the import reads them, whoever took the file out in whatever language.
START: Final = ("Tanggal", "Kode layanan", "Layanan", "Cara masuk")
END: Final = ("Saran", "Dihitung")
PERSON: Final = {"sex": "Jenis kelamin", "age_group": "Umur", "education": "Pendidikan", "occupation": "Pekerjaan"}
SEPARATOR: Final = ";"


def answers_of(unit: Unit, span: Span) -> QuerySet[Response]:
    """The satisfaction answers of a unit and period, also those that were set aside, day by day."""
    aside = SetAside.objects.in_force().filter(response=OuterRef("pk"))
    answers = Response.objects.filter(unit=unit, day__range=(span.first, span.last))
    answers = answers.filter(version__questionnaire__code=SATISFACTION).annotate(is_aside=Exists(aside))
    return answers.order_by("day", "pk")


def header() -> list[str]:
    """The headings: elements by name, so that no order has to be known."""
    names = dict(Element.objects.filter(key__in=ELEMENT_KEYS).order_by("position").values_list("key", "short_name"))
    persons = [PERSON[field] for field in RESPONDENT_COLUMNS]
    return [*START, *(names[key] for key in ELEMENT_KEYS), *persons, *END]


def rows(unit: Unit, span: Span) -> Iterator[list[Any]]:
    """One row an answer, in the headings' order; memory stays the same however many there are."""
    places, labels = _places(), _labels()
    columns = ("day", "service__code", "service__name", "channel", "version_id", "scores", "comment", "is_aside")
    found: Any = answers_of(unit, span).values_list(*columns, *RESPONDENT_COLUMNS)
    for day, code, name, channel, version, scores, comment, is_aside, *person in found.iterator(CHUNK):
        answers = [scores[places[version][key]] if key in places[version] else None for key in ELEMENT_KEYS]
        words = [labels.get((field, value), value) for field, value in zip(RESPONDENT_COLUMNS, person, strict=True)]
        start = [day, code or "", name or "", channel]
        yield [*start, *answers, *words, comment, "tidak" if is_aside else "ya"]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(head: Sequence[str], body: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The table as CSV for the city's Excel: UTF-8 with its mark, semicolons; no cell is ever a formula."""
    writer: Any = csv.writer(_Echo(), delimiter=SEPARATOR)
    yield "\ufeff" + writer.writerow(head)
    for row in body:
        yield writer.writerow([_guarded(value) for value in row])


def _guarded(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _places() -> dict[int, dict[str, int]]:
    """For each version, where an element stands among its answers."""
    places: dict[int, dict[str, int]] = {}
    items = Item.objects.filter(version__questionnaire__code=SATISFACTION).order_by("version", "position")
    for version, position, key in items.values_list("version_id", "position", "element__key"):
        places.setdefault(version, {})[str(key)] = position - 1
    return places


def _labels() -> dict[tuple[str, str], str]:
    options = RespondentOption.objects.filter(field__in=RespondentField.values).order_by("pk")
    return {(field, code): label for field, code, label in options.values_list("field", "code", "label")}
