"""A panel as a table that anyone can read: CSV, one row a unit and month.

    unit,month,outcome,variance,n,share,group,touched,other:<name>
    153,2025-01,78.25,144.1,62,0,health,0,0

`unit`, `month` (YYYY-MM or a whole number), `outcome` and `share` are needed. `variance` is that of one answer, `n` the
answers of the month (100 when there is no such column). An empty `outcome` is a month without answers. `touched` (0 or
1) says that somebody serving had finished by the month's end; without the column, a share above zero says so.
`other:<name>` (0 or 1) says that another program had touched the unit by then. A unit exists from its first to its last
row; months in between without a row have no answers and keep the share and touches of the row before.
"""

import csv
import io
import math
import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evaluations.impact.panel import NEVER, OtherProgram, Panel, Whole

NEEDED = ("unit", "month", "outcome", "share")
OTHER = "other:"
USUAL_ANSWERS = 100
DATED = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?")
MOST_MONTHS = 600
YES, NO = ("1", "true", "yes", "ya"), ("0", "", "false", "no", "tidak")


class PanelTableError(ValueError):
    """The table cannot be read as a panel; the message names the line and says what is expected."""


@dataclass(frozen=True)
class _Row:
    """One row of the table, read; `month` counts months, from any start."""

    unit: str
    month: int
    is_dated: bool
    outcome: float
    variance: float
    count: int
    share: float
    touched: bool
    group: str
    others: tuple[bool, ...]


def read_panel(text: str) -> Panel:
    """The panel that a CSV text holds: units in the order in which they first stand, months in time.

    Raises:
        PanelTableError: a column is missing, a value cannot be read, or a unit's month stands twice.
    """
    lines = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    names = [name.strip() for name in lines.fieldnames or ()]
    lacking = [name for name in NEEDED if name not in names]
    if lacking:
        raise PanelTableError(f"kolom {', '.join(lacking)} tidak ada; yang ada: {', '.join(names) or 'tidak ada'}")
    lines.fieldnames = names
    others = [name for name in names if name.startswith(OTHER)]
    return _panel([_row(line, others, f"baris {number}") for number, line in enumerate(lines, 2)], others)


def write_panel(panel: Panel) -> str:
    """The panel as such a text; read again it gives the same result, to the last digit."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    others = [OTHER + other.name for other in panel.others]
    lines.writerow(["unit", "month", "outcome", "variance", "n", "share", "group", "touched", *others])
    names, months = unit_names(panel.units), [str(month)[:7] for month in panel.months]
    for cell in map(tuple, np.argwhere(panel.exists)):
        row, month = cell
        figures = map(_written, (panel.outcome[cell], panel.variance[cell]))
        group = panel.groups[row] if panel.groups else ""
        reached = [int(month >= other.starts[row]) for other in panel.others]
        known = (panel.count[cell], _written(panel.share[cell]), group, int(panel.touched[cell]), *reached)
        lines.writerow([names[row], months[month], *figures, *known])
    return out.getvalue()


def unit_names(units: Iterable[Hashable]) -> list[str]:
    """What units are called in the table: a merged unit's series, (unit, first month), stay apart."""
    return ["-".join(map(str, unit)) if isinstance(unit, tuple) else str(unit) for unit in units]


def _written(value: float) -> str:
    return "" if math.isnan(value) else repr(float(value))


def _row(line: dict[str, str | None], others: Sequence[str], place: str) -> _Row:
    cells = {name: (value or "").strip() for name, value in line.items() if isinstance(name, str)}
    if not cells["unit"]:
        raise PanelTableError(f"{place}: unit kosong")
    outcome = _number(cells, "outcome", place, math.nan)
    count = _number(cells, "n", place, USUAL_ANSWERS if "n" not in cells else 0.0)
    share = _number(cells, "share", place, 0.0)
    if not 0 <= share <= 1:
        raise PanelTableError(f"{place}: share {share:g} harus antara 0 dan 1")
    if count < 0 or count != int(count):
        raise PanelTableError(f"{place}: n {count:g} harus bilangan bulat dari 0 ke atas")
    variance = _number(cells, "variance", place, math.nan)
    if variance < 0:
        raise PanelTableError(f"{place}: variance {variance:g} tidak boleh kurang dari 0")
    month, is_dated = _month(cells["month"], place)
    touched = share > 0 or _is_yes(cells, "touched", place)
    count = 0 if math.isnan(outcome) else int(count)
    return _Row(
        cells["unit"], month, is_dated, outcome, variance, count, share, touched, cells.get("group", ""),
        tuple(_is_yes(cells, name, place) for name in others),
    )  # fmt: skip


