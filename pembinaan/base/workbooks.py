"""What a workbook hides from a reader of values: macros, merged cells, formulas that nobody calculated."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from pembinaan.base.errors import DomainError

_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_FORMULA = re.compile(rb"<f[ >/]")


class WorkbookError(DomainError):
    """The workbook as a whole is not taken."""


@dataclass(frozen=True)
class HiddenCell:
    """A cell whose value is not there; row and column count from 1."""

    row: int
    column: int
    message: str


def refuse_macros(content: bytes) -> None:
    """Refuse a workbook with macros (.xlsm), whatever its name; raises WorkbookError."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise WorkbookError(_("Berkas ini berisi makro (.xlsm). Simpan ulang sebagai .xlsx, lalu unggah lagi."))


def hidden_cells(content: bytes) -> Iterator[HiddenCell]:
    """Cells of the first sheet that are covered by a merged one, or hold a formula without a result."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    path = getattr(book.worksheets[0], "_worksheet_path", "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(path.lstrip("/")) if path else b""
    for found in _MERGED.finditer(xml):
        yield from _covered(found.group(1).decode())
    if _FORMULA.search(xml):
        yield from _uncalculated(content)


def _covered(merged: str) -> Iterator[HiddenCell]:
    left, top, right, bottom = range_boundaries(merged)
    message = _("Sel %(cells)s digabung. Pisahkan (Unmerge Cells), lalu isi setiap barisnya.") % {"cells": merged}
    for row in range(top or 1, (bottom or 1) + 1):
        for column in range(left or 1, (right or 1) + 1):
            if (row, column) != (top, left):
                yield HiddenCell(row, column, message)


def _uncalculated(content: bytes) -> Iterator[HiddenCell]:
    results = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False).worksheets[0]
    message = _("Sel ini berisi rumus tanpa hasil. Salin, lalu tempel sebagai nilai (Paste Special, Values).")
    rows = zip(results.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
    for row, (values, written) in enumerate(rows, 1):
        for column, (value, text) in enumerate(zip(values, written, strict=False), 1):
            if value is None and text is not None and str(text).startswith("="):
                yield HiddenCell(row, column, message)
