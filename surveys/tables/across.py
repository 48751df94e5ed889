"""The layout with one element a column: raw answers, one respondent a row, and sums below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveys.index import HIGHEST_ANSWER, LOWEST_ANSWER
from surveys.tables.faults import Fault, TableError
from surveys.tables.headings import (
    Column,
    code_number,
    is_bare_number,
    is_field,
    is_respondent_heading,
    is_summary,
    number_beside_name,
    recap_column,
    words,
)
from surveys.tables.layout import Layout
from surveys.tables.numbers import printed_step, readings
from surveys.tables.recap import FigureError, Printed, element_of
from surveys.tables.sheets import Row
from surveys.tables.table import AnswerRow, Element, LabelError, Table, element_labels

ANSWERS = {str(answer) for answer in range(LOWEST_ANSWER, HIGHEST_ANSWER + 1)}


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of the body: respondents, sums and means, and rows with neither."""

    respondents: tuple[Row, ...]
    summaries: tuple[Row, ...]
    ignored: tuple[Row, ...]


def read_across(layout: Layout) -> Table:
    """Read answers (or, without any respondent, the sums); raises TableError with every place."""
    labels = _labels(layout)
    parts = _parts(layout)
    if not parts.respondents:
        return _read_sums(layout, labels, parts.summaries)
    answers = _answers(layout, parts.respondents)
    _refuse_unknown_answers(layout, parts.respondents)
    elements = _elements(labels, answers)
    notices = [n for row in parts.summaries for n in _summary_notices(layout, row, elements)]
    notices += [f"baris {row.number} tidak memuat jawaban dan tidak dihitung" for row in parts.ignored]
    return Table(layout.sheet.file, elements, answers, layout.sheet.remarks, tuple(notices))


def _labels(layout: Layout) -> tuple[str, ...]:
    headings = [layout.heading.cell(column) for column in layout.elements]
    headings = [f"U{heading}" if is_bare_number(heading) else heading for heading in headings]
    try:
        return element_labels(headings, [number_beside_name(heading) for heading in headings])
    except LabelError as error:
        raise layout.sheet.fail(str(error), layout.heading.number) from error


def _elements(labels: Sequence[str], answers: Sequence[AnswerRow]) -> tuple[Element, ...]:
    columns = zip(*(answer.scores for answer in answers), strict=True)
    totals = [sum(column) for column in columns]
    count = len(answers)
    return tuple(
        Element(label, Fraction(total, count), total, count) for label, total in zip(labels, totals, strict=True)
    )


def _parts(layout: Layout) -> Parts:
    respondents: list[Row] = []
    summaries: list[Row] = []
    ignored: list[Row] = []
    for row in layout.body:
        if _is_summary_row(layout, row):
            summaries.append(row)
        elif any(row.cell(column) for column in layout.elements) or _number_of(layout, row):
            if summaries and respondents and summaries[-1].number > respondents[0].number:
                if not all(row.cell(column) in ANSWERS for column in layout.elements):
                    ignored.append(row)
                    continue
                reason = "ada jawaban lagi di bawah baris jumlah; pisahkan menjadi dua berkas"
                raise layout.sheet.fail(reason, row.number)
            respondents.append(row)
        else:
            ignored.append(row)
    last = respondents[-1].number if respondents else 0
    for row in ignored:
        if respondents and respondents[0].number < row.number < last:
            raise layout.sheet.fail("jawaban kosong", row.number)
    return Parts(tuple(respondents), tuple(summaries), tuple(ignored))


def _respondent_column(layout: Layout) -> int | None:
    before = range(min(layout.elements))
    named = [c for c in before if is_respondent_heading(layout.heading.cell(c))]
    unnamed = [c for c in before if not layout.heading.cell(c)]
    return next(iter([*named, *unnamed]), None)


def _number_of(layout: Layout, row: Row) -> int | None:
    column = _respondent_column(layout)
    return None if column is None else code_number(row.cell(column))


def _is_summary_row(layout: Layout, row: Row) -> bool:
    label = next((cell for cell in row.cells if cell), "")
    stands_before = bool(label) and label not in [row.cell(c) for c in layout.elements]
    return stands_before and not readings(label) and (is_summary(label) or _row_kind(label) is not None)


def _answers(layout: Layout, rows: Sequence[Row]) -> tuple[AnswerRow, ...]:
    faults: list[Fault] = []
    answers: list[AnswerRow] = []
    numbering = _respondent_column(layout)
    is_numbered = numbering is not None and any(row.cell(numbering) for row in rows)
    for row in rows:
        if is_numbered and numbering is not None and not row.cell(numbering):
            reason = "tidak ada nomor responden; bila ini baris jumlah, beri label “Jumlah” atau hapus"
            faults.append(Fault(reason, row.number, layout.column_name(numbering)))
        scores = [_score(layout, row, column, faults) for column in layout.elements]
        answers.append(AnswerRow(row.number, tuple(scores)))
    if faults:
        raise TableError(layout.sheet.file, faults)
    return tuple(answers)


