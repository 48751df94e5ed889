"""The uploaded table as lines: a number each, or what is wrong with it. No database."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.base.errors import DomainError
from pembinaan.base.spreadsheets import Sheet, read_rows
from pembinaan.base.workbooks import hidden_cells, refuse_macros
from people.imports.table import Column
from people.numbers import LENGTH, plain

NUMBER, NAME = "nip", "nama"
COLUMNS = (
    Column(
        NUMBER,
        ("nip_/_ni_pppk", "nip/ni_pppk", "ni_pppk", "nomor", "nomor_induk", "nip_baru", "nomor_induk_pegawai"),
        required=True,
        help=gettext_lazy("NIP atau NI PPPK, 18 angka, sel berformat teks."),
        example="198609262015051001",
    ),
    Column(
        NAME,
        ("nama_pegawai", "nama_lengkap"),
        help=gettext_lazy("Boleh kosong. Bila diisi, dibandingkan dengan data."),
        example="Siti Nurhaliza",
    ),
)
MAX_ROWS = 5000
# Above the table there may be a title, a date, an empty line.
LINES_ABOVE_HEADER = 15
_APOSTROPHES = "'`‘’"  # typed before a number so that Excel leaves it alone
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")


class RosterError(DomainError):
    """The list is not taken, or not applied."""


@dataclass(frozen=True)
class Line:
    """One row of the file: its number in it, the employee's number and name as written, or what is wrong."""

    row: int
    number: str
    name: str = ""
    problem: str = ""


def read_lines(content: bytes, filename: str) -> list[Line]:
    """Read an uploaded XLSX or CSV into lines, in the order of the file.

    Raises:
        SpreadsheetError, WorkbookError: the file cannot be read, is empty or too large, or has macros.
        RosterError: no column of numbers, or no row below it.
    """
    packed = content.startswith(b"PK\x03\x04")
    if packed and zipfile.is_zipfile(_stream(content)):
        refuse_macros(content)
    sheet = read_rows(content, filename, max_rows=MAX_ROWS + LINES_ABOVE_HEADER, wide=True)
    header_row, number_place, name_place = _places(sheet)
    hidden = _hidden(content, number_place) if packed else {}
    damaged = {cell.row: cell.message for cell in sheet.refused_cells if cell.place == number_place}
    lines = [
        _line(row.number, _cell(row.cells, number_place), _cell(row.cells, name_place), damaged, hidden)
        for row in sheet.rows
        if row.number > header_row
    ]
    known = {line.row for line in lines}
    lost = [Line(row, "", problem=why) for row, why in hidden.items() if row > header_row and row not in known]
    if not lines and not lost:
        raise RosterError(_("Tidak ada baris di bawah judul kolom. Isi satu NIP pada setiap baris."))
    if len(lines) > MAX_ROWS:
        raise RosterError(_("Berkas berisi lebih dari %(limit)s baris. Bagi menjadi beberapa.") % {"limit": MAX_ROWS})
    return sorted([*lines, *lost], key=lambda line: line.row)


def _stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def _places(sheet: Sheet) -> tuple[int, int, int | None]:
    """The header's row in the file, and the places of number and name in it."""
    candidates = [(sheet.header_row, sheet.header), *((row.number, row.cells) for row in sheet.rows)]
    for row, cells in candidates[:LINES_ABOVE_HEADER]:
        numbers = _found(cells, COLUMNS[0])
        if len(numbers) > 1:
            raise RosterError(_("Kolom NIP ada dua kali. Hapus salah satunya."))
        if numbers:
            names = _found(cells, COLUMNS[1])
            return row, numbers[0], names[0] if names else None
    raise RosterError(
        _("Tidak ada kolom berjudul “NIP”. Unduh tabel kosong, atau beri judul itu pada kolom nomor pegawai.")
    )


def _found(cells: Iterable[str], column: Column) -> list[int]:
    names = {column.name, *column.aliases}
    return [place for place, text in enumerate(cells) if "_".join(text.casefold().split()) in names]


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _line(row: int, written: str, name: str, damaged: dict[int, str], hidden: dict[int, str]) -> Line:
    if row in damaged:
        return Line(row, "", name, damaged[row])
    number = plain(written.strip().lstrip(_APOSTROPHES))
    if not written and row in hidden:
        return Line(row, "", name, hidden[row])
    return Line(row, number, name, _problem(written, number))


def _problem(written: str, number: str) -> str:
    if not written:
        return _("NIP belum diisi.")
    if _DATE.fullmatch(written.strip().lstrip(_APOSTROPHES)):
        return _("“%(text)s” adalah tanggal, bukan NIP.") % {"text": written[:30]}
    if written.startswith(("=", "+", "@")):
        return _("Ini rumus, bukan NIP. Tempel sebagai nilai.")
    if not (number.isascii() and number.isdigit()):
        return _("“%(text)s” bukan NIP. NIP hanya berisi angka.") % {"text": written[:30]}
    if len(number) != LENGTH:
        return _("NIP terdiri atas 18 angka; yang tertulis %(count)d angka.") % {"count": len(number)}
    return ""


def _hidden(content: bytes, place: int) -> dict[int, str]:
    """Rows whose cell of numbers is covered by a merged one or is a formula without result, each with why."""
    try:
        return {cell.row: cell.message for cell in hidden_cells(content) if cell.column == place + 1}
    except (KeyError, ValueError, ParseError):
        return {}
