"""The layout with one element a row: `unsur,total,n,nrr,nrr_weighted` and its relatives."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.tables.faults import Fault, TableError
from surveys.tables.headings import (
    Column,
    code_number,
    element_key,
    is_bare_number,
    is_summary,
    number_beside_name,
)
from surveys.tables.layout import Layout
from surveys.tables.numbers import counts, readings
from surveys.tables.recap import FigureError, Printed, element_of, notice_of
from surveys.tables.sheets import Row
from surveys.tables.table import Element, LabelError, Table, element_labels


@dataclass(frozen=True, slots=True)
class Line:
    """One element's row: how it is called, its number, its figures, and the row's place."""

    row: int
    label: str
    number: int | None
    printed: Printed


def read_down(layout: Layout) -> Table:
    """Read a recap with one element a row; raises TableError with every fault's place."""
    means = _mean_column(layout)
    lines, notices = _lines(layout, means)
    if not lines:
        raise layout.sheet.fail("tidak ada baris unsur di bawah judul", layout.heading.number)
    try:
        labels = element_labels([x.label for x in lines], [x.number for x in lines])
    except LabelError as error:
        raise layout.sheet.fail(str(error)) from error
    elements = _elements(layout, lines, labels, means)
    for element, line in zip(elements, lines, strict=True):
        notice = notice_of(element, line.printed)
        notices += [f"baris {line.row}, {notice}"] if notice else []
    return Table(layout.sheet.file, tuple(elements), remarks=layout.sheet.remarks, notices=tuple(notices))


def _elements(layout: Layout, lines: list[Line], labels: tuple[str, ...], means: int | None) -> list[Element]:
    elements, faults = [], []
    for line, label in zip(lines, labels, strict=True):
        try:
            elements.append(element_of(label, line.printed, len(lines)))
        except FigureError as error:
            column = means if error.column == "mean" else _first(layout, Column(error.column))
            place = "" if column is None else layout.column_name(column)
            faults.append(Fault(f"{line.label}: {error}", line.row, place))
    if faults:
        raise TableError(layout.sheet.file, faults)
    return elements


def _lines(layout: Layout, means: int | None) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    notices: list[str] = []
    for row in layout.body:
        label, number = _label(layout, row)
        printed = _printed(layout, row, means)
        _refuse_overflow(layout, row)
        if printed.is_blank and not (label and (number or element_key(label))):
            continue
        if is_summary(label) and not element_key(label) and not code_number(label):
            if number is not None:
                reason = f"“{label}” bernomor seperti unsur, tetapi namanya seperti baris jumlah; hapus salah satunya"
                raise layout.sheet.fail(reason, row.number)
            notices.append(f"baris {row.number} (“{label}”) bukan unsur dan tidak dihitung")
        elif not label:
            raise layout.sheet.fail("angka tanpa nama unsur; beri nama atau hapus", row.number)
        else:
            lines.append(Line(row.number, label, number, printed))
    return lines, notices


def _refuse_overflow(layout: Layout, row: Row) -> None:
    beyond = [column for column in range(len(layout.heading.cells), len(row.cells)) if row.cell(column)]
    if beyond:
        reason = "baris ini lebih panjang daripada judulnya; desimal koma perlu tanda kutip atau pemisah titik koma"
        raise layout.sheet.fail(reason, row.number, layout.column_name(beyond[0]))


def _label(layout: Layout, row: Row) -> tuple[str, int | None]:
    number_text = row.cell(_first(layout, Column.NUMBER) or 0) if _has_number(layout) else ""
    texts = [row.cell(column) for column in layout.columns.get(Column.LABEL, [])]
    names = [text for text in texts if text and element_key(text)]
    label = (names or [text for text in texts if text] or [number_text])[0]
    number = code_number(number_text) or code_number(label) or number_beside_name(label)
    if label == number_text and number is None and is_summary(label):
        return label, None
    return (f"U{number}" if is_bare_number(label) and number else label), number


def _has_number(layout: Layout) -> bool:
    return Column.NUMBER in layout.columns


def _first(layout: Layout, column: Column) -> int | None:
    return next(iter(layout.columns.get(column, [])), None)


def _printed(layout: Layout, row: Row, means: int | None) -> Printed:
    def text(column: Column) -> str:
        position = _first(layout, column)
        return "" if position is None else _figure(row.cell(position))

    total, count = text(Column.TOTAL), text(Column.COUNT) or _count_above(layout)
    if layout.answer_counts:
        total, count = _summed(layout, row) or (total, count)
    mean = "" if means is None else _figure(row.cell(means))
    return Printed(total, count, mean, text(Column.WEIGHTED), text(Column.INDEX))


def _figure(text: str) -> str:
    return "" if text in {"-", "–", "—"} else text


def _count_above(layout: Layout) -> str:
    stated = layout.sheet.remarks.get("n", "")
    return stated if len(counts(stated)) == 1 else ""


def _summed(layout: Layout, row: Row) -> tuple[str, str] | None:
    """Sum and count from the numbers of answers 1, 2, 3 and 4 in a row."""
    cells = [_figure(row.cell(column)) for column in layout.answer_counts]
    if not any(cells):
        return None
    found = [counts(cell or "0") for cell in cells]
    if any(len(numbers) != 1 for numbers in found):
        reason = "banyaknya jawaban 1 sampai 4 harus bilangan bulat"
        raise layout.sheet.fail(reason, row.number, layout.column_name(layout.answer_counts[0]))
    numbers = [number for (number,) in found]
    total = sum(answer * number for answer, number in enumerate(numbers, start=1))
    return str(total), str(sum(numbers))


def _mean_column(layout: Layout) -> int | None:
    """The column of means; when several headings name one, the only one on the scale 1 to 4."""
    columns = layout.columns.get(Column.MEAN, [])
    if len(columns) < 2:
        return next(iter(columns), None)
    on_scale = [column for column in columns if list(_means(layout, column))]
    values = {tuple(_means(layout, column)) for column in on_scale}
    if len(values) == 1:
        return on_scale[0]
    names = " dan ".join(layout.column_name(column) for column in columns)
    raise layout.sheet.fail(f"kolom {names} sama-sama dapat berarti NRR; beri judul “NRR” pada satu saja")


def _means(layout: Layout, column: int) -> Iterator[float]:
    texts = [row.cell(column) for row in layout.body if row.cell(column)]
    found = [[r for r in readings(text) if 1 <= r <= 4] for text in texts]
    if all(len(options) == 1 for options in found[:1]):
        yield from (float(options[0]) for options in found if options)
