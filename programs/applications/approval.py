"""Deciding on applications: the head, or HR, approves or declines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.events import emit
from people.models import Account
from programs import events, messages
from programs.applications.approvers import deciders_of
from programs.applications.seats import Seats, seats_of
from programs.calendars import session_messages
from programs.errors import EnrollmentError
from programs.locks import hold_batch
from programs.models import APPROVED, Batch, BatchState, Enrollment, EnrollmentState
from programs.moves import move


@dataclass(frozen=True)
class Outcome:
    """What became of one of many applications that were approved together."""

    enrollment: Enrollment
    refused: str = ""


def approve(*, enrollment: Enrollment, by: Account | None, now: datetime) -> Enrollment:
    """Approve: a seat when one is free and nobody waits, else the next number in the queue.

    In a batch that gives its seats by need or by lot the application waits for that.
    Approved twice, the first result is returned.
    Raises EnrollmentError when the batch no longer runs, or the application was declined or cancelled.
    """
    _require_running(enrollment.batch, now)
    deciders = deciders_of(enrollment, city_day(now))
    with transaction.atomic():
        batch = _hold_running(enrollment, now)
        current = Enrollment.objects.select_related("batch__program", "employee", "unit").get(pk=enrollment.pk)
        if current.state not in APPROVED:
            _admit(current, batch, by, now)
            messages.decided(current, deciders=deciders, now=now)
    return current


def admit(*, enrollment: Enrollment, by: Account | None, now: datetime) -> None:
    """Give a new application of this transaction what `approve` would: its batch asks for nobody's approval."""
    _admit(enrollment, _hold_running(enrollment, now), by, now)
    messages.decided(enrollment, deciders=(), now=now)


def approve_all(*, enrollments: Sequence[Enrollment], by: Account | None, now: datetime) -> list[Outcome]:
    """Approve each in its own transaction, those who asked first go first; tells what became of each."""
    outcomes = []
    for enrollment in sorted(enrollments, key=lambda one: (one.batch_id, one.requested_at, one.pk)):
        try:
            outcomes.append(Outcome(approve(enrollment=enrollment, by=by, now=now)))
        except EnrollmentError as refusal:
            outcomes.append(Outcome(enrollment, refused=refusal.message))
    return outcomes


def decline(*, enrollment: Enrollment, by: Account | None, reason: str, now: datetime) -> Enrollment:
    """Decline with a reason that the applicant reads; declined twice, the first result is returned.

    Raises EnrollmentError without a reason, or when the application was already decided otherwise.
    """
    if enrollment.state == EnrollmentState.DECLINED:
        return enrollment
    if not reason.strip():
        raise EnrollmentError(_("Tuliskan alasan penolakan, supaya pegawai memahaminya."))
    deciders = deciders_of(enrollment, city_day(now))
    with transaction.atomic():
        move(enrollment, EnrollmentState.DECLINED, by=by, now=now, reason=reason.strip())
        messages.decided(enrollment, deciders=deciders, now=now)
    return enrollment


def _hold_running(enrollment: Enrollment, now: datetime) -> Batch:
    # Numbers and seats are given under the lock, so the queue's order is the order of decisions.
    batch = hold_batch(enrollment.batch_id)
    _require_running(batch, now)
    return batch


def _admit(enrollment: Enrollment, batch: Batch, by: Account | None, now: datetime) -> None:
    if batch.gives_later:
        # No seat yet: those approved get theirs together, by need or by lot, after enrollment closed.
        move(enrollment, EnrollmentState.APPROVED, by=by, now=now)
    else:
        _place(enrollment, seats_of(batch), by, now)


def _place(enrollment: Enrollment, seats: Seats, by: Account | None, now: datetime) -> None:
    if seats.free > 0 and not seats.waiting:
        move(enrollment, EnrollmentState.CONFIRMED, by=by, now=now)
        session_messages.remind(enrollment, now=now)
        emit(kind=events.ENROLLMENT_CONFIRMED, subject_id=enrollment.pk, now=now)
        return
    move(enrollment, EnrollmentState.WAITING, by=by, now=now, queue_number=seats.next_number)
    if seats.free > 0:
        # A seat was freed and not offered yet: make sure that it will be, in the queue's order.
        emit(kind=events.SEAT_FREED, subject_id=enrollment.batch_id, now=now)


def _require_running(batch: Batch, now: datetime) -> None:
    if batch.state == BatchState.CANCELLED:
        raise EnrollmentError(_("Angkatan ini dibatalkan, jadi permohonan tidak dapat disetujui."))
    if batch.state != BatchState.OPEN or city_day(now) > batch.ends_on:
        raise EnrollmentError(_("Angkatan ini sudah selesai, jadi permohonan tidak dapat disetujui."))
