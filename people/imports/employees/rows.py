"""One row of the employees' table, read cell by cell."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.imports.table import Column, Line
from people.models import EmployeeStatus, Grade, GradeScheme, Position, PositionKind, Unit
from people.numbers import NumberError, NumberKind, parse

COLUMNS = (
    Column(
        "nama", ("name", "nama_lengkap"), True, gettext_lazy("Nama lengkap dengan gelar."), "Siti Nurhaliza, S.Kep."
    ),
    Column("status", (), True, gettext_lazy("PNS, CPNS, PPPK, PPPK paruh waktu, atau non-ASN."), "PNS"),
    Column(
        "nip",
        ("number", "nomor", "ni_pppk", "nip/ni_pppk"),
        True,
        gettext_lazy("18 angka, disimpan sebagai teks; kosong untuk non-ASN."),
        "199203112015052001",
    ),
    Column("surel", ("email", "e-mail"), help=gettext_lazy("Boleh kosong."), example="siti@contoh.go.id"),
    Column("kode_unit", ("unit", "unit_code", "kode_unit_kerja"), True, gettext_lazy("Kode unit kerja."), "153"),
    Column("jabatan", ("position", "nama_jabatan"), True, gettext_lazy("Nama jabatan."), "Perawat Ahli Pertama"),
    Column(
        "jenis_jabatan",
        ("position_kind",),
        help=gettext_lazy("jpt, administrator, pengawas, fungsional, atau pelaksana; wajib untuk jabatan baru."),
        example="fungsional",
    ),
    Column("golongan", ("grade", "gol"), help=gettext_lazy("PNS: III/a; PPPK: IX; boleh kosong."), example="III/a"),
    Column("tmt", ("starts_on", "tmt_jabatan", "mulai"), help=gettext_lazy("Mulai bertugas di unit dan jabatan ini.")),
    Column("tmt_golongan", ("grade_from",), help=gettext_lazy("Mulai golongan; bila kosong sama dengan tmt.")),
    Column("kepala", ("head", "kepala_unit"), help=gettext_lazy("“ya” bila memimpin unit ini."), example="tidak"),
    Column("nip_lama", ("old_number",), help=gettext_lazy("Bila nomornya berganti, misalnya PPPK menjadi PNS.")),
    Column("nama_akun", ("username",), help=gettext_lazy("Untuk non-ASN yang sudah terdata, misalnya N000123.")),
)
OTHER_WORDS_FOR_NON_ASN = ("non asn", "honorer", "ptt", "thl")
NIP_STATUSES = {EmployeeStatus.PNS, EmployeeStatus.CPNS}
AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class EmployeeRow:
    """What one row says, each value checked by itself."""

    line: Line
    name: str
    status: EmployeeStatus
    number: str | None
    old_number: str | None
    username: str
    email: str
    unit: Unit
    position: str
    position_kind: PositionKind | None
    grade: Grade | None
    starts_on: date
    grade_from: date
    head: bool


@dataclass(frozen=True)
class Reference:
    """What rows may name: units, grades, positions, and the words for states and kinds; and the day of the check."""

    units: dict[str, Unit]
    grades: dict[tuple[str, str], Grade]
    positions: dict[str, Position]
    statuses: dict[str, EmployeeStatus]
    kinds: dict[str, PositionKind]
    today: date
    effective_on: date

    @classmethod
    def load(cls, *, today: date, effective_on: date) -> "Reference":
        """Read all of it, four queries whatever the file."""
        return cls(
            units={unit.code.casefold(): unit for unit in Unit.objects.select_related("merged_into")},
            grades={(grade.scheme, _bare(grade.code)): grade for grade in Grade.objects.all()},
            positions={position.name.casefold(): position for position in Position.objects.all()},
            statuses={str(text).casefold(): status for status in EmployeeStatus for text in (status, status.label)}
            | dict.fromkeys(OTHER_WORDS_FOR_NON_ASN, EmployeeStatus.NON_ASN),
            kinds={str(text).casefold(): kind for kind in PositionKind for text in (kind, kind.label)},
            today=today,
            effective_on=effective_on,
        )


def read(line: Line, reference: Reference) -> EmployeeRow | None:
    """The row with every cell checked; None, with findings, when one of the cells is wrong."""
    before = len(line.findings.items)
    status = line.choice("status", reference.statuses)
    starts_on = line.day("tmt") or reference.effective_on
    if starts_on > reference.today + AHEAD:
        line.refuse("tmt", _("Tanggal ini lebih dari setahun di depan. Periksa tahunnya."))
    name, position = line.filled("nama"), line.filled("jabatan")
    _refuse_long(line, "nama", name, 150)
    _refuse_long(line, "jabatan", position, 150)
    unit = _unit(line, reference, starts_on)
    number = _number(line, "nip", status, reference.today)
    grade = _grade(line, status, reference)
    kind = _position_kind(line, position, reference)
    row_values = (
        line["nip_lama"],
        line["nama_akun"].upper(),
        _email(line),
        line.day("tmt_golongan"),
        line.yes("kepala"),
    )
    if len(line.findings.items) > before or status is None or unit is None:
        return None
    old, username, email, grade_from, head = row_values
    return EmployeeRow(
        line, name, status, number, re.sub(r"[\s.\-]", "", old) or None, username, email, unit, position, kind, grade,
        starts_on, grade_from or starts_on, head,
    )  # fmt: skip


def explain(refusal: NumberError) -> str:
    """The reason why a number was refused, in the reader's language."""
    return _(refusal.template) % refusal.values


