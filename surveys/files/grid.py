"""An uploaded table as a grid: a heading for each column and a line for each respondent, whichever way it lies.

Nothing is understood here: cells are texts, and a cell that can't be trusted (a formula, a merged one) is marked. No
database.
"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from surveys.tables.faults import Fault, TableError
from surveys.tables.headings import element_key
from surveys.tables.layout import find_layout, is_numbering
from surveys.tables.numbers import readings
from surveys.tables.sheets import ZIP_START, Row, Sheet, sheets_of

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 100
ROWS_ABOVE_HEADING: Final = 15
LEAST_HEADINGS: Final = 9
MOST_BASES: Final = 4
FORMULA: Final = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[ >/]')
CODED: Final = re.compile(r"(?:u|unsur|p|q|x|pertanyaan|soal|butir)[\s.\-_]*0?\d{1,2}", re.IGNORECASE)
MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')

FORMULA_MARK: Final = "rumus, bukan angka yang diketik; salin lalu tempel sebagai nilai"
MERGED_MARK: Final = "sel digabung; pisahkan selnya, lalu isi setiap barisnya"
RECAP: Final = "rekap per unsur; yang dapat dimasukkan hanya jawaban per responden"
NO_HEADINGS: Final = "tidak ditemukan baris judul kolom; beri judul pada setiap kolom, satu responden setiap baris"
Marks = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One respondent: its place in the file (a row's number, or a column counted from 0) and its cells."""

    place: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text of a column, empty beyond the line's end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: `columns` are the places of its columns in the file, `numbering` lines only number them."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    columns: tuple[int, ...]
    is_down: bool = False
    marks: Marks = field(default_factory=dict)
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def line_place(self, line: Line) -> str:
        """How messages name a respondent's line."""
        return f"kolom {get_column_letter(line.place + 1)}" if self.is_down else f"baris {line.place}"

    def column_place(self, column: int) -> str:
        """How messages name a column: its heading and where it stands."""
        place = self.columns[column]
        where = f"baris {place}" if self.is_down else get_column_letter(place + 1)
        heading = self.headings[column]
        return f"{heading} ({where})" if heading else where

    def mark(self, line: Line, column: int) -> str:
        """Why a cell can't be trusted; empty when it can."""
        row, place = (self.columns[column], line.place) if self.is_down else (line.place, self.columns[column])
        return self.marks.get((row, place), "")


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was opened: its digest, and each sheet's possible readings (one a separator) with its marks."""

    file: str
    digest: str
    sheets: tuple[tuple[tuple[Sheet, ...], Marks], ...]


def open_book(file: str, content: bytes) -> Book:
    """Open a CSV or XLSX file; raises TableError when it isn't one, or is too large."""
    if len(content) > MOST_BYTES:
        raise TableError(file, [Fault("lebih dari 10 MB; bagi menjadi beberapa berkas")])
    if content.startswith(ZIP_START):
        _refuse_bombs(file, content)
    found = sheets_of(file, content)
    marks = _marks_by_sheet(content) if content.startswith(ZIP_START) else {}
    sheets = tuple((tuple(one), marks.get(one[0].name, {})) for one in found if any(each.rows for each in one))
    if not sheets:
        raise TableError(file, [Fault("tidak berisi tabel")])
    if max(len(sheet.rows) for one, _marks in sheets for sheet in one) > MOST_ROWS:
        raise TableError(file, [Fault("lebih dari 20.000 baris; bagi menjadi beberapa berkas")])
    return Book(file, sha256(content).hexdigest(), sheets)


def packed(book: Book) -> bytes:
    """The book's texts, small enough to keep in a row and quick to read again."""
    sheets = [
        [
            [[sheet.name, [[row.number, row.cells] for row in sheet.rows]] for sheet in readings_of],
            [[row, column, reason] for (row, column), reason in marks.items()],
        ]
        for readings_of, marks in book.sheets
    ]
    return zlib.compress(json.dumps([book.file, book.digest, sheets], ensure_ascii=False).encode())


def unpacked(content: bytes) -> Book:
    """What `packed` kept."""
    file, digest, sheets = json.loads(zlib.decompress(content))
    return Book(file, digest, tuple((tuple(_sheets(file, one)), _marks(marks)) for one, marks in sheets))


def grid_of(book: Book, *, sheet: str = "", is_down: bool | None = None) -> Grid:
    """The table of a book: of the sheet that is named, or the first that looks like raw answers.

    Raises TableError for a recap and when no row looks like headings.
    """
    names = tuple(readings_of[0].name for readings_of, _marks in book.sheets)
    chosen = [one for one in book.sheets if one[0][0].name == sheet] or list(book.sheets)
    for readings_of, marks in chosen:
        found = [grid for one in readings_of for grid in _grids(one, marks, is_down=is_down)]
        if found:
            best = max(found, key=lambda grid: (_known(grid), sum(map(bool, grid.headings))))
            return Grid(best.headings, best.lines, best.columns, best.is_down, best.marks, best.sheet, names)
    if any(_is_recap(one) for readings_of, _marks in chosen for one in readings_of):
        raise TableError(book.file, [Fault("rekap per unsur; yang dapat dimasukkan hanya jawaban per responden")])
    raise TableError(
        book.file,
        [Fault("tidak ditemukan baris judul kolom; beri judul pada setiap kolom, satu responden setiap baris")],
    )


