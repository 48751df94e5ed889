"""Every row against the others and against what is recorded; writes nothing."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pembinaan.base.spreadsheets import Sheet
from people.imports.employees.people import Directory
from people.imports.employees.plan import Career, Person, Plan, State
from people.imports.employees.rows import COLUMNS, EmployeeRow, Reference, read
from people.imports.report import report_of
from people.imports.table import Change, Findings, lines_of
from people.models import Assignment, Employee, Position

DAY = timedelta(days=1)


def check(sheet: Sheet, *, effective_on: date, today: date) -> Plan:
    """What importing the sheet would do, and every finding; an empty tmt means `effective_on`."""
    findings = Findings()
    lines = lines_of(sheet, COLUMNS, findings)
    reference = Reference.load(today=today, effective_on=effective_on)
    read_rows = (read(line, reference) for line in lines) if not findings.blocking_in_header else ()
    rows = [row for row in read_rows if row is not None]
    _refuse_twins(rows)
    plan = Plan(positions=_positions(rows, reference))
    plan.people = _people(rows)
    known = [person.employee for person in plan.people if person.known]
    state = State.load(known, list({row.unit.pk: row.unit for row in rows}.values()))
    changes: list[Change] = []
    for person in plan.people:
        career = state.careers.get(person.employee.pk, Career()) if person.known else Career()
        deeds = [*_person(person), *_assignment(person, career, plan), *_rank(person, career, plan)]
        deeds += _headship(person, career, state, plan)
        changes += [Change(person.row.line.number, person.row.name, deed, detail) for deed, detail in deeds]
    plan.report = report_of(findings.items, changes, len(lines))
    return plan


Deeds = list[tuple[str, str]]


def _refuse_twins(rows: list[EmployeeRow]) -> None:
    for column, value_of in _UNIQUE.items():
        seen: dict[str, int] = {}
        for row in rows:
            value = value_of(row)
            if value and value in seen:
                row.line.refuse(column, _("Sudah ada di baris %(row)s.") % {"row": seen[value]})
            elif value:
                seen[value] = row.line.number


_UNIQUE: dict[str, Callable[[EmployeeRow], str]] = {
    "nip": lambda row: row.number or "",
    "nip_lama": lambda row: row.old_number or "",
    "nama_akun": lambda row: row.username,
    "surel": lambda row: row.email,
    "nama": lambda row: "" if row.number or row.email or row.username else f"{row.name.casefold()}|{row.unit.pk}",
    "kepala": lambda row: f"{row.unit.pk}" if row.head else "",
}


def _positions(rows: list[EmployeeRow], reference: Reference) -> dict[str, Position]:
    positions = dict(reference.positions)
    for row in rows:
        if row.position_kind:
            new = Position(name=row.position, kind=row.position_kind)
            key = row.position.casefold()
            if key not in positions:
                _announce(row, new)
            known = positions.setdefault(key, new)
            if known.kind != row.position_kind:
                message = _("Jabatan ini di baris lain berjenis %(kind)s. Samakan.")
                row.line.refuse("jenis_jabatan", message % {"kind": known.get_kind_display()})
    for row in rows:
        if row.position.casefold() not in positions:
            message = _("Jabatan “%(name)s” belum terdata. Isi jenisnya.")
            row.line.refuse("jenis_jabatan", message % {"name": row.position})
    return positions


def _announce(row: EmployeeRow, new: Position) -> None:
    """A position that the import adds may be a misspelt one: HR reads it before importing."""
    message = _("Jabatan baru: %(name)s (%(kind)s). Periksa ejaannya; jabatan ini ditambahkan ke data induk.")
    values = {"name": new.name, "kind": new.get_kind_display()}
    row.line.findings.note(row.line.number, "jabatan", message % values)


def _people(rows: list[EmployeeRow]) -> list[Person]:
    directory = Directory.load(rows)
    people: list[Person] = []
    seen: dict[int, int] = {}
    for row in rows:
        employee = directory.find(row)
        directory.check_account(row, employee)
        if employee and employee.pk in seen:
            message = _("Orang ini sudah ada di baris %(row)s.")
            row.line.refuse("nama", message % {"row": seen[employee.pk]})
            continue
        if employee:
            seen[employee.pk] = row.line.number
        people.append(Person(row=row, employee=employee or Employee(), known=employee is not None))
    return people


def _person(person: Person) -> Deeds:
    row, employee = person.row, person.employee
    person.old_email = employee.email
    values = {"name": row.name, "status": row.status, "number": row.number, "email": row.email or employee.email}
    person.changed_fields = [name for name, value in values.items() if getattr(employee, name) != value]
    names = {"name": _("nama"), "status": _("status"), "number": _("nomor"), "email": _("surel")}
    for name, value in values.items():
        setattr(employee, name, value)
    if not person.known:
        return [(_("Pegawai baru"), _("%(unit)s sebagai %(position)s") % {"unit": row.unit, "position": row.position})]
    return (
        [(_("Data diubah"), ", ".join(names[name] for name in person.changed_fields))] if person.changed_fields else []
    )


def _assignment(person: Person, career: Career, plan: Plan) -> Deeds:
    row = person.row
    position = plan.positions.get(row.position.casefold())
    last = career.assignments[-1] if career.assignments else None
    if position is None or _is_recorded(row, position, career):
        return []
    if last and row.starts_on <= last.starts_on:
        message = _("tmt harus setelah %(day)s, awal penempatan terakhir di %(unit)s.")
        row.line.refuse("tmt", message % {"day": date_format(last.starts_on, "j F Y"), "unit": last.unit})
        return []
    person.begins = True
    if last is None:
        return []
    _give_way(last, row, career, plan)
    values = {
        "old": f"{last.unit} ({last.position})",
        "new": f"{row.unit} ({position})",
        "day": date_format(row.starts_on, "j F Y"),
    }
    return [(_("Pindah"), _("dari %(old)s ke %(new)s mulai %(day)s") % values)]


def _is_recorded(row: EmployeeRow, position: Position, career: Career) -> bool:
    """Whether the row's assignment is known, now or in the past; another tmt than recorded is worth a note."""
    same = [a for a in career.assignments if a.unit_id == row.unit.pk and a.position == position]
    if any(assignment.starts_on == row.starts_on for assignment in same):
        return True
    last = career.assignments[-1] if career.assignments else None
    if last not in same or last is None or last.ends_on is not None:
        return False
    message = _("Penempatan ini tercatat mulai %(day)s; tmt di berkas tidak dipakai.")
    row.line.findings.note(row.line.number, "tmt", message % {"day": date_format(last.starts_on, "j F Y")})
    return True


