"""What each participant of a batch is due: read in a fixed number of queries, decided without writing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from credentials.conversion import Learned, Rule, credit
from credentials.models import Certificate, HoursConversion, HoursEntry
from learning.models import LessonCompletion
from learning.progress import incomplete_enrollment_ids
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from pembinaan.base.language import in_city_language
from programs.models import ENROLLED, PARTICIPANTS, Attendance, Batch, BatchState, Enrollment, EnrollmentState, Session


class DuesError(DomainError):
    """What is due cannot be told."""


class Verdict(Enum):
    """Whether a certificate is due now; WAITING leaves things as they are."""

    DUE = "due"
    WAITING = "waiting"
    NOT_DUE = "not_due"


@dataclass(frozen=True)
class Case:
    """One participant: what there is, and what is due."""

    enrollment: Enrollment
    certificate: Certificate | None
    entry: HoursEntry | None
    verdict: Verdict
    reason: str
    learned: Learned
    conversion: HoursConversion
    credited: Decimal
    year: int


@dataclass(frozen=True)
class Circumstances:
    """What a batch's participants share."""

    batch: Batch
    conversion: HoursConversion
    incomplete: set[int]
    teaching: set[int]
    session_days: dict[int, list[date]]
    lesson_days: dict[int, list[date]]
    entries: dict[int, HoursEntry]


def cases_of(batch: Batch) -> list[Case]:
    """The cases of all participants and of all who hold a certificate, in the order of enrollment.

    Raises:
        DuesError: no conversion rule is in force for the program's form on the batch's last day.
    """
    enrollments = (
        Enrollment.objects.filter(Q(state__in=PARTICIPANTS) | Q(certificate__isnull=False), batch=batch)
        .select_related("employee", "unit", "certificate")
        .order_by("pk")
    )
    if not enrollments:
        return []
    shared = _circumstances(batch)
    return [_case(enrollment, shared) for enrollment in enrollments]


def _circumstances(batch: Batch) -> Circumstances:
    attended = Attendance.objects.counted().filter(enrollment__batch=batch)
    lessons = LessonCompletion.objects.filter(enrollment__batch=batch)
    teaching = Session.objects.filter(batch=batch, cancelled=False, instructor__employee__isnull=False)
    entries = HoursEntry.objects.standing().filter(enrollment__batch=batch)
    return Circumstances(
        batch=batch,
        conversion=_conversion(batch),
        incomplete=incomplete_enrollment_ids(batch=batch),
        teaching=set(teaching.values_list("instructor__employee_id", flat=True)),
        session_days=_by_enrollment(attended.values_list("enrollment_id", "session__starts_at")),
        lesson_days=_by_enrollment(lessons.values_list("enrollment_id", "completed_at")),
        entries={entry.enrollment_id: entry for entry in entries},
    )


def _by_enrollment(moments: Iterable[tuple]) -> dict[int, list[date]]:  # type: ignore[type-arg]
    days: defaultdict[int, list[date]] = defaultdict(list)
    for enrollment_id, moment in moments:
        days[enrollment_id].append(city_day(moment))
    return days


def _conversion(batch: Batch) -> HoursConversion:
    code = batch.program.training_type.code
    found: HoursConversion | None = (
        HoursConversion.objects.on(batch.ends_on).filter(form_code=code, international=False).first()
    )
    if found is None:
        raise DuesError(
            _("Belum ada aturan konversi JP untuk bentuk %(code)s pada %(day)s. Tambahkan di Konversi JP.")
            % {"code": code, "day": date_format(batch.ends_on, "j F Y")}
        )
    return found


def _case(enrollment: Enrollment, shared: Circumstances) -> Case:
    certificate: Certificate | None = getattr(enrollment, "certificate", None)
    verdict, reason = _verdict(enrollment, certificate, shared)
    rule = shared.conversion
    learned = Learned(
        program_hours=shared.batch.program.learning_hours,
        starts_on=shared.batch.starts_on,
        ends_on=shared.batch.ends_on,
        session_days=tuple(sorted(shared.session_days.get(enrollment.pk, ()))),
        lesson_days=tuple(sorted(shared.lesson_days.get(enrollment.pk, ()))),
    )
    return Case(
        enrollment=enrollment,
        certificate=certificate,
        entry=shared.entries.get(enrollment.pk),
        verdict=verdict,
        reason=reason,
        learned=learned,
        conversion=rule,
        credited=credit(Rule(rule.basis, rule.amount, rule.monthly_units), learned),
        year=shared.batch.ends_on.year,
    )


@in_city_language()
def _verdict(enrollment: Enrollment, certificate: Certificate | None, shared: Circumstances) -> tuple[Verdict, str]:
    if enrollment.employee_id in shared.teaching:
        return Verdict.NOT_DUE, _("Pengajar angkatan ini tidak menerima sertifikat peserta.")
    if shared.batch.state == BatchState.CANCELLED:
        return Verdict.NOT_DUE, _("Angkatan dibatalkan.")
    if enrollment.state in ENROLLED:
        return Verdict.WAITING, ""  # not closed yet, or reopened and under review: the next closing decides
    if enrollment.state != EnrollmentState.FINISHED:
        return Verdict.NOT_DUE, enrollment.reason or _("Tidak memenuhi syarat angkatan.")
    # A lesson added after somebody finished takes nothing away from that person.
    holds = certificate is not None and certificate.is_in_force
    complete = enrollment.pk not in shared.incomplete or holds
    closed = shared.batch.state == BatchState.CLOSED
    return (Verdict.DUE if closed and complete else Verdict.WAITING), ""
