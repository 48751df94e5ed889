"""The report's figures as a workbook whose formulas compute the index anew, in LibreOffice as in Excel."""

from fractions import Fraction
from io import BytesIO
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from documents.report_books import ReportBook
from surveys.index import EXACT_WEIGHT, SCALE, element_weight
from surveys.reporting.facts import Facts
from surveys.reporting.recap import NOT_ASKED, ElementTotal

LABELS: Final = {
    "names": "Unsur",
    "ones": "Jawaban 1",
    "twos": "Jawaban 2",
    "threes": "Jawaban 3",
    "fours": "Jawaban 4",
    "total": "Jumlah nilai",
    "count": "Jumlah jawaban",
    "mean": "NRR per unsur",
    "weighted": "NRR tertimbang per unsur",
}
HEAD_ROW: Final = 3
FIRST_LINE: Final = HEAD_ROW + 1
SCORES: Final = ("ones", "twos", "threes", "fours")


class Book(ReportBook):
    """The workbook while it is written, row by row."""

    def __init__(self, file: BytesIO, title: str) -> None:
        super().__init__(file, title, row_by_row=True)
        self.mean = self.book.add_format({"num_format": "0.0000"})
        self.index = self.book.add_format({"num_format": "0.00", "bold": True})


def workbook_of(facts: Facts) -> bytes:
    """The workbook: Hitung (the formulas), Rekap (a row a respondent), Mutu, Responden, Rencana."""
    file = BytesIO()
    paper = facts.paper
    title = f"Laporan SKM {paper['unit']} {paper['period']}"
    book = Book(file, title)
    _calculation(book, facts, title)
    _recap(book, facts)
    _grades(book, facts)
    _respondents(book, facts)
    _plans(book, facts)
    book.book.close()
    return file.getvalue()


def _calculation(book: Book, facts: Facts, title: str) -> None:
    codes = [element.code for element in facts.elements]
    sheet = book.sheet("Hitung", [30, *[13] * len(codes)])
    sheet.write_string(0, 0, title, book.bold)
    sheet.write_string(1, 0, facts.standing.sentence)
    if not facts.recap.is_whole:
        shown = f"Lembar Rekap memuat {len(facts.recap.rows)} dari {facts.recap.count} responden."
        sheet.write_string(2, 0, f"{shown} Sebaran jawaban di bawah ini memuat semuanya.")
    for place, words in enumerate(["", *codes]):
        sheet.write_string(HEAD_ROW, place, words, book.head)
    for at, (line, words) in enumerate(LABELS.items(), start=FIRST_LINE):
        sheet.write_string(at, 0, words, book.bold)
        for place in range(len(codes)):
            _element_cell(book, sheet, facts, line, at, place)
    _index_lines(book, sheet, facts, at + 2)


def _row_of(line: str) -> int:
    """The number under which a person finds a line of the sheet Hitung."""
    return FIRST_LINE + list(LABELS).index(line) + 1


def _weight_row() -> int:
    return FIRST_LINE + len(LABELS) + 2


def _element_cell(book: Book, sheet: Worksheet, facts: Facts, line: str, at: int, place: int) -> None:
    column, total = xl_col_to_name(place + 1), facts.recap.totals[place]
    if line == "names":
        sheet.write_string(at, place + 1, facts.elements[place].name, book.wrapped)
    elif line in SCORES and not facts.recap.is_whole:
        sheet.write_number(at, place + 1, total.histogram[SCORES.index(line)])
    else:
        formula, value = _formula(facts, line, column, total)
        style = book.mean if line in ("mean", "weighted") else None
        sheet.write_formula(at, place + 1, formula, style, value)


def _formula(facts: Facts, line: str, column: str, total: ElementTotal) -> tuple[str, float]:
    """The formula of one cell and the value that readers without formulas see."""
    cells = f"Rekap!{column}$2:{column}${len(facts.recap.rows) + 1}"
    weight = element_weight(facts.rules.weight, len(facts.elements))
    if line in SCORES:
        score = SCORES.index(line) + 1
        return f"=COUNTIF({cells},{score})", total.histogram[score - 1]
    scores = [f"{column}{_row_of(each)}" for each in SCORES]
    if line == "total":
        by_scores = "+".join(f"{score}*{cell}" for score, cell in enumerate(scores, start=1))
        return (f"=SUM({cells})" if facts.recap.is_whole else f"={by_scores}"), total.total
    if line == "count":
        return (f"=COUNT({cells})" if facts.recap.is_whole else f"=SUM({scores[0]}:{scores[-1]})"), total.count
    if line == "mean":
        return f"={column}{_row_of('total')}/{column}{_row_of('count')}", float(total.mean)
    return f"={column}{_row_of('mean')}*$B${_weight_row()}", float(total.mean * weight)