def _grids(sheet: Sheet, marks: Marks, *, is_down: bool | None) -> Iterator[Grid]:
    """Both ways in which a sheet can lie, unless one is stated."""
    across = None if is_down else _across(sheet, marks)
    if across:
        yield across
    down = None if is_down is False or _is_recap(sheet) else _down(sheet, marks)
    if down and (is_down or _known(down) > 1):
        yield down


def _across(sheet: Sheet, marks: Marks) -> Grid | None:
    position = _heading_position(sheet)
    if position is None:
        return None
    heading = sheet.rows[position]
    lines = [
        Line(row.number, row.cells)
        for place, row in enumerate(sheet.rows[position + 1 :])
        if not (place == 0 and is_numbering(row))
    ]
    width = min(max(len(row.cells) for row in sheet.rows[position:]), MOST_COLUMNS)
    headings = tuple(heading.cell(column) for column in range(width))
    return Grid(headings, tuple(lines), tuple(range(width)), marks=marks, sheet=sheet.name)


def _down(sheet: Sheet, marks: Marks) -> Grid | None:
    width = min(max(len(row.cells) for row in sheet.rows), MOST_ROWS)
    turned = tuple(Row(column, tuple(row.cell(column) for row in sheet.rows)) for column in range(width))
    turned_sheet = Sheet(sheet.file, turned, sheet.remarks, sheet.name)
    position = _heading_position(turned_sheet)
    if position is None:
        return None
    places = tuple(row.number for row in sheet.rows)
    lines = tuple(Line(row.number, row.cells) for row in turned[position + 1 :] if not row.is_blank)
    return Grid(turned[position].cells, lines, places, is_down=True, marks=marks, sheet=sheet.name)


def _heading_position(sheet: Sheet) -> int | None:
    layout = find_layout(sheet)
    if layout and layout.is_across:
        return sheet.rows.index(layout.heading)
    for position, row in enumerate(sheet.rows[:ROWS_ABOVE_HEADING]):
        texts = [cell for cell in row.cells if cell and not readings(cell)]
        if len(texts) >= LEAST_HEADINGS and len(set(texts)) == len(texts):
            return position
    return None


def _is_recap(sheet: Sheet) -> bool:
    layout = find_layout(sheet)
    if layout is None or layout.is_across:
        return False
    numbered = [cell for cell in layout.heading.cells if cell.strip("()").isdigit()]
    return not (layout.answer_counts and len(numbered) > MOST_BASES)


def _known(grid: Grid) -> int:
    """How surely the headings are those of answers: names of elements weigh more than codes."""
    named = {element_key(heading) for heading in grid.headings} - {None}
    return 10 * len(named) + sum(1 for heading in grid.headings if CODED.fullmatch(heading.strip()))


def _sheets(file: str, kept: Sequence[Any]) -> Iterator[Sheet]:
    for name, rows in kept:
        yield Sheet(file, tuple(Row(number, tuple(cells)) for number, cells in rows), {}, name)


def _marks(kept: Sequence[Any]) -> Marks:
    return {(row, column): reason for row, column, reason in kept}


def _refuse_bombs(file: str, content: bytes) -> None:
    # zipfile never unpacks more than the size an entry states, so the stated sizes bound the work.
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise TableError(file, [Fault("bukan berkas .xlsx yang utuh; simpan ulang lalu coba lagi")]) from error
    if size > MOST_UNPACKED:
        raise TableError(file, [Fault("terlalu besar setelah dibuka; bagi menjadi beberapa berkas")])


def _marks_by_sheet(content: bytes) -> dict[str, Marks]:
    """Formulas and covered cells, from the sheets' own XML: the values alone don't tell them."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    paths = {sheet.title: getattr(sheet, "_worksheet_path", "") for sheet in book.worksheets}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: dict(_marked(archive.read(path.lstrip("/")))) for name, path in paths.items() if path}


def _marked(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for letters, number in FORMULA.findall(xml):
        left, *_rest = range_boundaries(f"{letters.decode()}{number.decode()}")
        yield (int(number), (left or 1) - 1), FORMULA_MARK
    for merged in MERGED.findall(xml):
        left, top, right, bottom = range_boundaries(merged.decode())
        for row in range(top or 1, min(bottom or 1, MOST_ROWS) + 1):
            for column in range(left or 1, (right or 1) + 1):
                yield (row, column - 1), MERGED_MARK
