"""Presence from a file: each row is checked and told, and nothing is written before somebody says so.

What was checked travels through the page as a signed text, so that exactly what was shown is recorded.
"""

import re
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import datetime, time
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.base.dates import city_day
from pembinaan.base.spreadsheets import read_rows
from people.imports.table import Column, Finding, Findings, Line, lines_of
from people.models import Account
from programs.errors import AttendanceError
from programs.models import Enrollment, Excuse, MarkedBy, Session
from programs.presence.attendance import Mark, record
from programs.presence.roll import participants, waiting_for_seats

COLUMNS = (
    Column("nip", ("nip_/_ni_pppk", "ni_pppk", "nomor"), help=gettext_lazy("18 angka; boleh kosong bila nama diisi")),
    Column("nama", help=gettext_lazy("dipakai bila nomor kosong"), example="Siti Nurhaliza"),
    Column(
        "kehadiran",
        ("hadir", "status"),
        required=True,
        help=gettext_lazy("hadir, tidak, sakit, izin, atau tugas dinas"),
        example="hadir",
    ),
    Column("datang", help=gettext_lazy("jam datang, boleh kosong"), example="08.05"),
    Column("pulang", help=gettext_lazy("jam pulang, hanya bila pulang lebih awal"), example="14.30"),
    Column("keterangan", ("catatan",), help=gettext_lazy("boleh kosong")),
)
WORDS: dict[str, tuple[bool, str]] = {
    **dict.fromkeys(("hadir", "ya", "y", "v", "1", "true", "h"), (True, "")),
    **dict.fromkeys(("tidak", "tidak hadir", "t", "0", "false", "-", "alpa", "tanpa keterangan"), (False, "")),
    **dict.fromkeys(("sakit", "s"), (False, Excuse.SICK.value)),
    **dict.fromkeys(("izin", "ijin", "i"), (False, Excuse.LEAVE.value)),
    **dict.fromkeys(("tugas dinas", "dinas", "dl"), (False, Excuse.DUTY.value)),
}
MAX_ROWS = 5000
_SALT, _GOOD_FOR_SECONDS = "programs.presence_import", 3600
_CLOCK = re.compile(r"(?:\d{4}-\d{2}-\d{2}T)?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?")


@dataclass
class Checked:
    """What a file says: a mark for each participant it names, and what is wrong in which row."""

    findings: list[Finding] = field(default_factory=list)
    rows: list[tuple[int, Enrollment, Mark]] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        """Whether something must be mended first."""
        return any(finding.blocking for finding in self.findings)


def check(*, session: Session, content: bytes, filename: str) -> Checked:
    """Read a file and check every row; nothing is written.

    Raises:
        SpreadsheetError: the file cannot be read at all.
    """
    sheet, findings = read_rows(content, filename, max_rows=MAX_ROWS), Findings()
    people = _People(session)
    checked, seen = Checked(), dict[int, int]()
    for line in lines_of(sheet, COLUMNS, findings, ignored={"no", "unit", "unit kerja"}):
        person, said = people.of(line), _mark(line, session)
        if person is None or said is None:
            continue
        if person.pk in seen:
            line.refuse(
                "nama", _("Orang ini sudah ada di baris %(row)d. Hapus salah satunya.") % {"row": seen[person.pk]}
            )
            continue
        seen[person.pk] = line.number
        checked.rows.append((line.number, person, said))
    if not sheet.rows:
        findings.add(1, "", _("Tidak ada baris di bawah judul kolom."))
    checked.findings = sorted(findings.items, key=lambda finding: (finding.row, finding.column))
    return checked


def sealed(session: Session, checked: Checked) -> str:
    """The marks as a signed text, good for an hour."""
    marks = {str(person.pk): [_plain(value) for value in asdict(said).values()] for _row, person, said in checked.rows}
    return signing.dumps({"session": session.pk, "marks": marks}, salt=_SALT, compress=True)


