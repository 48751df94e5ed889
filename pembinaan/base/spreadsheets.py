"""Tables that people upload, XLSX or CSV, read into rows of strings within fixed limits.

Whatever the program that saved the file, a cell arrives as a person sees it: dates as
2026-03-09, whole numbers without a decimal point, decimals with a point, booleans as true/false.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pembinaan.base.errors import DomainError

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
# A sheet may be formatted far below its table; reading a million empty rows would take half a minute.
MAX_EMPTY_ROWS = 5_000
# A number cell keeps 15 digits; what stood behind them is gone when the file was saved.
DIGITS_A_NUMBER_KEEPS = 15
DELIMITERS = ",;\t"
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+1[5-9]", re.IGNORECASE)


class SpreadsheetError(DomainError):
    """The file as a whole cannot be read."""


@dataclass(frozen=True)
class Row:
    """One line of the table; `number` is the line in the file that the person sees."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class RefusedCell:
    """A cell that cannot be trusted; its text in the row is empty."""

    row: int
    column: str
    message: str
    place: int = 0


@dataclass
class Sheet:
    """The first sheet of a file: a header and the rows below it, each as wide as the header (or as written)."""

    header: list[str]
    header_row: int = 0
    rows: list[Row] = field(default_factory=list)
    refused_cells: list[RefusedCell] = field(default_factory=list)


def read_rows(content: bytes, filename: str, *, max_rows: int = MAX_ROWS, wide: bool = False) -> Sheet:
    """Read the first sheet of an XLSX or CSV file; the first line that is not empty is the header.

    `wide` keeps cells beyond the header: for tables below a title.

    Raises:
        SpreadsheetError: not such a file, empty, or larger than the limits.
    """
    if not content.strip():
        raise SpreadsheetError(_("Berkas %(name)s kosong.") % {"name": filename})
    if len(content) > MAX_BYTES:
        raise SpreadsheetError(_("Berkas %(name)s lebih dari 10 MB. Bagi menjadi beberapa.") % {"name": filename})
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SpreadsheetError(
            _("Berkas %(name)s berformat Excel lama (.xls). Simpan ulang sebagai .xlsx.") % {"name": filename}
        )
    lines = _xlsx_lines(content) if content.startswith(b"PK\x03\x04") else _csv_lines(content)
    sheet = _sheet(lines, max_rows, wide=wide)
    if not sheet.header:
        raise SpreadsheetError(_("Berkas %(name)s tidak berisi tabel.") % {"name": filename})
    return sheet


def _sheet(lines: Iterable[tuple[int, list[Any]]], max_rows: int, *, wide: bool) -> Sheet:
    sheet, last = Sheet(header=[]), 0
    for number, values in lines:
        if not any(value is not None and str(value).strip() for value in values):
            if number - last > MAX_EMPTY_ROWS:
                raise SpreadsheetError(
                    _("Di bawah baris %(row)s ada ribuan baris kosong. Hapus baris kosong itu, lalu simpan ulang.")
                    % {"row": last}
                )
            continue
        last = number
        if not sheet.header:
            sheet.header, sheet.header_row = _header(values), number
        elif len(sheet.rows) == max_rows:
            raise SpreadsheetError(
                _("Berkas berisi lebih dari %(limit)s baris. Bagi menjadi beberapa.") % {"limit": max_rows}
            )
        else:
            sheet.rows.append(_row(sheet, number, values[:MAX_COLUMNS] if wide else values, wide=wide))
    return sheet


def _header(values: list[Any]) -> list[str]:
    names = [str(value if value is not None else "").strip() for value in values]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise SpreadsheetError(
            _("Tabel mempunyai lebih dari %(limit)s kolom. Hapus kolom yang tidak perlu.") % {"limit": MAX_COLUMNS}
        )
    return names


def _row(sheet: Sheet, number: int, values: list[Any], *, wide: bool) -> Row:
    cells: list[str] = []
    header = [*sheet.header, *([""] * (len(values) - len(sheet.header)))] if wide else sheet.header
    for place, (column, value) in enumerate(zip(header, [*values, *([None] * len(header))], strict=False)):
        if _has_lost_digits(value):
            sheet.refused_cells.append(RefusedCell(number, column, _lost_digits_message(), place))
            cells.append("")
        else:
            cells.append(_text(value))
    return Row(number, cells)


def _lost_digits_message() -> str:
    return _(
        "Angka panjang ini disimpan sebagai bilangan, sehingga angka di belakangnya hilang. "
        "Ubah format kolom menjadi Teks, lalu ketik ulang nomornya."
    )


def _has_lost_digits(value: Any) -> bool:
    """Whether a long number went through a floating-point number, which keeps 15 digits."""
    if isinstance(value, str):
        return _SCIENTIFIC.fullmatch(value.strip()) is not None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if abs(value) < 10**DIGITS_A_NUMBER_KEEPS:
        return False
    # A long integer that no float can equal was written whole by a program, not by hand.
    return isinstance(value, float) or int(float(value)) == value


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()


def _xlsx_lines(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    try:
        _check_unpacked_size(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for number, values in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield number, list(values)
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError, OSError) as error:
        raise SpreadsheetError(
            _("Berkas ini rusak atau bukan buku kerja Excel. Buka di Excel, lalu simpan ulang sebagai .xlsx.")
        ) from error


def _check_unpacked_size(content: bytes) -> None:
    # zipfile never unpacks more than the size an entry states, so the stated sizes bound the work.
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        raise SpreadsheetError(_("Isi berkas ini terlalu besar setelah dibuka. Bagi menjadi beberapa."))


def _csv_lines(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    text = _decoded(content)
    hint, _newline, rest = text.partition("\n")
    delimiter, skipped = _delimiter(hint), 0
    if hint.strip().lower().startswith("sep="):
        delimiter, text, skipped = hint.strip()[4:5] or delimiter, rest, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for values in reader:
            yield reader.line_num + skipped, list(values)
    except csv.Error as error:
        raise SpreadsheetError(
            _("Baris %(line)s tidak dapat dibaca. Periksa tanda kutipnya.") % {"line": reader.line_num + skipped}
        ) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise SpreadsheetError(_("Berkas ini bukan XLSX atau CSV. Simpan tabelnya sebagai .xlsx atau .csv."))
    return text


def _delimiter(first_line: str) -> str:
    outside_quotes = re.sub(r'"[^"]*"', "", first_line)
    return max(DELIMITERS, key=outside_quotes.count)