def _bare(grade: str) -> str:
    return re.sub(r"[\s./\-]", "", grade).upper()


def _refuse_long(line: Line, column: str, text: str, limit: int) -> None:
    if len(text) > limit:
        line.refuse(column, _("Paling banyak %(limit)s huruf.") % {"limit": limit})


def _unit(line: Line, reference: Reference, starts_on: date) -> Unit | None:
    code = line.filled("kode_unit")
    unit = reference.units.get(code.casefold())
    if code and unit is None:
        line.refuse("kode_unit", _unknown_unit(code, reference))
    if unit and starts_on < unit.starts_on:
        message = _("Unit ini baru berdiri pada %(day)s. Periksa tmt.")
        line.refuse("kode_unit", message % {"day": date_format(unit.starts_on, "j F Y")})
    if unit and unit.ends_on and starts_on > unit.ends_on:
        successor = Unit.objects.final_successor(unit)
        message = _("Unit ini berakhir pada %(day)s. Pakai kode penerusnya: %(code)s.")
        if successor == unit:
            message = _("Unit ini berakhir pada %(day)s. Pilih unit lain.")
        line.refuse("kode_unit", message % {"day": date_format(unit.ends_on, "j F Y"), "code": successor.code})
    return unit


def _unknown_unit(text: str, reference: Reference) -> str:
    """Why no unit has this code, with the code meant if the cell holds a unit's name or a clear part of one."""
    sought = text.casefold()
    alike = [unit for unit in reference.units.values() if sought in unit.name.casefold()]
    meant = [unit for unit in alike if unit.name.casefold() == sought] or alike
    if len(meant) == 1:
        values = {"code": meant[0].code, "name": meant[0].name}
        return _("Isi kode unit; maksud Anda %(code)s (%(name)s)?") % values
    return _("Unit “%(code)s” tidak ada. Impor dahulu unitnya.") % {"code": text}


def _number(line: Line, column: str, status: EmployeeStatus | None, today: date) -> str | None:
    text = line[column]
    if status == EmployeeStatus.NON_ASN:
        if text:
            line.refuse(column, _("Non-ASN tidak mempunyai NIP. Kosongkan, atau perbaiki statusnya."))
        return None
    if status is None:
        return None
    kind = NumberKind.NIP if status in NIP_STATUSES else NumberKind.NI_PPPK
    if not text:
        if (line.number, column) not in {(cell.row, cell.column) for cell in line.findings.items}:
            line.refuse(column, _("Isi %(kind)s, 18 angka.") % {"kind": kind.value})
        return None
    try:
        return parse(text, kind, on=today).digits
    except NumberError as refusal:
        line.refuse(column, explain(refusal))
        return None


def _email(line: Line) -> str:
    text = line["surel"].lower()
    if text:
        try:
            validate_email(text)
        except ValidationError:
            line.refuse("surel", _("“%(text)s” bukan alamat surel. Tulis seperti nama@contoh.go.id.") % {"text": text})
    return text


def _grade(line: Line, status: EmployeeStatus | None, reference: Reference) -> Grade | None:
    text = line["golongan"]
    if not text or status is None:
        return None
    if status == EmployeeStatus.NON_ASN:
        line.refuse("golongan", _("Non-ASN tidak mempunyai golongan. Kosongkan."))
        return None
    scheme = GradeScheme.PNS if status in NIP_STATUSES else GradeScheme.PPPK
    grade = reference.grades.get((scheme, _bare(text)))
    if grade is None:
        example = "III/a" if scheme == GradeScheme.PNS else "IX"
        message = _("Golongan “%(text)s” tidak ada untuk %(scheme)s. Tulis seperti %(example)s.")
        line.refuse("golongan", message % {"text": text, "scheme": scheme.label, "example": example})
    return grade


def _position_kind(line: Line, name: str, reference: Reference) -> PositionKind | None:
    known = reference.positions.get(name.casefold())
    if not line["jenis_jabatan"]:
        return None
    kind: PositionKind | None = line.choice("jenis_jabatan", reference.kinds)
    if known and kind and known.kind != kind:
        message = _("Jabatan ini tercatat sebagai %(kind)s. Samakan, atau ubah dahulu di data induk.")
        line.refuse("jenis_jabatan", message % {"kind": known.get_kind_display()})
    return kind