def apply(*, session: Session, text: str, by: Account | None, now: datetime) -> int:
    """Record what was checked; return how many records changed. Applied twice, nothing more happens.

    Raises AttendanceError when the text is too old or of another session, and as `record` does.
    """
    try:
        kept: dict[str, Any] = signing.loads(text, salt=_SALT, max_age=_GOOD_FOR_SECONDS)
    except signing.BadSignature as failure:
        raise AttendanceError(_("Pemeriksaan ini sudah terlalu lama. Unggah berkasnya lagi.")) from failure
    if kept["session"] != session.pk:
        raise AttendanceError(_("Pemeriksaan ini untuk sesi lain. Unggah berkasnya lagi."))
    marks = {int(pk): _said(values) for pk, values in kept["marks"].items()}
    return record(session=session, marks=marks, way=MarkedBy.FILE, by=by, now=now)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _said(values: list[Any]) -> Mark:
    present, arrived_at, left_at, excuse, note = values
    return Mark(
        present=present,
        arrived_at=datetime.fromisoformat(arrived_at) if arrived_at else None,
        left_at=datetime.fromisoformat(left_at) if left_at else None,
        excuse=excuse,
        note=note,
    )


class _People:
    """Participants by number and by name; whoever is named in vain is told why."""

    def __init__(self, session: Session) -> None:
        self.by_number: dict[str, list[Enrollment]] = {}
        self.by_name: defaultdict[str, list[Enrollment]] = defaultdict(list)
        for person in participants(session.batch_id):
            self.by_name[_name(person.employee.name)].append(person)
            if person.employee.number:
                self.by_number[person.employee.number] = [person]
        waiting = waiting_for_seats(session.batch)
        self.waiting = {text for one in waiting for text in (_name(one.employee.name), one.employee.number)}

    def of(self, line: Line) -> Enrollment | None:
        """The participant whom a row means, by number, else by name."""
        number, name = re.sub(r"[^0-9A-Za-z]", "", line["nip"]), _name(line["nama"])
        found = self.by_number.get(number, []) if number else self.by_name.get(name, [])
        if len(found) == 1:
            return found[0]
        self._refuse(line, "nip" if number else "nama", number or name, many=len(found) > 1)
        return None

    def _refuse(self, line: Line, column: str, text: str, *, many: bool) -> None:
        if many:
            line.refuse(column, _("Ada beberapa peserta bernama ini. Isi nomornya."))
        elif not text:
            line.refuse(column, _("Isi nomor atau nama."))
        elif text in self.waiting:
            line.refuse(column, _("Orang ini masih di daftar tunggu, bukan peserta. Hapus baris ini."))
        else:
            line.refuse(column, _("Tidak ada peserta angkatan ini dengan nomor atau nama itu."))


def _name(text: str) -> str:
    return " ".join(text.casefold().split())


def _mark(line: Line, session: Session) -> Mark | None:
    word = " ".join(line.filled("kehadiran").casefold().split())
    if word and word not in WORDS:
        line.refuse("kehadiran", _("Isi hadir, tidak, sakit, izin, atau tugas dinas."))
    arrived_at, left_at = _moment(line, "datang", session), _moment(line, "pulang", session)
    present, excuse = WORDS.get(word, (False, ""))
    if word in WORDS and not present and (arrived_at or left_at):
        line.refuse("datang", _("Yang tidak hadir tidak mempunyai jam datang atau pulang."))
    if arrived_at and left_at and left_at < arrived_at:
        line.refuse("pulang", _("Jam pulang tidak boleh sebelum jam datang."))
    note = line["keterangan"][:200]
    return Mark(present, arrived_at, left_at, excuse, note) if word in WORDS else None


def _moment(line: Line, column: str, session: Session) -> datetime | None:
    text = line[column]
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    try:
        at = time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        at = None
    if at is None:
        line.refuse(column, _("“%(text)s” bukan jam. Tulis seperti 08.05.") % {"text": text})
        return None
    return timezone.make_aware(datetime.combine(city_day(session.starts_at), at), timezone.get_default_timezone())
