"""Files as rows of text: CSV in any usual separator and encoding, XLSX sheet by sheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from surveys.tables.faults import Fault, TableError

SEPARATORS: Final = (";", "\t", "|", ",")
EXCEL_ENDINGS: Final = (".xlsx", ".xlsm")
ZIP_START: Final = b"PK\x03\x04"
OLD_EXCEL_START: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the file counts it, and its cells as trimmed text."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text of a column, empty beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table that hold something, and the remarks (`# key: value`) above them."""

    file: str
    rows: tuple[Row, ...]
    remarks: dict[str, str] = field(default_factory=dict)
    name: str = ""

    def fail(self, reason: str, row: int | None = None, column: str = "") -> TableError:
        """An error about one place of this sheet."""
        return TableError(self.file, [Fault(reason, row, column)])

    def column_name(self, column: int, heading: str = "") -> str:
        """How messages name a column: its heading and its letter, like `U3 (D)`."""
        letter = get_column_letter(column + 1)
        return f"{heading} ({letter})" if heading else letter


def read_sheets(path: Path) -> list[list[Sheet]]:
    """The file's tables, each as a list of possible readings (one a separator).

    Raises TableError when the file can't be opened or holds nothing.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError(str(path), [Fault(f"tidak dapat dibuka ({error.strerror})")]) from error
    return sheets_of(str(path), content)


def sheets_of(file: str, content: bytes) -> list[list[Sheet]]:
    """Like `read_sheets`, for the content of an uploaded file."""
    if content.startswith(OLD_EXCEL_START):
        reason = "berkas Excel lama atau bersandi; simpan ulang sebagai .xlsx tanpa sandi"
        raise TableError(file, [Fault(reason)])
    if content.startswith(ZIP_START):
        return [[sheet] for sheet in _excel_sheets(file, content)]
    if file.lower().endswith(EXCEL_ENDINGS):
        raise TableError(file, [Fault("bukan berkas .xlsx yang utuh; simpan ulang lalu coba lagi")])
    return [_text_readings(file, _decoded(file, content))]


def _excel_sheets(file: str, content: bytes) -> Iterator[Sheet]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=False, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        reason = "bukan berkas .xlsx yang utuh; simpan ulang lalu coba lagi"
        raise TableError(file, [Fault(reason)]) from error
    for sheet in book.worksheets:
        lines = (
            (number, [_excel_text(value) for value in values])
            for number, values in enumerate(sheet.iter_rows(values_only=True), start=1)
        )
        yield _sheet(file, lines, name=sheet.title)


def _excel_text(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return "" if value is None else str(value)


def _decoded(file: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise TableError(file, [Fault("bukan berkas teks CSV atau .xlsx")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _text_readings(file: str, text: str) -> list[Sheet]:
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        return [_sheet(file, _csv_lines(rest, first.strip().strip('"')[4], offset=1))]
    return [_sheet(file, _csv_lines(text, mark)) for mark in SEPARATORS if mark in text] or [
        _sheet(file, _csv_lines(text, ","))
    ]


def _csv_lines(text: str, separator: str, offset: int = 0) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    begin = offset + 1
    for cells in reader:
        yield begin, _without_remark_split(cells, separator)
        begin = offset + reader.line_num + 1


def _without_remark_split(cells: list[str], separator: str) -> list[str]:
    is_remark = cells and cells[0].lstrip().startswith("#") and cells[0].strip() != "#"
    return [separator.join(cells)] if is_remark else cells


def _sheet(file: str, lines: Iterable[tuple[int, list[str]]], name: str = "") -> Sheet:
    rows: list[Row] = []
    remarks: dict[str, str] = {}
    for number, cells in lines:
        texts = tuple(" ".join(cell.split()) for cell in cells)
        if texts and texts[0].startswith("#") and texts[0] != "#":
            key, _, value = " ".join(filter(None, texts)).lstrip("# ").partition(":")
            remarks.setdefault(key.strip().lower(), value.strip())
        elif any(texts):
            rows.append(Row(number, texts))
    return Sheet(file, tuple(rows), remarks, name)