def _score(layout: Layout, row: Row, column: int, faults: list[Fault]) -> int:
    text = row.cell(column)
    found = readings(text)
    scores = [int(r) for r in found if LOWEST_ANSWER <= r <= HIGHEST_ANSWER and r.denominator == 1]
    if len(scores) == 1:
        return scores[0]
    if not text:
        reason = "jawaban kosong"
    else:
        reason = f"jawaban “{text}” bukan " + ("1, 2, 3, atau 4" if found else "angka 1 sampai 4")
    faults.append(Fault(reason, row.number, layout.column_name(column)))
    return 0


def _refuse_unknown_answers(layout: Layout, rows: Sequence[Row]) -> None:
    """An unknown column that holds only 1 to 4 may be an element: guessing would change the index."""
    width = max(len(row.cells) for row in rows)
    numbering = _respondent_column(layout)
    for column in range(width):
        heading = layout.heading.cell(column)
        if column in layout.elements or column == numbering or (heading and is_field(heading)):
            continue
        if all(row.cell(column) in ANSWERS for row in rows):
            reason = "kolom ini berisi 1 sampai 4, tetapi judulnya bukan unsur; beri nama unsur atau hapus"
            raise layout.sheet.fail(reason, layout.heading.number, layout.column_name(column))
        _refuse_overflow(layout, rows, column)


def _refuse_overflow(layout: Layout, rows: Sequence[Row], column: int) -> None:
    if column < len(layout.heading.cells):
        return
    for row in rows:
        if row.cell(column):
            reason = "baris ini lebih panjang daripada judulnya; periksa pemisah dan tanda kutip"
            raise layout.sheet.fail(reason, row.number, layout.column_name(column))


def _row_kind(label: str) -> Column | None:
    """Which figure a row of sums holds, by its label."""
    found = words(label)
    if found & {"responden", "kuesioner", "sampel", "respondents"} and not found & {"nrr", "nilai", "rata"}:
        return Column.COUNT
    if found & {"tertimbang", "tertbg", "weighted", "bobot"}:
        return Column.WEIGHTED
    if found & {"nrr", "rata", "rerata", "mean", "average", "avg", "ratarata"}:
        return Column.MEAN
    if found & {"ikm", "skm", "indeks", "index", "konversi", "mutu", "kinerja"}:
        return Column.INDEX
    if found & {"jumlah", "jml", "total", "sum"}:
        return Column.TOTAL
    return recap_column(label)


def _summary_notices(layout: Layout, row: Row, elements: Sequence[Element]) -> list[str]:
    label = next(cell for cell in row.cells if cell)
    kind = _row_kind(label)
    notices = [f"baris {row.number} (“{label}”) bukan jawaban dan tidak dihitung"]
    for column, element in zip(layout.elements, elements, strict=True):
        text = row.cell(column)
        ours = {Column.TOTAL: Fraction(element.total or 0), Column.MEAN: element.mean}.get(kind or Column.INDEX)
        if text and ours is not None and not _agrees(text, ours):
            place = layout.column_name(column)
            notices.append(f"baris {row.number}, kolom {place}: tercetak {text}, dihitung {float(ours):g}")
    return notices


def _agrees(text: str, ours: Fraction) -> bool:
    return any(abs(reading - ours) < printed_step(text) for reading in readings(text))


def _read_sums(layout: Layout, labels: Sequence[str], rows: Sequence[Row]) -> Table:
    by_kind: dict[Column, Row] = {}
    for row in rows:
        kind = _row_kind(next(cell for cell in row.cells if cell))
        if kind in by_kind and kind in {Column.TOTAL, Column.MEAN}:
            raise layout.sheet.fail("dua baris dapat berarti hal yang sama; sisakan satu", row.number)
        if kind:
            by_kind.setdefault(kind, row)
    if not {Column.TOTAL, Column.MEAN} & set(by_kind):
        raise layout.sheet.fail("tidak ada baris jawaban di bawah judul", layout.heading.number)
    elements = tuple(
        _summed_element(layout, label, column, by_kind) for label, column in zip(labels, layout.elements, strict=True)
    )
    return Table(layout.sheet.file, elements, remarks=layout.sheet.remarks)


def _summed_element(layout: Layout, label: str, column: int, rows: dict[Column, Row]) -> Element:
    def text(kind: Column) -> str:
        return rows[kind].cell(column) if kind in rows else ""

    stated = layout.sheet.remarks.get("n", "")
    count = (
        text(Column.COUNT) or next((cell for cell in rows[Column.COUNT].cells if readings(cell)), "")
        if Column.COUNT in rows
        else stated
        if readings(stated)
        else ""
    )
    printed = Printed(text(Column.TOTAL), count, text(Column.MEAN), text(Column.WEIGHTED))
    try:
        return element_of(label, printed, len(layout.elements))
    except FigureError as error:
        kind = Column(error.column)
        number = rows[kind].number if kind in rows else layout.heading.number
        raise layout.sheet.fail(str(error), number, layout.column_name(column)) from error