def _index_lines(book: Book, sheet: Worksheet, facts: Facts, at: int) -> None:
    last = xl_col_to_name(len(facts.elements))
    weight = element_weight(facts.rules.weight, len(facts.elements))
    weighted = sum((total.mean * weight for total in facts.recap.totals), Fraction(0))
    row = at + 1  # the number under which a person finds the first of these lines
    exact = facts.rules.weight == EXACT_WEIGHT
    bands = f"Mutu!$A$2:$C${len(facts.rules.bands) + 1}"
    index, band = float(facts.figure.index or 0), facts.figure.band
    lowest = f"MAX(B{row + 2},Mutu!$A$2)"
    lines: list[tuple[str, str | float, Any, float | str]] = [
        ("Bobot unsur", f"=1/COUNTA(B{HEAD_ROW + 1}:{last}{HEAD_ROW + 1})" if exact else float(weight), book.mean,
         float(weight)),
        ("Jumlah NRR tertimbang", f"=SUM(B{_row_of('weighted')}:{last}{_row_of('weighted')})", book.mean,
         float(weighted)),
        ("IKM", f"=ROUND(B{row + 1}*{SCALE},2)", book.index, index),
        ("Mutu pelayanan", f"=VLOOKUP({lowest},{bands},2,TRUE)", book.bold, band.grade if band else ""),
        ("Kinerja unit pelayanan", f"=VLOOKUP({lowest},{bands},3,TRUE)", book.bold, band.name if band else ""),
        ("IKM dalam laporan", index, book.index, index),
        ("Selisih", f"=B{row + 2}-B{row + 5}", book.index, 0),
    ]  # fmt: skip
    for place, (words, content, style, value) in enumerate(lines, start=at):
        sheet.write_string(place, 0, words, book.bold)
        if isinstance(content, str):
            sheet.write_formula(place, 1, content, style, value)
        else:
            sheet.write_number(place, 1, content, style)
    if not facts.paper["sums_give_index"]:
        words = "Kuesioner dengan jumlah unsur berbeda dipakai bersama: IKM laporan dihitung dari nilai tiap responden."
        sheet.write_string(at + len(lines), 0, words)


def _recap(book: Book, facts: Facts) -> None:
    rows = (
        (number, *(None if score == NOT_ASKED else score for score in row))
        for number, row in enumerate(facts.recap.rows, start=1)
    )
    codes = [element.code for element in facts.elements]
    book.table("Rekap", [10, *[6] * len(codes)], ["No.", *codes], rows)


def _grades(book: Book, facts: Facts) -> None:
    """The band table, lowest first as the lookup needs it."""
    rows = [(float(band.lowest), band.grade, band.name, float(band.highest)) for band in reversed(facts.rules.bands)]
    book.table("Mutu", [14, 10, 24, 14], ["NIK mulai", "Mutu", "Kinerja", "NIK sampai"], rows)


def _respondents(book: Book, facts: Facts) -> None:
    rows = [
        (field.label, option.label, option.count, option.count / field.total)
        for field in facts.respondents
        for option in field.options
    ]
    book.table("Responden", [20, 28, 12, 12], ["Isian", "Pilihan", "Responden", "Bagian"], rows)


def _plans(book: Book, facts: Facts) -> None:
    head = ["Rencana", "Unsur", "Tindakan", "Waktu", "Penanggung jawab", "Keadaan"]
    rows = [
        (kind, plan["element"], plan["action"], plan["days"], plan["responsible"], plan["state"])
        for kind, plans in (("Sebelumnya", "running_plans"), ("Periode ini", "following_plans"))
        for plan in facts.paper[plans]
    ]
    rows += [("Belum ditetapkan", name, "", "", "", "") for name in facts.paper["elements_to_plan"]]
    book.table("Rencana", [16, 34, 44, 28, 28, 30], head, rows)
