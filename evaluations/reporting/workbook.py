"""A report's figures as a workbook: a sheet for each level, and costs whose formulas a reader can compute anew."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evaluations.reporting.facts import Facts

# The same facts must give the same bytes, whenever they are written.
CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
WIDEST: Final = 60


class Book:
    """The workbook while it is written, with its few formats."""

    def __init__(self, file: BytesIO) -> None:
        self.book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.bold = self.book.add_format({"bold": True})
        self.head = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF1F2"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})

    def table(self, name: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Worksheet:
        """A sheet with a head and rows of plain values; texts stay texts whatever they start with."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, words in enumerate(head):
            longest = max((len(str(row[place])) for row in rows if isinstance(row[place], str)), default=0)
            sheet.set_column(place, place, min(WIDEST, max(14, longest + 2)))
            sheet.write_string(0, place, words, self.head)
        for at, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, place, value, self.wrapped)
                elif value is not None:
                    sheet.write_number(at, place, value)
        return sheet


def workbook_of(facts: Facts) -> bytes:
    """The workbook: Ringkasan, then a sheet for each table's figures."""
    file = BytesIO()
    book = Book(file)
    paper = facts.paper
    book.book.set_properties({"title": paper["title"], "created": CREATED})
    book.table("Ringkasan", [paper["title"]], [[paper["days"]], *([sentence] for sentence in paper["summary"])])
    for each in paper["sheets"]:
        book.table(each["name"], each["head"], each["rows"])
    book.book.close()
    return file.getvalue()
