"""The empty table that HR downloads, fills and uploads."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from people.imports.table import Column

ROWS_KEPT_AS_TEXT = 1000


def empty_table(columns: Sequence[Column]) -> bytes:
    """An XLSX whose cells are all text, so that Excel leaves long numbers alone, and a sheet that explains them."""
    book = Workbook()
    table = book.worksheets[0]
    table.title = _("Data")
    bold = Font(bold=True)
    for place, column in enumerate(columns, 1):
        table.cell(1, place, column.name).font = bold
        table.column_dimensions[get_column_letter(place)].width = max(14, len(column.name) + 4)
        for row in range(2, ROWS_KEPT_AS_TEXT + 2):
            table.cell(row, place).number_format = "@"
    table.freeze_panes = "A2"
    guide = book.create_sheet(_("Petunjuk"))
    guide.append([_("Kolom"), _("Wajib"), _("Cara mengisi"), _("Contoh")])
    for column in columns:
        guide.append([column.name, _("ya") if column.required else _("tidak"), str(column.help), column.example])
    for place, width in enumerate((18, 8, 60, 26), 1):
        guide.column_dimensions[get_column_letter(place)].width = width
        guide.cell(1, place).font = bold
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
