"""What each line of a list would lead to: read from the data, nothing written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.base.dates import city_day
from people.access import Access
from people.models import Assignment, Employee, Headship
from programs.applications.seats import Seats, seats_of
from programs.models import ENROLLED, OVER, Batch, BatchState, Enrollment, EnrollmentState
from programs.rosters.table import Line, RosterError
from programs.rules.eligibility import refusals_by_employee

SEAT, QUEUE, LATER = "seat", "queue", "later"
ALREADY, REFUSED, UNKNOWN, NOT_YOURS, DUPLICATE, WRONG = (
    "already",
    "refused",
    "unknown",
    "not_yours",
    "duplicate",
    "wrong",
)
# What is written when the list is applied; all other kinds change nothing.
GOOD = (SEAT, QUEUE, LATER)
WORDS = {
    SEAT: gettext_lazy("Langsung terdaftar"),
    QUEUE: gettext_lazy("Masuk daftar tunggu"),
    LATER: gettext_lazy("Menunggu pembagian kursi"),
    ALREADY: gettext_lazy("Sudah terdaftar"),
    REFUSED: gettext_lazy("Tidak memenuhi syarat"),
    UNKNOWN: gettext_lazy("Tidak ditemukan"),
    NOT_YOURS: gettext_lazy("Bukan wewenang Anda"),
    DUPLICATE: gettext_lazy("Baris ganda"),
    WRONG: gettext_lazy("Nomor salah"),
}


@dataclass(frozen=True)
class Outcome:
    """What one line leads to; without a person `unit_id` and `employee_id` are 0, `place` is that in the queue."""

    row: int
    kind: str
    number: str = ""
    name: str = ""
    unit: str = ""
    employee_id: int = 0
    unit_id: int = 0
    place: int = 0
    text: str = ""
    warning: str = ""

    @property
    def good(self) -> bool:
        """Whether applying the list enrolls this person."""
        return self.kind in GOOD

    @property
    def word(self) -> str:
        """The kind in words."""
        return str(WORDS[self.kind])


def require_takes(batch: Batch, access: Access, now: datetime) -> None:
    """Refuse a list for a batch that takes nobody any more: heads while enrollment is open, BKPSDM until its last day.

    Raises RosterError.
    """
    if batch.state != BatchState.OPEN or city_day(now) > batch.ends_on:
        raise RosterError(_("Angkatan ini tidak menerima peserta: belum diumumkan, dibatalkan, atau sudah selesai."))
    if not access.is_hr and not batch.enrollment_opens_at <= now < batch.enrollment_closes_at:
        raise RosterError(_("Pendaftaran angkatan ini tidak sedang dibuka. Hubungi BKPSDM."))


def plan(batch: Batch, lines: Sequence[Line], access: Access, *, now: datetime, exempt: bool = False) -> list[Outcome]:
    """Each line's outcome if the list were applied now by this visitor, in the order of the file; writes nothing.

    `exempt`: HR lets the people in though the batch is not for them.
    """
    day = city_day(now)
    found = _Found(batch, [line.number for line in lines if not line.problem], access, day)
    seen: dict[str, int] = {}
    outcomes = []
    for line in lines:
        outcome = found.outcome(line, seen.get(line.number) if line.number else None, exempt=exempt)
        if line.number:
            seen.setdefault(line.number, line.row)
        outcomes.append(outcome)
    return foresee(batch, outcomes, seats_of(batch), live_of(batch, [one.employee_id for one in outcomes]))


def live_of(batch: Batch, employee_ids: Iterable[int]) -> dict[int, Enrollment]:
    """The live applications of these people to the batch, by employee."""
    live = Enrollment.objects.filter(batch=batch, employee_id__in=set(employee_ids)).exclude(state__in=OVER)
    return {one.employee_id: one for one in live.order_by("pk")}


def foresee(batch: Batch, outcomes: Sequence[Outcome], seats: Seats, live: dict[int, Enrollment]) -> list[Outcome]:
    """Seats and places in the queue for the good lines, in their order; who is enrolled already stays as they are."""
    free = seats.free if not seats.waiting else 0
    waiting, foreseen = seats.waiting, []
    for outcome in outcomes:
        known = live.get(outcome.employee_id)
        if not outcome.good:
            foreseen.append(outcome)
        elif known is not None and known.state != EnrollmentState.REQUESTED:
            foreseen.append(replace(outcome, kind=ALREADY, text=str(known.get_state_display()), place=0))
        elif batch.gives_later:
            foreseen.append(replace(outcome, kind=LATER, place=0))
        elif free > 0:
            free -= 1
            foreseen.append(replace(outcome, kind=SEAT, place=0))
        else:
            waiting += 1
            foreseen.append(replace(outcome, kind=QUEUE, place=waiting))
    return foreseen


class _Found:
    """Everything about the people of a list, in a fixed number of queries."""

    def __init__(self, batch: Batch, numbers: list[str], access: Access, day: date) -> None:
        self.access = access
        self.people = {one.number: one for one in Employee.objects.filter(number__in=set(numbers)).order_by("pk")}
        ids = [one.pk for one in self.people.values()]
        posts = Assignment.objects.main_on(day).filter(employee_id__in=ids).select_related("unit")
        self.units = {post.employee_id: post.unit for post in posts.order_by("pk")}
        self.refusals = refusals_by_employee(batch=batch, employee_ids=ids, day=day)
        self.clashes = _clashes(batch, ids)
        self.mine = set() if access.is_hr else set(access.headed_unit_ids)
        heads = Headship.objects.on(day).filter(unit_id__in=access.own_headed_unit_ids)
        self.fellow_heads = set() if access.is_hr else set(heads.values_list("employee_id", flat=True))

    def outcome(self, line: Line, first_row: int | None, *, exempt: bool) -> Outcome:
        if line.problem:
            return Outcome(line.row, WRONG, line.number, line.name, text=line.problem)
        if first_row is not None:
            text = _("Nomor ini sudah ada di baris %(row)d.") % {"row": first_row}
            return Outcome(line.row, DUPLICATE, line.number, line.name, text=text)
        person = self.people.get(line.number)
        if person is None:
            text = _("Nomor ini tidak ada dalam data pegawai.")
            return Outcome(line.row, UNKNOWN, line.number, line.name, text=text)
        return self._of(person, line, exempt=exempt)

    def _of(self, person: Employee, line: Line, *, exempt: bool) -> Outcome:
        unit = self.units.get(person.pk)
        if not self.access.is_hr and (unit is None or unit.pk not in self.mine):
            # Whose number it is, is not said: it is not theirs to know.
            text = _("Pegawai ini tidak bekerja di unit Anda.")
            return Outcome(line.row, NOT_YOURS, line.number, line.name, text=text)
        about = Outcome(line.row, SEAT, line.number, person.name, unit.name if unit else "", person.pk)
        if unit is None:
            return replace(about, kind=REFUSED, text=_("Belum tercatat bekerja di sebuah unit."))
        if person.pk in self.fellow_heads:
            text = _("Permohonan kepala diputuskan atasan berikutnya. Ajukan lewat halaman angkatan.")
            return replace(about, kind=NOT_YOURS, text=text)
        if person.pk in self.refusals and not exempt:
            return replace(about, kind=REFUSED, text=" ".join(self.refusals[person.pk]))
        return replace(about, unit_id=unit.pk, warning=self._warning(person, line))

    def _warning(self, person: Employee, line: Line) -> str:
        warnings = []
        if line.name and not set(line.name.casefold().split()) & set(person.name.casefold().split()):
            warnings.append(_("Nama di berkas berbeda: “%(name)s”.") % {"name": line.name[:60]})
        if title := self.clashes.get(person.pk):
            warnings.append(_("Pada hari yang sama terdaftar di %(title)s.") % {"title": title})
        return " ".join(warnings)


def _clashes(batch: Batch, employee_ids: list[int]) -> dict[int, str]:
    elsewhere = Enrollment.objects.filter(
        employee_id__in=employee_ids,
        state__in=ENROLLED,
        batch__starts_on__lte=batch.ends_on,
        batch__ends_on__gte=batch.starts_on,
    ).exclude(batch=batch)
    return dict(elsewhere.order_by("batch__starts_on", "pk").values_list("employee_id", "batch__program__title"))
