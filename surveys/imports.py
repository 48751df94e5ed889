"""Taking in a file of raw answers: all rows or none, and the same file never twice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Unit
from surveys.index import ELEMENT_KEYS
from surveys.models import Channel, ElementOrder, ImportedFile, Item, QuestionnaireVersion, Response
from surveys.periods import Span, ensure_period
from surveys.tables.faults import TableError
from surveys.tables.headings import code_number
from surveys.tables.reading import table_of
from surveys.tables.table import Table

QUESTIONNAIRE: Final = "skm"
NAMESPACE: Final = UUID("6c1f5b0e-6a0c-4d59-9b64-5d1b7f0c2a11")
ORDERS: Final = {
    ElementOrder.REGULATION: ELEMENT_KEYS,
    ElementOrder.FACILITIES_FIRST: (*ELEMENT_KEYS[:7], "facilities", "complaints"),
}


class AnswerImportError(DomainError):
    """A file that can't be taken in; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in, and what the reader of the file should know."""

    file: ImportedFile
    notices: tuple[str, ...]


def import_answers(
    *, file_name: str, content: bytes, unit: Unit, period: Span, order: ElementOrder | None, now: datetime
) -> Imported:
    """Take in the raw answers of a unit and period from a CSV or XLSX file.

    The file says no days: its answers are spread evenly over the period's days up to today, in the file's order.
    Raises AnswerImportError for a faulty table, a recap, an unknown order of elements, a period to come, a unit that
    had already ended, or a file that was taken in before.
    """
    last = last_day(unit, period, now)
    try:
        table = table_of(file_name, content)
    except TableError as error:
        raise AnswerImportError(str(error)) from error
    version = current_version()
    columns, known_order = _columns(table, version, order)
    with transaction.atomic(), refusing_with(AnswerImportError):
        file = ImportedFile.objects.create(
            digest=hashlib.sha256(content).hexdigest(),
            name=file_name[-200:],
            unit=unit,
            period=ensure_period(period),
            element_order=known_order,
            row_count=len(table.answers),
            imported_at=now,
        )
        Response.objects.bulk_create(
            _responses(table, file, version, columns, spread(period.first, last, len(table.answers))), batch_size=2_000
        )
    return Imported(file, table.notices)


def last_day(unit: Unit, period: Span, now: datetime) -> date:
    """The last day on which answers of a period can have been given.

    Raises AnswerImportError for a period to come and for a unit that had ended before it.
    """
    if period.first > city_day(now):
        raise AnswerImportError(_("%(period)s belum dimulai.") % {"period": period.label})
    if unit.ends_on and unit.ends_on < period.first:
        raise AnswerImportError(
            _("%(unit)s sudah berakhir sebelum %(period)s. Pilih unit penerusnya.")
            % {"unit": unit.name, "period": period.label}
        )
    return min(period.last, city_day(now), unit.ends_on or period.last)


def current_version() -> QuestionnaireVersion:
    """The version under which a file's answers are stored; raises AnswerImportError when there is none."""
    version = QuestionnaireVersion.objects.current(QUESTIONNAIRE).first()
    if version is None:
        raise AnswerImportError(_("Belum ada kuesioner yang diterbitkan."))
    return version


def _columns(table: Table, version: QuestionnaireVersion, order: ElementOrder | None) -> tuple[list[int], ElementOrder]:
    """For each item of the version, which column of the table answers it; and by which order that is known."""
    if not table.answers:
        raise AnswerImportError(_("Berkas ini rekap per unsur. Yang dapat dimasukkan hanya jawaban per responden."))
    keys, known_order = _keys(table, order)
    wanted = list(Item.objects.filter(version=version).order_by("position").values_list("element__key", flat=True))
    if sorted(keys) != sorted(wanted):
        raise AnswerImportError(
            _("Berkas memuat %(found)d unsur; kuesioner memerlukan tepat %(wanted)d unsur yang dikenal.")
            % {"found": len(keys), "wanted": len(wanted)}
        )
    return [keys.index(key) for key in wanted], known_order


def _keys(table: Table, order: ElementOrder | None) -> tuple[list[str], ElementOrder]:
    numbers = [code_number(label) for label in table.labels]
    if not all(numbers):
        return list(table.labels), ElementOrder.NAMED
    if order not in ORDERS:
        raise AnswerImportError(
            _(
                "Judul kolom hanya U1, U2, … dan tidak menyebut unsur. Sebutkan urutannya: --order regulation bila U8 "
                "pengaduan dan U9 sarana, --order facilities-first bila U8 sarana dan U9 pengaduan."
            )
        )
    keys = ORDERS[order]
    return [keys[number - 1] if number and number <= len(keys) else f"U{number}" for number in numbers], order


def _responses(
    table: Table, file: ImportedFile, version: QuestionnaireVersion, columns: Sequence[int], days: Sequence[date]
) -> list[Response]:
    noon = time(12)
    zone = ZoneInfo(settings.TIME_ZONE)
    return [
        Response(
            unit_id=file.unit_id,
            version=version,
            item_count=len(columns),
            scores=[answer.scores[column] for column in columns],
            channel=Channel.IMPORT,
            submitted_at=datetime.combine(day, noon, zone),
            day=day,
            client_id=uuid5(NAMESPACE, f"{file.digest}:{number}"),
            imported_file=file,
        )
        for number, (answer, day) in enumerate(zip(table.answers, days, strict=True))
    ]


def spread(first: date, last: date, count: int) -> list[date]:
    """`count` days, in order, evenly over `first`..`last`."""
    length = (last - first).days + 1
    return [first + timedelta(days=number * length // count) for number in range(count)]
