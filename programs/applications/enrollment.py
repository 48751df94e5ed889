"""Applying and stepping back: what an employee does, and what HR does for an employee."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.events import emit
from people.models import Account, Assignment, Employee, Unit
from programs import events, messages
from programs.applications.approval import admit
from programs.applications.approvers import deciders_of
from programs.errors import EnrollmentError
from programs.locks import keep_running
from programs.lots.lot import new_code
from programs.models import SEATED, Batch, BatchState, Enrollment, EnrollmentState, SeatMethod
from programs.moves import move, record_request
from programs.rules.eligibility import refusals_of

__all__ = ["EnrollmentError", "cancel", "request"]


def request(*, batch: Batch, employee: Employee, by: Account | None, now: datetime, exception: str = "") -> Enrollment:
    """Apply for a seat; asked twice, the first application is returned.

    Takes no seat lock: seats and queue numbers are given when the head decides, or at once where the batch asks
    for no approval.
    `exception` is HR's reason to let in somebody whom the batch is not for; it stays in the trail.
    Raises EnrollmentError outside the enrollment window, for a person without a unit, or whom the batch is not for.
    """
    known = Enrollment.objects.live_of(batch, employee).first()
    if known is not None:
        return known
    _require_open_window(batch, now)
    unit = _unit_of(employee, city_day(now))
    reason = _require_eligible(batch, employee, city_day(now), exception.strip())
    try:
        with transaction.atomic():
            return _apply(batch, employee, unit, by, now, reason)
    except EnrollmentError:
        # The same person pressed twice in the same second: the unique key let one of the two in.
        known = Enrollment.objects.live_of(batch, employee).first()
        if known is None:
            raise
        return known


def cancel(*, enrollment: Enrollment, by: Account | None, reason: str, now: datetime) -> Enrollment:
    """Step back from an application, an offer or a seat; a seat goes to the next in the queue.

    Frees a seat, so it holds no lock on the batch. Raises EnrollmentError without a reason,
    or when the application is already over.
    """
    if enrollment.state == EnrollmentState.CANCELLED:
        return enrollment
    if not reason.strip():
        raise EnrollmentError(_("Tuliskan alasan pembatalan, supaya penyelenggara tahu."))
    held_seat = enrollment.state in SEATED
    with transaction.atomic():
        move(enrollment, EnrollmentState.CANCELLED, by=by, now=now, reason=reason.strip())
        messages.cancelled(enrollment, by=by, now=now)
        if held_seat:
            emit(kind=events.ENROLLMENT_CANCELLED, subject_id=enrollment.pk, now=now)
            emit(kind=events.SEAT_FREED, subject_id=enrollment.batch_id, now=now)
    return enrollment


def _apply(batch: Batch, employee: Employee, unit: Unit, by: Account | None, now: datetime, reason: str) -> Enrollment:
    # An application must not slip into a batch that is being closed or cancelled at this moment. Where the seat is
    # given at once its lock does the same; holding both, we and a closing that waits between them could deadlock.
    if batch.needs_approval and keep_running(batch.pk) != BatchState.OPEN:
        raise EnrollmentError(_("Angkatan ini baru saja ditutup. Pilih angkatan lain di katalog."))
    with refusing_with(EnrollmentError):
        enrollment = Enrollment.objects.create(
            batch=batch,
            employee=employee,
            unit=unit,
            requested_at=now,
            code=new_code() if batch.seat_method == SeatMethod.BY_LOT else None,
        )
    record_request(enrollment, by=by, now=now, reason=reason)
    if not batch.needs_approval:
        admit(enrollment=enrollment, by=by, now=now)
        return enrollment
    messages.requested(enrollment, deciders=deciders_of(enrollment, city_day(now)), now=now)
    return enrollment


def _require_open_window(batch: Batch, now: datetime) -> None:
    if batch.state == BatchState.CANCELLED:
        raise EnrollmentError(_("Angkatan ini dibatalkan. Pilih angkatan lain di katalog."))
    if batch.state != BatchState.OPEN or now < batch.enrollment_opens_at:
        raise EnrollmentError(_("Pendaftaran angkatan ini belum dibuka."))
    if now >= batch.enrollment_closes_at:
        raise EnrollmentError(_("Pendaftaran angkatan ini sudah ditutup. Pilih angkatan lain di katalog."))


def _require_eligible(batch: Batch, employee: Employee, day: date, exception: str) -> str:
    """The reason to keep in the trail: HR's exception where one was needed, else none."""
    refused = refusals_of(batch=batch, employee=employee, day=day)
    if refused and not exception:
        raise EnrollmentError(" ".join(refused))
    return exception if refused else ""


def _unit_of(employee: Employee, day: date) -> Unit:
    assignment = Assignment.objects.main_on(day).filter(employee=employee).select_related("unit").first()
    if assignment is None:
        raise EnrollmentError(_("Anda belum tercatat bekerja di sebuah unit. Hubungi BKPSDM."))
    unit: Unit = assignment.unit
    return unit
