"""Files that people upload, right and wrong."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook


def workbook(*rows: list[Any], merge: str = "") -> bytes:
    """An XLSX with these rows, saved by openpyxl; `merge` joins a range of its cells."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_macros(content: bytes) -> bytes:
    """The same workbook as an XLSM: it carries a VBA project."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00VBA")
    return buffer.getvalue()
