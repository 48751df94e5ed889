"""Finding the heading row of a sheet, and with it which of the two layouts the sheet has.

Across: elements are columns and respondents (or sums) are rows. Down: elements are rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from surveys.tables.headings import (
    Column,
    are_consecutive,
    code_number,
    element_key,
    is_bare_number,
    is_respondent_heading,
    number_beside_name,
    plain,
    recap_column,
)
from surveys.tables.numbers import readings
from surveys.tables.sheets import Row, Sheet

BASES: Final = (Column.TOTAL, Column.MEAN, Column.INDEX, Column.WEIGHTED)
ROWS_OF_A_HEADING: Final = 3
ANSWER_WORDS: Final = {"tidak baik": "1", "kurang baik": "2", "baik": "3", "sangat baik": "4"}


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet with its heading row; `elements` are the columns of elements (across only)."""

    sheet: Sheet
    heading: Row
    body: tuple[Row, ...]
    elements: tuple[int, ...] = ()
    columns: dict[Column, list[int]] = field(default_factory=dict)
    answer_counts: tuple[int, ...] = ()

    @property
    def is_across(self) -> bool:
        """Whether elements are columns."""
        return bool(self.elements)

    @property
    def width(self) -> int:
        """How many headings there are; a wrong separator finds fewer."""
        return sum(1 for cell in self.heading.cells if cell)

    def column_name(self, column: int) -> str:
        """How messages name a column."""
        return self.sheet.column_name(column, self.heading.cell(column))


def find_layout(sheet: Sheet) -> Layout | None:
    """The first row of the sheet that can be a heading row, with the rows below; None without one."""
    for position, row in enumerate(sheet.rows):
        layout = _across(sheet, row, _below(sheet, position))
        if layout:
            return layout
        layout = _down(sheet, row, _below(sheet, position))
        if layout:
            return _heading_in_two_rows(sheet, position) or layout
    return None


def _heading_in_two_rows(sheet: Sheet, position: int) -> Layout | None:
    """The usual form has "Nilai unsur" above U1 to U9: then the second row is the heading."""
    nearby = range(position + 1, min(position + 1 + ROWS_OF_A_HEADING, len(sheet.rows)))
    found = (_across(sheet, sheet.rows[below], _below(sheet, below)) for below in nearby)
    return next((layout for layout in found if layout), None)


def _below(sheet: Sheet, position: int) -> tuple[Row, ...]:
    heading = sheet.rows[position]
    rows = sheet.rows[position + 1 :]
    return tuple(row for row in rows if row.cells != heading.cells and not is_numbering(row))


def is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3, … or (1), (2), (3), … past 4 under them."""
    marks = [cell.strip("()") for cell in row.cells if cell]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    wide_enough = len(numbers) > 5 or row.cells[0].startswith("(")
    return len(numbers) == len(marks) and wide_enough and are_consecutive(numbers)


def _across(sheet: Sheet, row: Row, body: tuple[Row, ...]) -> Layout | None:
    elements = _element_columns(row)
    if not elements:
        return None
    return Layout(sheet, row, body, elements=tuple(elements))


def _element_columns(row: Row) -> list[int]:
    filled = [column for column, cell in enumerate(row.cells) if cell]
    coded = [c for c in filled if code_number(row.cells[c]) and not is_bare_number(row.cells[c])]
    named = [c for c in filled if element_key(row.cells[c])]
    has_respondent = any(is_respondent_heading(row.cells[column]) for column in filled)
    others_are_words = not any(readings(row.cells[column]) for column in filled)
    for columns in (coded, named):
        if len(columns) > 1 or (columns and others_are_words and has_respondent):
            return _with_numbered_names(row, columns) if columns is named else columns
    return _bare_numbers(row, filled) if has_respondent else []


def _with_numbered_names(row: Row, named: Sequence[int]) -> list[int]:
    """Names that the regulation doesn't know belong to the elements when they carry a number."""
    return [c for c, cell in enumerate(row.cells) if c in named or number_beside_name(cell)]


def _bare_numbers(row: Row, filled: Sequence[int]) -> list[int]:
    if _columns(row).get(Column.LABEL):
        return []
    bare = [column for column in filled if is_bare_number(row.cells[column])]
    is_run = len(bare) > 1 and are_consecutive(int(row.cells[column]) for column in bare)
    words_before = all(not readings(row.cells[column]) for column in filled if column < bare[0]) if bare else False
    return bare if is_run and words_before and bare[0] > 0 else []


def _columns(row: Row) -> dict[Column, list[int]]:
    found: dict[Column, list[int]] = {}
    for position, cell in enumerate(row.cells):
        column = recap_column(cell) if cell else None
        if column:
            found.setdefault(column, []).append(position)
    return found


def _down(sheet: Sheet, row: Row, body: tuple[Row, ...]) -> Layout | None:
    columns = _columns(row)
    counts = _answer_counts(row)
    is_labelled = Column.LABEL in columns or Column.NUMBER in columns
    if not is_labelled or not (counts or any(base in columns for base in BASES)):
        return None
    return Layout(sheet, row, body, columns=columns, answer_counts=counts)


def _answer_counts(row: Row) -> tuple[int, ...]:
    """The four columns that count the answers 1, 2, 3 and 4, in that order; empty without them."""
    found: dict[str, int] = {}
    for position, cell in enumerate(row.cells):
        mark = (
            ANSWER_WORDS.get(plain(cell), cell.lower())
            .removeprefix("nilai")
            .removeprefix("skor")
            .removeprefix("jawaban")
            .strip(" ()")
        )
        if mark in {"1", "2", "3", "4"} and mark not in found:
            found[mark] = position
    return tuple(found[mark] for mark in "1234") if len(found) == 4 else ()
