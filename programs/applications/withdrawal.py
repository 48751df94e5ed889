"""Late withdrawal: asked by the participant once seats no longer move, decided by BKPSDM.

BKPSDM decides, not the head: the place is paid for, letters and lists are out, and nobody can take it any more; the
head is told of the outcome.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.events import emit
from people.models import Account
from programs import events, messages
from programs.applications import notices
from programs.applications.seats import seats_move_until
from programs.errors import EnrollmentError
from programs.locks import keep_running
from programs.models import BatchState, Enrollment, EnrollmentState
from programs.moves import move

MAY_ASK = (EnrollmentState.CONFIRMED, EnrollmentState.ATTENDED)


def may_ask_now(enrollment: Enrollment, now: datetime) -> bool:
    """Whether a late withdrawal can be asked: a seat of one's own, seats no longer move, the batch is not over."""
    batch = enrollment.batch
    running = batch.state == BatchState.OPEN and city_day(now) <= batch.ends_on
    return enrollment.state in MAY_ASK and running and now >= seats_move_until(batch)


def ask(*, enrollment: Enrollment, by: Account | None, reason: str, now: datetime) -> Enrollment:
    """Ask to step back after seats stopped moving; asked twice, the first request stands.

    Raises EnrollmentError without a reason, while one may still cancel freely, or when the batch is over.
    """
    if enrollment.state == EnrollmentState.WITHDRAWING:
        return enrollment
    if not reason.strip():
        raise EnrollmentError(_("Tuliskan alasan mundur, supaya BKPSDM dapat memutuskan."))
    if not may_ask_now(enrollment, now):
        raise EnrollmentError(_("Permohonan mundur tidak dapat diajukan sekarang. Muat ulang halaman."))
    with transaction.atomic():
        _keep_open(enrollment)
        move(enrollment, EnrollmentState.WITHDRAWING, by=by, now=now, reason=reason.strip())
        notices.withdrawal_asked(enrollment, now=now)
    return enrollment


def allow(*, enrollment: Enrollment, by: Account | None, now: datetime) -> Enrollment:
    """Let the participant go, with the reason that was asked with; allowed twice, the first result is returned.

    Raises EnrollmentError when nothing was asked or the batch has just ended.
    """
    if enrollment.state == EnrollmentState.CANCELLED:
        return enrollment
    _require_asked(enrollment)
    with transaction.atomic():
        _keep_open(enrollment)
        move(enrollment, EnrollmentState.CANCELLED, by=by, now=now, reason=enrollment.reason)
        messages.cancelled(enrollment, by=by, now=now)
        emit(kind=events.ENROLLMENT_CANCELLED, subject_id=enrollment.pk, now=now)
        emit(kind=events.SEAT_FREED, subject_id=enrollment.batch_id, now=now)
    return enrollment


def refuse(*, enrollment: Enrollment, by: Account | None, reason: str, now: datetime) -> Enrollment:
    """Keep the participant, with a reason; refused twice, the first result is returned.

    Raises EnrollmentError without a reason, when nothing was asked, or when the batch has just ended.
    """
    if enrollment.state in MAY_ASK:
        return enrollment
    if not reason.strip():
        raise EnrollmentError(_("Tuliskan alasan, supaya peserta memahaminya."))
    _require_asked(enrollment)
    with transaction.atomic():
        _keep_open(enrollment)
        move(enrollment, _state_before(enrollment), by=by, now=now, reason=reason.strip())
        notices.withdrawal_refused(enrollment, now=now)
    return enrollment


def take_back(*, enrollment: Enrollment, by: Account | None, now: datetime) -> Enrollment:
    """The participant comes after all; taken back twice, the first result is returned."""
    if enrollment.state in MAY_ASK:
        return enrollment
    _require_asked(enrollment)
    with transaction.atomic():
        _keep_open(enrollment)
        move(enrollment, _state_before(enrollment), by=by, now=now)
    return enrollment


def _require_asked(enrollment: Enrollment) -> None:
    if enrollment.state != EnrollmentState.WITHDRAWING:
        raise EnrollmentError(_("Tidak ada permohonan mundur yang menunggu untuk pendaftaran ini."))


def _keep_open(enrollment: Enrollment) -> None:
    # Closing reads every participant's state and then ends it: no step may slip in between.
    if keep_running(enrollment.batch_id) != BatchState.OPEN:
        raise EnrollmentError(_("Angkatan ini baru saja ditutup. Hubungi BKPSDM."))


def _state_before(enrollment: Enrollment) -> str:
    asked = enrollment.changes.filter(to_state=EnrollmentState.WITHDRAWING).order_by("-pk")
    before: str = asked.values_list("from_state", flat=True)[0]
    return before
