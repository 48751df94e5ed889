"""A spreadsheet as rows of named cells, and what is wrong with them in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pembinaan.base.spreadsheets import Sheet

HEADER_ROW = 1
DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
YES = {"ya", "y", "yes", "true", "1"}
NO = {"", "tidak", "t", "no", "n", "false", "0", "-"}


@dataclass(frozen=True)
class Column:
    """A column of the table: its name for people, other names it may have, and how to fill it."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    help: str | Promise = ""
    example: str = ""


@dataclass(frozen=True)
class Finding:
    """What is wrong in one cell, and how to mend it; a note does not stand in the way."""

    row: int
    column: str
    message: str
    blocking: bool = True


@dataclass(frozen=True)
class Change:
    """What the import would do because of one row."""

    row: int
    subject: str
    deed: str
    detail: str = ""


@dataclass
class Findings:
    """The findings of a whole check, gathered row by row."""

    items: list[Finding] = field(default_factory=list)

    def add(self, row: int, column: str, message: str) -> None:
        """Note what stands in the way."""
        self.items.append(Finding(row, column, message))

    def note(self, row: int, column: str, message: str) -> None:
        """Note what a person should know but need not mend."""
        self.items.append(Finding(row, column, message, blocking=False))

    @property
    def blocking(self) -> bool:
        """Whether anything stands in the way."""
        return any(item.blocking for item in self.items)

    @property
    def blocking_in_header(self) -> bool:
        """Whether a column is missing or doubled, so that reading the rows says nothing new."""
        return any(item.blocking and item.row == HEADER_ROW for item in self.items)


@dataclass
class Line:
    """One row: its number in the file and its cells by column name."""

    number: int
    cells: dict[str, str]
    findings: Findings

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse(self, column: str, message: str) -> None:
        """Note what is wrong in this row."""
        self.findings.add(self.number, column, message)

    def filled(self, column: str) -> str:
        """The cell's text; an empty one is a finding."""
        text = self[column]
        if not text:
            self.refuse(column, _("Kolom ini belum diisi."))
        return text

    def day(self, column: str) -> date | None:
        """The cell as a day; None when empty or, with a finding, when it is no day."""
        text = self[column]
        if not text:
            return None
        for pattern in DATE_FORMATS:
            try:
                return datetime.strptime(text[:10], pattern).date()  # noqa: DTZ007  a calendar day has no zone
            except ValueError:
                continue
        self.refuse(column, _("“%(text)s” bukan tanggal. Tulis seperti 31-12-2026 atau 2026-12-31.") % {"text": text})
        return None

    def yes(self, column: str) -> bool:
        """The cell as yes or no; anything else is a finding."""
        text = self[column].casefold()
        if text not in YES | NO:
            self.refuse(column, _("Isi “ya” atau “tidak”, bukan “%(text)s”.") % {"text": self[column]})
        return text in YES

    def choice(self, column: str, choices: dict[str, Any]) -> Any:
        """What the cell stands for among `choices` (keys in small letters); anything else is a finding."""
        text = self.filled(column)
        if not text:
            return None
        found = choices.get(" ".join(text.casefold().split()))
        if found is None:
            known = ", ".join(sorted({str(value) for value in choices.values()}))
            self.refuse(
                column, _("“%(text)s” tidak dikenal. Pilih salah satu: %(known)s.") % {"text": text, "known": known}
            )
        return found


def lines_of(sheet: Sheet, columns: Iterable[Column], findings: Findings, *, ignored: Iterable[str] = ()) -> list[Line]:
    """The rows by column name; unknown, doubled and missing columns and damaged cells become findings."""
    places = _places(sheet.header, list(columns), findings, set(ignored))
    for cell in sheet.refused_cells:
        findings.add(cell.row, cell.column, cell.message)
    return [
        Line(row.number, {name: row.cells[place] for name, place in places.items()}, findings) for row in sheet.rows
    ]


def _places(header: list[str], columns: list[Column], findings: Findings, ignored: set[str]) -> dict[str, int]:
    names = {alias: column.name for column in columns for alias in (column.name, *column.aliases)}
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        name = names.get("_".join(title.casefold().split()))
        if name is None:
            if title and title.casefold() not in ignored:
                findings.note(HEADER_ROW, title, _("Kolom ini tidak dikenal dan tidak dibaca."))
        elif name in places:
            findings.add(HEADER_ROW, title, _("Kolom ini ada dua kali. Hapus salah satunya."))
        else:
            places[name] = place
    for column in columns:
        if column.required and column.name not in places:
            findings.add(HEADER_ROW, column.name, _("Kolom ini tidak ada. Tambahkan di baris judul."))
    return places
