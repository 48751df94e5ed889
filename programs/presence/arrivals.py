"""A participant records their own arrival, by the code that the room sees."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from people.models import Account
from programs.errors import ArrivalError
from programs.locks import keep_running
from programs.models import (
    ENROLLED,
    Attendance,
    BatchState,
    Enrollment,
    EnrollmentState,
    MarkedBy,
    Session,
)
from programs.moves import move


def arrive(
    *, session: Session, employee_id: int, seen_at: datetime, device: str, by: Account | None, now: datetime
) -> Attendance:
    """Record that the employee is at the session since `seen_at`; asked again, the first record is the answer.

    `device` is the digest of the phone (`devices.py`). No event is written: five hundred arrivals in a minute would
    settle the batch five hundred times, and closing looks at all of them.

    Raises ArrivalError, each time with what to do next: before the start, after the end, in a closed batch, for
    someone who is not a participant, or whom the instructor recorded as absent.
    """
    _require_time(session, seen_at, now)
    with transaction.atomic():
        # Shared with all who arrive, and with whoever ticks the list; refused only by an ending.
        if keep_running(session.batch_id) != BatchState.OPEN:
            raise ArrivalError(_("Angkatan ini sudah ditutup. Temui panitia bila kehadiran Anda belum tercatat."))
        enrollment = participation(session, employee_id)
        _insert(session, enrollment, seen_at=seen_at, device=device, by=by, now=now)
        attendance = Attendance.objects.get(session=session, enrollment=enrollment)
        if not attendance.present:
            raise ArrivalError(_("Pengajar mencatat Anda tidak hadir di sesi ini. Temui pengajar untuk mengoreksinya."))
        # The instructor may tick the same person at this moment: the row is ours before we look at its state.
        mine = Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)
        if mine.state == EnrollmentState.CONFIRMED:
            move(mine, EnrollmentState.ATTENDED, by=by, now=now)
    return attendance


def _require_time(session: Session, seen_at: datetime, now: datetime) -> None:
    if session.cancelled:
        raise ArrivalError(_("Sesi ini dibatalkan."))
    if now < session.starts_at:
        raise ArrivalError(_("Sesi ini belum dimulai. Biarkan halaman ini terbuka."))
    if seen_at > session.ends_at:
        raise ArrivalError(_("Sesi ini sudah selesai. Temui pengajar bila kehadiran Anda belum tercatat."))


def participation(session: Session, employee_id: int) -> Enrollment:
    """The person's seat in the session's batch; raises ArrivalError, saying what to do, when there is none."""
    known = list(Enrollment.objects.filter(batch=session.batch_id, employee=employee_id).order_by("-pk"))
    for enrollment in known:
        if enrollment.state in ENROLLED:
            return enrollment
    raise ArrivalError(_why_not(known[0].state if known else ""))


def recorded(session: Session, employee_id: int) -> Attendance | None:
    """What was recorded of the person at the session, if anything says that they are there."""
    mine = Attendance.objects.filter(session=session, enrollment__employee=employee_id, present=True)
    return mine.order_by("-pk").first()


def _why_not(state: str) -> str:
    match state:
        case EnrollmentState.WAITING:
            return _(
                "Anda masih di daftar tunggu, belum peserta. Temui panitia: bila ada kursi, mereka mendaftarkan Anda."
            )
        case EnrollmentState.OFFERED:
            return _("Anda ditawari kursi tetapi belum menerimanya. Terima kursi itu dahulu, lalu pindai lagi.")
        case EnrollmentState.REQUESTED | EnrollmentState.APPROVED:
            return _("Pendaftaran Anda belum selesai diputuskan. Temui panitia atau atasan Anda.")
    return _("Anda bukan peserta angkatan ini. Periksa sesi yang Anda ikuti, atau temui panitia.")


def _insert(
    session: Session, enrollment: Enrollment, *, seen_at: datetime, device: str, by: Account | None, now: datetime
) -> None:
    row = Attendance(
        session=session,
        enrollment=enrollment,
        present=True,
        arrived_at=seen_at,
        way=MarkedBy.PHONE,
        marked_by=by,
        marked_at=now,
        device=device,
    )
    # Pressed twice, or ticked by the instructor a moment before: the first record stays.
    with refusing_with(ArrivalError):
        Attendance.objects.bulk_create([row], ignore_conflicts=True)