def _number(cells: dict[str, str], name: str, place: str, otherwise: float) -> float:
    text = cells.get(name, "")
    if text in ("", "NA", "nan", "NaN"):
        return otherwise
    try:
        found = float(text)
    except ValueError:
        found = math.inf
    if not math.isfinite(found):
        raise PanelTableError(f"{place}: {name} '{text}' bukan bilangan (pakai titik untuk desimal)")
    return found


def _is_yes(cells: dict[str, str], name: str, place: str) -> bool:
    text = cells.get(name, "").lower()
    if text not in (*YES, *NO):
        raise PanelTableError(f"{place}: {name} '{text}' harus 0 atau 1")
    return text in YES


def _month(text: str, place: str) -> tuple[int, bool]:
    """The month as a number, and whether it was written as a date."""
    if found := DATED.fullmatch(text):
        return int(found[1]) * 12 + int(found[2]) - 1, True
    if re.fullmatch(r"-?\d{1,6}", text):
        return int(text), False
    raise PanelTableError(f"{place}: month '{text}' harus ditulis YYYY-MM atau sebagai bilangan bulat")


def _panel(rows: Sequence[_Row], others: Sequence[str]) -> Panel:
    places = _places(rows)
    first, last = min(row.month for row in rows), max(row.month for row in rows)
    shape = (len(places), last - first + 1)
    cells = np.full(shape, -1)
    for number, row in enumerate(rows):
        cell = places[row.unit], row.month - first
        if cells[cell] >= 0:
            raise PanelTableError(f"baris {number + 2}: unit {row.unit} bulan {row.month} sudah ada")
        cells[cell] = number
    # Without a row in between, what was known of training holds on.
    carried = np.maximum.accumulate(np.where(cells >= 0, np.arange(shape[1])[None, :], -1), axis=1)
    known = np.take_along_axis(cells, np.maximum(carried, 0), axis=1)
    exists = (carried >= 0) & (np.maximum.accumulate(cells[:, ::-1] >= 0, axis=1)[:, ::-1])
    has_row = cells >= 0
    of = np.array([(r.outcome, r.variance, r.count, r.share, r.touched) for r in rows], dtype=float)
    outcome, variance, count = (np.where(has_row, of[cells, column], missing)
                                for column, missing in ((0, math.nan), (1, math.nan), (2, 0)))  # fmt: skip
    share, touched = (np.where(exists, of[known, column], 0.0) for column in (3, 4))
    flags = np.array([row.others for row in rows], dtype=bool).reshape(len(rows), len(others))
    return Panel(
        units=tuple(places),
        months=tuple(_month_names(rows[0].is_dated, first, last)),
        outcome=outcome, variance=variance, count=count.astype(np.int64),
        share=share, touched=touched.astype(bool), exists=exists,
        groups=_groups(rows, places),
        others=tuple(
            OtherProgram(name.removeprefix(OTHER), _starts(exists & flags[known, column]))
            for column, name in enumerate(others)
        ),
    )  # fmt: skip


def _places(rows: Sequence[_Row]) -> dict[str, int]:
    """The place of each unit; refuses tables that cannot be a panel."""
    if not rows:
        raise PanelTableError("tidak ada baris di bawah kepala kolom")
    if len({row.is_dated for row in rows}) > 1:
        raise PanelTableError("month harus ditulis dengan satu cara: YYYY-MM, atau bilangan bulat")
    months = {row.month for row in rows}
    if max(months) - min(months) >= MOST_MONTHS:
        raise PanelTableError(f"rentang bulan lebih dari {MOST_MONTHS}")
    return {unit: place for place, unit in enumerate(dict.fromkeys(row.unit for row in rows))}


def _month_names(is_dated: bool, first: int, last: int) -> list[Hashable]:
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" if is_dated else month for month in range(first, last + 1)]


def _groups(rows: Sequence[_Row], places: dict[str, int]) -> tuple[str, ...]:
    """Each unit's group, from its first row; nothing when no row names one."""
    groups: dict[str, str] = {}
    for row in rows:
        groups.setdefault(row.unit, row.group)
    return tuple(groups[unit] for unit in places) if any(groups.values()) else ()


def _starts(touched: np.ndarray) -> Whole:
    return np.where(touched.any(axis=1), touched.argmax(axis=1), NEVER)
