"""A report's workbook: sheets whose formulas a reader can compute anew; texts stay texts whatever they start with."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

# The same facts must give the same bytes, whenever they are written.
CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)


class ReportBook:
    """The workbook while it is written, with the formats that all reports have."""

    def __init__(self, file: BytesIO, title: str, *, row_by_row: bool = False) -> None:
        """`row_by_row` keeps one row in memory at a time: what is written stays as it is."""
        options = {"constant_memory": row_by_row, "in_memory": not row_by_row}
        self.book = Workbook(file, {**options, "strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"title": title, "created": CREATED})
        self.bold = self.book.add_format({"bold": True})
        self.head = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F2"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        """A new sheet with columns of these widths, in letters."""
        sheet = self.book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return sheet

    def table(self, name: str, widths: Sequence[int], head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Worksheet:
        """A sheet with a head and rows of plain values."""
        sheet = self.sheet(name, widths)
        sheet.freeze_panes(1, 0)
        for place, words in enumerate(head):
            sheet.write_string(0, place, words, self.head)
        for at, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, place, value, self.wrapped)
                elif value is not None:
                    sheet.write_number(at, place, value)
        return sheet
