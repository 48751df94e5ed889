"""A report's figures as a workbook: a sheet for each level, and costs whose formulas a reader can compute anew."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from documents.report_books import ReportBook
from evaluations.reporting.facts import Facts

NARROWEST: Final = 14
WIDEST: Final = 60
PER: Final = ("Rupiah per orang selesai", "Rupiah per JP")
PER_POINT: Final = ("Rupiah per poin per unit", "Paling sedikit", "Paling banyak")
UNKNOWN: Final = "tidak dapat dihitung: pengaruhnya mungkin nol"
ENDLESS: Final = "tidak ada batas atas"


class Book(ReportBook):
    """The workbook while it is written; columns fit what they hold."""

    def __init__(self, file: BytesIO, title: str) -> None:
        super().__init__(file, title)
        self.rupiah = self.book.add_format({"num_format": "#,##0"})

    def fitted(self, name: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Worksheet:
        """A sheet with a head and rows of plain values."""
        return self.table(name, [_width(rows, place) for place in range(len(head))], head, rows)


def workbook_of(facts: Facts) -> bytes:
    """The workbook: Ringkasan, a sheet for each level's figures, Biaya and Biaya per poin (the formulas), Grafik."""
    file = BytesIO()
    paper = facts.paper
    book = Book(file, paper["title"])
    told = [
        [paper["days"]],
        *([words] for words in (*paper["notes"], *paper["summary"])),
        ["Sidik isi: " + facts.digest],
    ]
    book.fitted("Ringkasan", [paper["title"]], told)
    for each in paper["sheets"]:
        book.fitted(each["name"], each["head"], each["rows"])
    _costs(book, paper["costs"])
    _points(book, paper["points"])
    _pictures(book, paper["chapters"])
    book.fitted("Metode", ["Hal", "Keterangan"], paper["method"])
    book.book.close()
    return file.getvalue()


def _costs(book: Book, rows: Sequence[dict[str, Any]]) -> None:
    """Cost per person and per hour, from batches with a recorded cost; the last line sums them up."""
    head = ("Program atau angkatan", "Angkatan", "Angkatan dengan biaya", "Rupiah", "Orang selesai", "JP diakui", *PER)
    names = ("batches", "recorded", "rupiah", "people", "hours")
    sheet = book.fitted("Biaya", head, [[row["name"], *(row[name] for name in names)] for row in rows])
    for at, row in enumerate(rows, start=1):
        _ratios(book, sheet, at, row)
    total = {name: sum(row[name] for row in rows) for name in names}
    at = len(rows) + 1
    sheet.write_string(at, 0, "Jumlah", book.bold)
    for place, name in enumerate(names, start=1):
        letter = xl_col_to_name(place)
        sheet.write_formula(at, place, f"=SUM({letter}2:{letter}{at})", book.bold, total[name])
    _ratios(book, sheet, at, total)


def _ratios(book: Book, sheet: Worksheet, at: int, row: dict[str, Any]) -> None:
    """The two ratios of a line as formulas, with the values that readers without formulas see."""
    for place, letter, amount in ((6, "E", row["people"]), (7, "F", row["hours"])):
        known = row["rupiah"] / amount if row["rupiah"] and amount else ""
        line = at + 1
        formula = f'=IF(AND(D{line}>0,{letter}{line}>0),D{line}/{letter}{line},"")'
        sheet.write_formula(at, place, formula, book.rupiah, known)


def _points(book: Book, rows: Sequence[dict[str, Any]]) -> None:
    """The cost of one point at one unit; without a lower end of the effect above zero there is no figure."""
    head = ("Program", "Rupiah", "Unit terlatih", "Pengaruh (poin)", "Pengaruh dari", "Pengaruh sampai", *PER_POINT)
    names = ("rupiah", "units", "value", "low", "high")
    sheet = book.fitted("Biaya per poin", head, [[row["name"], *(row[name] for name in names)] for row in rows])
    for at, row in enumerate(rows, start=1):
        line, each = at + 1, row["rupiah"] / row["units"] if row["units"] else 0
        shown = row["low"] > 0 and row["units"] > 0
        cells = (
            (
                f'=IF(AND(C{line}>0,E{line}>0),B{line}/C{line}/D{line},"{UNKNOWN}")',
                each / row["value"] if shown else UNKNOWN,
            ),
            (
                f'=IF(AND(C{line}>0,F{line}>0),B{line}/C{line}/F{line},"")',
                each / row["high"] if row["high"] > 0 else "",
            ),
            (
                f'=IF(AND(C{line}>0,E{line}>0),B{line}/C{line}/E{line},"{ENDLESS}")',
                each / row["low"] if shown else ENDLESS,
            ),
        )
        for place, (formula, known) in enumerate(cells, start=6):
            sheet.write_formula(at, place, formula, book.rupiah, known)


def _pictures(book: Book, chapters: Sequence[dict[str, Any]]) -> None:
    """The data behind every picture, a line for each point."""
    rows = [
        (
            chapter["title"],
            picture["caption"],
            line["label"],
            _series(picture, point),
            point["at"],
            point["low"],
            point["high"],
        )
        for chapter in chapters
        if (picture := chapter["picture"])
        for line in picture["rows"]
        for point in line["points"]
    ]
    book.fitted("Grafik", ["Bab", "Gambar", "Baris", "Seri", "Nilai", "Dari", "Sampai"], rows)


def _series(picture: dict[str, Any], point: dict[str, Any]) -> str:
    return str(picture["series"][point["series"]]) if picture["series"] else ""


def _width(rows: Sequence[Sequence[Any]], place: int) -> int:
    texts = [row[place] for row in rows if place < len(row) and isinstance(row[place], str)]
    return min(WIDEST, max(NARROWEST, 2 + max(map(len, texts), default=0)))
