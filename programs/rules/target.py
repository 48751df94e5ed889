"""Whom a batch is for, on plain values: who meets its rules, why not, and the rules in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import EmployeeStatus, GradeScheme, PositionKind
from programs.transitions import EnrollmentState

# Which ladder of grades somebody stands on; non-ASN stand on none.
LADDERS = {
    EmployeeStatus.PNS: GradeScheme.PNS,
    EmployeeStatus.CPNS: GradeScheme.PNS,
    EmployeeStatus.PPPK: GradeScheme.PPPK,
    EmployeeStatus.PPPK_PART_TIME: GradeScheme.PPPK,
}


@dataclass(frozen=True)
class GradeRange:
    """Grades of one ladder by level and code; an end that is None is open."""

    lowest: tuple[int, str] | None
    highest: tuple[int, str] | None

    def holds(self, level: int) -> bool:
        """Whether a grade of that level lies in the range."""
        above = self.lowest is None or level >= self.lowest[0]
        return above and (self.highest is None or level <= self.highest[0])

    @property
    def words(self) -> str:
        """The range as people write it: "III/a–IV/a", "III/a ke atas", "III/d ke bawah"."""
        if self.lowest and self.highest:
            same = self.lowest == self.highest
            return self.lowest[1] if same else f"{self.lowest[1]}–{self.highest[1]}"
        if self.lowest:
            return _("%(grade)s ke atas") % {"grade": self.lowest[1]}
        return _("%(grade)s ke bawah") % {"grade": self.highest[1] if self.highest else ""}


@dataclass(frozen=True)
class Target:
    """The rules of one batch; what is empty asks nothing. `unit_ids` are those named, `units` their names."""

    batch_id: int
    program_id: int
    starts_on: date
    unit_ids: frozenset[int] = frozenset()
    units: tuple[str, ...] = ()
    position_kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    grades: dict[str, GradeRange] = field(default_factory=dict)
    prerequisites: dict[int, str] = field(default_factory=dict)
    years_between: int | None = None


@dataclass(frozen=True)
class Taken:
    """A batch that somebody finished or has a live application to."""

    batch_id: int
    program_id: int
    number: int
    state: str
    ends_on: date


@dataclass(frozen=True)
class Person:
    """What the rules ask of an employee on a day; `unit_ids`: the own unit and all above it."""

    status: str
    unit_id: int | None
    unit_ids: frozenset[int]
    position_kind: str | None
    grade: tuple[int, str] | None
    taken: Sequence[Taken] = ()


def refusals(target: Target, person: Person) -> list[str]:
    """Why the person cannot take the batch, each reason with what to do; an empty list: they can."""
    checks = (_unit, _position, _status, _grade, _prerequisites, _again)
    return [reason for check in checks for reason in check(target, person)]


def _listed(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words)


def _unit(target: Target, person: Person) -> list[str]:
    if not target.unit_ids or target.unit_ids & person.unit_ids:
        return []
    return [
        _("Hanya untuk pegawai %(units)s. Pilih angkatan lain di katalog, atau nyatakan kebutuhannya.")
        % {"units": _listed(target.units)}
    ]


def _position(target: Target, person: Person) -> list[str]:
    if not target.position_kinds or person.position_kind in target.position_kinds:
        return []
    own = PositionKind(person.position_kind).label if person.position_kind else _("belum ada")
    return [
        _("Hanya untuk jabatan %(kinds)s; yang tercatat: %(own)s. Bila keliru, minta BKPSDM memperbaiki datanya.")
        % {"kinds": _listed(PositionKind(kind).label for kind in target.position_kinds), "own": own}
    ]


def _status(target: Target, person: Person) -> list[str]:
    if not target.statuses or person.status in target.statuses:
        return []
    return [
        _("Hanya untuk %(statuses)s; yang tercatat: %(own)s. Bila keliru, minta BKPSDM memperbaiki datanya.")
        % {
            "statuses": _listed(EmployeeStatus(status).label for status in target.statuses),
            "own": EmployeeStatus(person.status).label,
        }
    ]


def _grade(target: Target, person: Person) -> list[str]:
    ladder = LADDERS.get(EmployeeStatus(person.status))
    asked = target.grades.get(ladder) if ladder else None
    if asked is None or (person.grade is not None and asked.holds(person.grade[0])):
        return []
    own = person.grade[1] if person.grade else _("belum ada")
    return [
        _("Hanya untuk golongan %(range)s; yang tercatat: %(own)s. Bila keliru, minta BKPSDM memperbaiki datanya.")
        % {"range": asked.words, "own": own}
    ]


def _prerequisites(target: Target, person: Person) -> list[str]:
    finished = {one.program_id for one in person.taken if one.state == EnrollmentState.FINISHED}
    missing = [title for program_id, title in target.prerequisites.items() if program_id not in finished]
    return [_("Selesaikan dahulu program “%(title)s”.") % {"title": title} for title in missing]


def _again(target: Target, person: Person) -> list[str]:
    if target.years_between is None:
        return []
    earlier = [one for one in person.taken if one.program_id == target.program_id and one.batch_id != target.batch_id]
    running = [one for one in earlier if one.state != EnrollmentState.FINISHED]
    if running:
        return [
            _("Sudah mendaftar di angkatan %(number)d program ini. Batalkan dahulu pendaftaran itu bila ingin pindah.")
            % {"number": running[0].number}
        ]
    last = max((one.ends_on for one in earlier), default=None)
    if last is None or (free_from := years_later(last, target.years_between)) <= target.starts_on:
        return []
    return [
        _("Program ini sudah diselesaikan pada %(last)s. Pilih angkatan yang mulai %(free)s atau sesudahnya.")
        % {"last": date_format(last, "j F Y"), "free": date_format(free_from, "j F Y")}
    ]


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def in_words(target: Target | None) -> list[str]:
    """The rules for a batch's page, one sentence each; None or no rule: everyone."""
    if target is None:
        return [_("Semua pegawai")]
    lines = []
    if target.units:
        lines.append(_("Pegawai %(units)s, beserta unit di bawahnya") % {"units": _listed(target.units)})
    if target.position_kinds:
        kinds = _listed(PositionKind(kind).label for kind in target.position_kinds)
        lines.append(_("Jabatan: %(kinds)s") % {"kinds": kinds})
    if target.statuses:
        statuses = _listed(EmployeeStatus(status).label for status in target.statuses)
        lines.append(_("Status: %(statuses)s") % {"statuses": statuses})
    for ladder, asked in target.grades.items():
        lines.append(_("Golongan %(ladder)s: %(range)s") % {"ladder": GradeScheme(ladder).label, "range": asked.words})
    lines += [_("Sudah menyelesaikan “%(title)s”") % {"title": title} for title in target.prerequisites.values()]
    if target.years_between:
        lines.append(_("Belum mengikuti program ini dalam %(years)d tahun terakhir") % {"years": target.years_between})
    return lines or [_("Semua pegawai")]