def _give_way(last: Assignment, row: EmployeeRow, career: Career, plan: Plan) -> None:
    if last.ends_on is None or last.ends_on >= row.starts_on:
        plan.ending_assignments[last] = row.starts_on - DAY
    for headship in career.headships:
        if headship.unit_id == last.unit_id != row.unit.pk and headship.ends_on is None:
            plan.end_headship(headship, max(row.starts_on - DAY, headship.starts_on))


def _rank(person: Person, career: Career, plan: Plan) -> Deeds:
    row = person.row
    last = career.ranks[-1] if career.ranks else None
    if row.grade is None or (last and last.grade_id == row.grade.pk):
        return []
    if any(rank.grade_id == row.grade.pk and rank.starts_on == row.grade_from for rank in career.ranks):
        return []
    if last and row.grade_from <= last.starts_on:
        message = _("Golongan %(grade)s tercatat mulai %(day)s. Isi tmt_golongan setelah tanggal itu.")
        values = {"grade": last.grade.code, "day": date_format(last.starts_on, "j F Y")}
        row.line.refuse("tmt_golongan", message % values)
        return []
    person.new_grade = row.grade
    if last and (last.ends_on is None or last.ends_on >= row.grade_from):
        plan.ending_ranks[last] = row.grade_from - DAY
    return [(_("Golongan baru"), f"{last.grade.code} → {row.grade.code}")] if last else []


def _headship(person: Person, career: Career, state: State, plan: Plan) -> Deeds:
    row = person.row
    if not row.head or any(h.unit_id == row.unit.pk and h.ends_on is None for h in career.headships):
        return []
    if any(h.unit_id == row.unit.pk and h.starts_on == row.starts_on for h in career.headships):
        return []
    former = [h for h in state.heads.get(row.unit.pk, []) if h.ends_on is None or h.ends_on >= row.starts_on]
    if any(headship.starts_on >= row.starts_on for headship in former):
        message = _("%(unit)s sudah dipimpin %(name)s sejak %(day)s. Periksa tmt, atau akhiri dahulu kepala itu.")
        values = {"unit": row.unit, "name": former[-1].employee, "day": date_format(former[-1].starts_on, "j F Y")}
        row.line.refuse("kepala", message % values)
        return []
    for headship in former:
        plan.end_headship(headship, row.starts_on - DAY)
    person.leads = True
    return [(_("Kepala unit"), row.unit.name)]
