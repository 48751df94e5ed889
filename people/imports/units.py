"""The unit tree from a table: code, name, kind, parent, sector."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.base.spreadsheets import Sheet
from people.imports.report import Report, report_of
from people.imports.table import Change, Column, Findings, Line, lines_of
from people.models import Sector, Unit, UnitKind

CODE = re.compile(r"[A-Za-z0-9.-]{1,20}")
COLUMNS = (
    Column("kode", ("code", "kode_unit"), True, gettext_lazy("Kode unit: huruf, angka, titik, tanda hubung."), "111"),
    Column("nama", ("name", "nama_unit"), True, gettext_lazy("Nama lengkap unit."), "Dinas Kesehatan"),
    Column("jenis", ("type", "kind"), True, gettext_lazy("pemda, sekretariat, badan, dinas, puskesmas, …"), "dinas"),
    Column(
        "induk", ("parent", "kode_induk"), True, gettext_lazy("Kode unit di atasnya; kosong untuk puncak."), "PEMKO"
    ),
    Column("sektor", ("sector",), True, gettext_lazy("Kode atau nama sektor untuk laporan."), "health"),
    Column("mulai", ("berlaku_mulai", "starts_on"), help=gettext_lazy("Tanggal unit berdiri."), example="01-01-2020"),
)
IGNORED = ("source", "sumber", "keterangan")
FIELDS = ("name", "kind", "sector_id", "starts_on")


@dataclass
class UnitRow:
    """What one row says; `parent` is a code."""

    line: int
    code: str
    parent: str
    values: dict[str, Any]


@dataclass
class UnitPlan:
    """What the import would do; nothing is written yet."""

    report: Report
    new: list[UnitRow] = field(default_factory=list)
    changed: list[UnitRow] = field(default_factory=list)


def check(sheet: Sheet, *, effective_on: date) -> UnitPlan:
    """Check every row against the others and against the units that exist; writes nothing."""
    findings = Findings()
    lines = lines_of(sheet, COLUMNS, findings, ignored=IGNORED)
    existing = {unit.code: unit for unit in Unit.objects.select_related("parent", "merged_into")}
    rows = _rows(lines, existing, effective_on)
    if not findings.blocking:
        _check_tree(rows, existing, findings)
    new, changed, changes = [], [], []
    for row in rows:
        unit = existing.get(row.code)
        difference = _difference(row, unit)
        if unit is None:
            new.append(row)
            changes.append(Change(row.line, str(row.values["name"] or row.code), _("Unit baru"), row.code))
        elif difference:
            changed.append(row)
            changes.append(Change(row.line, unit.name, _("Unit diubah"), ", ".join(difference)))
    return UnitPlan(report_of(findings.items, changes, len(lines)), new, changed)


def write(plan: UnitPlan) -> None:
    """Write what `check` found; the caller holds the transaction."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    waiting = list(plan.new)
    while waiting:
        # Parents first, one level of the tree at a time.
        ready = [row for row in waiting if not row.parent or row.parent in units]
        waiting = [row for row in waiting if row not in ready]
        made = Unit.objects.bulk_create(
            Unit(code=row.code, parent=units.get(row.parent), **row.values) for row in ready
        )
        units |= {unit.code: unit for unit in made}
    touched = []
    for row in plan.changed:
        unit = units[row.code]
        for name, value in {**row.values, "parent": units.get(row.parent)}.items():
            setattr(unit, name, value)
        touched.append(unit)
    Unit.objects.bulk_update(touched, ["name", "kind", "sector", "starts_on", "parent"])


def _rows(lines: list[Line], existing: dict[str, Unit], effective_on: date) -> list[UnitRow]:
    kinds = {str(text).casefold(): kind for kind in UnitKind for text in (kind.value, kind.label)}
    sectors = {text.casefold(): sector for sector in Sector.objects.all() for text in (sector.code, sector.name)}
    seen: dict[str, int] = {}
    rows = []
    for line in lines:
        code = line.filled("kode")
        if code and not CODE.fullmatch(code):
            line.refuse("kode", _("Kode unit hanya berisi huruf, angka, titik dan tanda hubung, paling banyak 20."))
        if code in seen:
            line.refuse("kode", _("Kode ini sudah ada di baris %(row)s.") % {"row": seen[code]})
        seen.setdefault(code, line.number)
        sector = line.choice("sektor", sectors)
        known = existing.get(code)
        values = {
            "name": line.filled("nama")[:200],
            "kind": line.choice("jenis", kinds),
            "sector_id": sector and sector.pk,
            "starts_on": line.day("mulai") or (known.starts_on if known else effective_on),
        }
        rows.append(UnitRow(line.number, code, line["induk"], values))
    return rows


def _check_tree(rows: list[UnitRow], existing: dict[str, Unit], findings: Findings) -> None:
    parents = {code: unit.parent.code if unit.parent else "" for code, unit in existing.items()}
    parents |= {row.code: row.parent for row in rows}
    for row in rows:
        unit = existing.get(row.code)
        if unit and not _difference(row, unit):
            continue
        if row.parent and row.parent not in parents:
            message = _("Unit induk “%(code)s” tidak ada, di berkas ini maupun di data.")
            findings.add(row.line, "induk", message % {"code": row.parent})
        elif _is_above_itself(row.code, parents):
            findings.add(row.line, "induk", _("Unit ini berada di bawah dirinya sendiri. Periksa kolom induk."))
        else:
            _check_parent_is_there(row, existing.get(row.parent), findings)


def _check_parent_is_there(row: UnitRow, parent: Unit | None, findings: Findings) -> None:
    if (
        parent is None
        or parent.ends_on is None
        or (parent.ends_on >= row.values["starts_on"] and not parent.merged_into)
    ):
        return
    successor = Unit.objects.final_successor(parent)
    message = _("Unit induk berakhir pada %(day)s. Pilih induk lain.")
    if successor != parent:
        message = _("Unit induk berakhir pada %(day)s. Pakai penerusnya: %(code)s.")
    findings.add(row.line, "induk", message % {"day": date_format(parent.ends_on, "j F Y"), "code": successor.code})


def _is_above_itself(code: str, parents: dict[str, str]) -> bool:
    passed, above = {code}, parents.get(code, "")
    while above:
        if above in passed:
            return True
        passed.add(above)
        above = parents.get(above, "")
    return False


def _difference(row: UnitRow, unit: Unit | None) -> list[str]:
    if unit is None:
        return []
    names = {"name": _("nama"), "kind": _("jenis"), "sector_id": _("sektor"), "starts_on": _("mulai")}
    differing = [names[name] for name in FIELDS if getattr(unit, name) != row.values[name]]
    if (unit.parent.code if unit.parent else "") != row.parent:
        differing.append(_("induk"))
    return differing
