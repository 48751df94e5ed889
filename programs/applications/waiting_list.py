"""The waiting list: a freed seat is offered to the next, who accepts in time or lets it pass on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.events import emit
from people.models import Account
from programs import events, messages
from programs.applications.seats import seats_move_until, seats_of
from programs.calendars import session_messages
from programs.errors import EnrollmentError
from programs.locks import hold_batch
from programs.models import ENROLLED, Batch, BatchState, Enrollment, EnrollmentState
from programs.moves import move


def offer_deadline(batch: Batch, now: datetime) -> datetime | None:
    """Until when an offer made at `now` holds, never longer than seats change hands; None: too late for offers."""
    deadline = min(now + timedelta(hours=batch.offer_hours), seats_move_until(batch))
    return deadline if deadline > now else None


def offer_next(*, batch: Batch, now: datetime) -> Enrollment | None:
    """Offer one free seat to the first in the queue; None when no seat is free, nobody waits, or it is too late."""
    with transaction.atomic():
        # Two freed seats handled at once must not be offered to the same person, nor one seat to two.
        held = hold_batch(batch.pk)
        deadline = offer_deadline(held, now)
        if held.state != BatchState.OPEN or deadline is None or seats_of(held).free == 0:
            return None
        # Locking the row too: who is cancelling right now is waited for, and then left out.
        first = Enrollment.objects.in_queue().filter(batch=held).select_for_update(of=("self",)).first()
        if first is None:
            return None
        move(first, EnrollmentState.OFFERED, by=None, now=now, offer_expires_at=deadline)
        messages.offered(first, now=now)
    return first


def offer_free_seats(*, batch: Batch, now: datetime) -> list[Enrollment]:
    """Offer every free seat, one by one in the queue's order; each offer is one transaction."""
    offers = []
    while (offered := offer_next(batch=batch, now=now)) is not None:
        offers.append(offered)
    return offers


def accept_offer(*, enrollment: Enrollment, by: Account | None, now: datetime) -> Enrollment:
    """Take the offered seat; accepted twice, the first result is returned.

    The seat is already held by the offer, so no lock is needed. Raises EnrollmentError after the deadline.
    """
    if enrollment.state in ENROLLED:
        return enrollment
    if enrollment.state != EnrollmentState.OFFERED:
        raise EnrollmentError(_("Tidak ada tawaran kursi yang berlaku untuk pendaftaran ini."))
    if enrollment.offer_expires_at is None or now >= enrollment.offer_expires_at:
        raise EnrollmentError(_("Batas waktu tawaran sudah lewat. Kursi ditawarkan kepada urutan berikutnya."))
    with transaction.atomic():
        move(enrollment, EnrollmentState.CONFIRMED, by=by, now=now)
        messages.accepted(enrollment, now=now)
        session_messages.remind(enrollment, now=now)
        emit(kind=events.ENROLLMENT_CONFIRMED, subject_id=enrollment.pk, now=now)
    return enrollment


def lapse_offers(*, now: datetime) -> int:
    """Let every overdue offer pass on to the next in the queue; return how many lapsed."""
    overdue = Enrollment.objects.filter(state=EnrollmentState.OFFERED, offer_expires_at__lte=now)
    return sum(_lapse(enrollment, now) for enrollment in overdue.select_related("batch__program", "employee"))


def _lapse(enrollment: Enrollment, now: datetime) -> bool:
    try:
        with transaction.atomic():
            reason = _("Tawaran tidak dijawab sampai batas waktunya.")
            move(enrollment, EnrollmentState.LAPSED, by=None, now=now, reason=reason)
            messages.lapsed(enrollment, now=now)
            emit(kind=events.SEAT_FREED, subject_id=enrollment.batch_id, now=now)
    except EnrollmentError:
        # Accepted or cancelled in this very moment: then nothing lapsed.
        return False
    return True
