"""Tables as XLSX, safe to open: no cell of ours is ever a formula.

Every list that people work with can be had as a file: its view asks `wanted(request)` after filtering and answers
with `table(...)` over the same rows, so that the file holds what the page shows, whole instead of by pages.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice, zip_longest
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Columns fit the first rows, in letters; a long file is still written row by row.
MEASURED, NARROWEST, WIDEST = 500, 8, 60
# Rows that a list reads from the database at once: `queryset.iterator(CHUNK)` keeps no more of them in memory.
CHUNK = 1000


def wanted(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file: `?unduh=xlsx` beside its filters (components/download.html)."""
    return request.GET.get("unduh") == "xlsx"


def filters_of(request: HttpRequest) -> str:
    """The list's filters as a query, for its pages and its file: everything but the page's number and the file."""
    query = request.GET.copy()
    for name in ("page", "unduh"):
        query.pop(name, None)
    return query.urlencode()


def table(*, name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """Answer with the rows as a file `name`.xlsx, as an attachment that no proxy keeps.

    Rows are written to the disk as they come and sent from there: memory stays the same however many there are.
    """
    # Closed by the response, when the last byte was sent.
    file = TemporaryFile()  # noqa: SIM115
    write(file, title=title, header=header, rows=rows)
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"{slugify(name)}.xlsx", content_type=CONTENT_TYPE)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def workbook(*, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The same in memory, for a small file that is kept or sent on."""
    content = BytesIO()
    write(content, title=title, header=header, rows=rows)
    return content.getvalue()


def write(file: IO[bytes], *, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write one sheet named `title`: a bold header, then the rows; texts stay texts whatever they start with."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    waiting = iter(rows)
    first = list(islice(waiting, MEASURED))
    _widen(sheet, [header, *first])
    sheet.append([_header_cell(sheet, text) for text in header])
    for row in chain(first, waiting):
        sheet.append([_value(sheet, value) for value in row])
    book.save(file)


def _widen(sheet: WriteOnlyWorksheet, rows: Iterable[Sequence[Any]]) -> None:
    """Make each column as wide as its longest text, within bounds."""
    for place, values in enumerate(zip_longest(*rows, fillvalue=""), start=1):
        longest = max(len(str(value)) for value in values if value is not None)
        width = min(max(longest + 2, NARROWEST), WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width  # type: ignore[attr-defined]


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)[:31] or "Data"


def _header_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _value(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """What openpyxl writes as it stands, and a cell of our own only for what it would misread: a cell costs time."""
    if isinstance(value, str):
        # "#…" may be one of Excel's own signs of failure.
        return _text_cell(sheet, value) if value.startswith((*FORMULA_STARTS, "#")) else _plain(value)
    if value is None or (isinstance(value, (int, float, Decimal, date)) and not isinstance(value, datetime)):
        return value
    return _cell(sheet, value)


def _plain(text: str) -> str:
    """The text without the signs that an XLSX cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Cell:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    if value is not None and not isinstance(value, (int, float, Decimal, date)):
        return _text_cell(sheet, str(value))
    cell = WriteOnlyCell(sheet)
    cell.value = value
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=_plain(text))
    # openpyxl would turn "=…" into a formula; the quote prefix also keeps it a text when a person edits the cell.
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell
