"""A list of all units' service users, read from XLSX or CSV: a message for each row that does not hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from documents.uploads import Upload
from pembinaan.base.errors import DomainError
from pembinaan.base.spreadsheets import Row, read_rows
from people.models import Unit
from surveys.index import sample_size
from surveys.models import Service
from surveys.office.populations import Stated

CODE, SERVICE, USERS, SOURCE, TARGET, REASON = "kode unit", "kode layanan", "pengguna", "sumber", "sasaran", "alasan"
NEEDED: Final = (CODE, USERS, SOURCE)
WHOLE: Final = re.compile(r"\d{1,9}|\d{1,3}(\.\d{3}){1,2}")
LONGEST_SOURCE, LONGEST_REASON = 200, 300


class TableError(DomainError):
    """The file as a whole is not such a list."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken; `row` is its line in the file."""

    row: int
    message: str


@dataclass(slots=True)
class Table:
    """What a file states, and what is wrong with it."""

    stated: list[Stated] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _RowError(ValueError):
    pass


def read_table(upload: Upload) -> Table:
    """Read a list; rows without a number of users are passed over. Two queries.

    Raises TableError when a needed column is missing, SpreadsheetError when it is no table at all.
    """
    sheet = read_rows(upload.content, upload.name)
    columns = [" ".join(name.lower().split()) for name in sheet.header]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise TableError(
            _("Kolom “%(column)s” tidak ada. Unduh daftar dari halaman ini, isi, lalu unggah kembali.")
            % {"column": missing[0]}
        )
    lookup = _Lookup()
    table = Table()
    seen: set[tuple[int, int | None]] = set()
    table.faults = [Fault(cell.row, f"{cell.column}: {cell.message}") for cell in sheet.refused_cells]
    for row in sheet.rows:
        cells = dict(zip(columns, row.cells, strict=False))
        if not cells.get(USERS):
            continue
        try:
            stated = lookup.stated(cells)
            _once(stated, seen)
            table.stated.append(stated)
        except _RowError as error:
            table.faults.append(Fault(_number(row), str(error)))
    return table


def _number(row: Row) -> int:
    return row.number


def _once(stated: Stated, seen: set[tuple[int, int | None]]) -> None:
    key = (stated.unit.pk, stated.service.pk if stated.service else None)
    if key in seen:
        raise _RowError(_("Unit dan layanan ini sudah ada di baris lain."))
    seen.add(key)


class _Lookup:
    """Units and services by code."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.without_tree_fields().order_by("pk")}
        services = Service.objects.order_by("pk")
        self.services: dict[tuple[int, str], Service] = {(one.unit_id, one.code): one for one in services}

    def stated(self, cells: Mapping[str, str]) -> Stated:
        """What a row states; raises _RowError with the sentence for its line."""
        unit = self.units.get(cells[CODE])
        if unit is None:
            raise _RowError(_("Kode unit “%(code)s” tidak dikenal.") % {"code": cells[CODE]})
        users, target = _whole(cells[USERS], USERS), cells.get(TARGET, "")
        source, reason = cells.get(SOURCE, ""), cells.get(REASON, "")
        if not source:
            raise _RowError(_("Tuliskan dari mana jumlah pengguna layanan ini."))
        stated_target = _whole(target, TARGET) if target else None
        if stated_target is not None and stated_target <= sample_size(users):
            # The formula's own number, or less: no target of the unit's own.
            stated_target, reason = None, ""
        return Stated(
            unit,
            self._service(unit, cells.get(SERVICE, "")),
            users,
            source[:LONGEST_SOURCE],
            _checked(stated_target, users, reason),
            reason[:LONGEST_REASON] if stated_target else "",
        )

    def _service(self, unit: Unit, code: str) -> Service | None:
        if not code:
            return None
        service = self.services.get((unit.pk, code))
        if service is None:
            raise _RowError(_("%(unit)s tidak mempunyai layanan “%(code)s”.") % {"unit": unit.name, "code": code})
        return service


def _whole(text: str, column: str) -> int:
    if not WHOLE.fullmatch(text) or int(text.replace(".", "")) < 1:
        raise _RowError(_("Kolom “%(column)s” harus bilangan bulat, paling sedikit 1.") % {"column": column})
    return int(text.replace(".", ""))


def _checked(target: int | None, users: int, reason: str) -> int | None:
    if target is not None and target > users:
        raise _RowError(_("Sasaran tidak boleh melebihi jumlah pengguna layanan."))
    if target is not None and not reason:
        raise _RowError(_("Tuliskan alasan sasaran yang lebih tinggi."))
    return target
