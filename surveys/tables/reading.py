"""From a file to its one table of SKM figures, whatever its separator, layout and sheet."""

from collections.abc import Sequence
from pathlib import Path

from surveys.tables.across import read_across
from surveys.tables.down import read_down
from surveys.tables.faults import Fault, TableError
from surveys.tables.layout import Layout, find_layout
from surveys.tables.sheets import Sheet, read_sheets, sheets_of
from surveys.tables.table import Table

NO_HEADING = (
    "tidak ditemukan baris judul: perlu kolom U1, U2, … atau nama unsur (jawaban per responden), "
    "atau kolom unsur dengan jumlah, n, atau NRR (rekap per unsur)"
)


def read_table(path: Path) -> Table:
    """Read a file's table; raises TableError with file, row and column of every fault."""
    return _only_table(str(path), read_sheets(path))


def table_of(file: str, content: bytes) -> Table:
    """Like `read_table`, for the content of an uploaded file."""
    return _only_table(file, sheets_of(file, content))


def _only_table(file: str, sheets: Sequence[Sequence[Sheet]]) -> Table:
    layouts = [layout for readings in sheets if (layout := _best_layout(readings))]
    across = [layout for layout in layouts if layout.is_across]
    if not layouts:
        raise TableError(file, [Fault(NO_HEADING)])
    if len(layouts) == 1:
        return _read(layouts[0])
    if len(across) == 1:
        return _read(across[0])
    names = ", ".join(layout.sheet.name for layout in layouts)
    raise TableError(file, [Fault(f"berkas memuat beberapa tabel ({names}); simpan satu per berkas")])


def _best_layout(readings: Sequence[Sheet]) -> Layout | None:
    layouts = [layout for sheet in readings if (layout := find_layout(sheet))]
    return max(layouts, key=lambda layout: layout.width, default=None)


def _read(layout: Layout) -> Table:
    return read_across(layout) if layout.is_across else read_down(layout)
