"""What is wrong with a table, always with the place: file, row and column."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SHOWN_FAULTS: Final = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `row` as the file counts it from 1, `column` by heading and letter."""

    reason: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = [f"baris {self.row}"] if self.row else []
        place += [f"kolom {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.reason}" if place else self.reason


class TableError(ValueError):
    """A file that can't be read for sure; `faults` says where and why."""

    def __init__(self, file: str, faults: Iterable[Fault]) -> None:
        self.file = file
        self.faults = list(faults)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line a fault, each beginning with the file's name; long lists are cut and say so."""
        shown = [f"{self.file}: {fault}" for fault in self.faults[:SHOWN_FAULTS]]
        hidden = len(self.faults) - len(shown)
        return [*shown, f"{self.file}: dan {hidden} kesalahan lain"] if hidden else shown
