"""A batch from its making to its opening: its dates, seats, sessions, agreement."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.events import emit
from people.models import Account
from programs import events, messages
from programs.calendars.session_messages import batch_is_taught
from programs.calendars.sessions import cancel_sessions, keep_sessions
from programs.errors import BatchError
from programs.locks import hold_batch
from programs.models import (
    Batch,
    BatchState,
    Enrollment,
    EnrollmentState,
    Lot,
    Program,
    SeatMethod,
    Session,
)
from programs.moves import move_all, record_batch
from programs.rules.audience import RulesDraft, keep_rules
from programs.transitions import OVER
from programs.versions import Snapshot, differences, snapshot_of

STATES_EDITABLE = (BatchState.DRAFT, BatchState.OPEN)
# What HR may change of a batch; state and copies follow from use cases and triggers.
EDITABLE = (
    "agreement",
    "starts_on",
    "ends_on",
    "enrollment_opens_at",
    "enrollment_closes_at",
    "seats",
    "minimum",
    "needs_approval",
    "offer_hours",
    "attendance_share",
    "late_after",
    "late_counts",
    "early_leave_counts",
    "seat_method",
    "lot_by",
    "strata_by",
    "reserves",
)


def next_number(program: Program) -> int:
    """The number of the program's next batch."""
    last = Batch.objects.filter(program=program).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def create(
    *,
    batch: Batch,
    sessions: Sequence[Session],
    by: Account | None,
    now: datetime,
    rules: RulesDraft | None = None,
) -> Batch:
    """Keep a new batch (unsaved) with its sessions (unsaved) and its target rules, if any, as a draft.

    Raises BatchError when the dates do not fit the agreement, the sessions, or each other, or sessions overlap.
    """
    _require_fitting(batch, sessions)
    with transaction.atomic(), refusing_with(BatchError):
        batch.institution = batch.program.institution
        batch.save(force_insert=True)
        record_batch(batch, "", by=by, now=now)
        keep_sessions(batch=batch, sessions=sessions, now=now)
        if rules is not None:
            keep_rules(batch=batch, rules=rules, by=by, now=now)
    return batch


def change(
    *,
    batch: Batch,
    sessions: Sequence[Session],
    by: Account | None,
    now: datetime,
    rules: RulesDraft | None = None,
    seen: Snapshot | None = None,
) -> Batch:
    """Keep a changed batch, its target rules if given, and all its sessions: new ones are added, missing ones dropped.

    Participants are told of moved sessions. What is free afterwards is offered to the next in the queue;
    approvals are not touched. `seen` is what the form showed (programs.versions). Raises BatchError when the batch is
    over, the changes do not fit, or somebody else changed the batch since the form was shown.
    """
    _require_editable(batch)
    _require_fitting(batch, sessions)
    with transaction.atomic(), refusing_with(BatchError):
        before = hold_batch(batch.pk)
        _require_editable(before)
        # Under the lock: of two forms that show the same batch the second one must not undo the first.
        if differences(seen, snapshot_of(before)):
            raise BatchError(_("Angkatan ini baru saja diubah orang lain. Periksa perubahannya, lalu simpan lagi."))
        batch.save(update_fields=list(EDITABLE))
        keep_sessions(batch=batch, sessions=sessions, now=now)
        if rules is not None:
            keep_rules(batch=batch, rules=rules, by=by, now=now)
        if batch.state == BatchState.OPEN:
            # More seats, or more time to hand them on: the queue may have something to be offered now.
            emit(kind=events.SEAT_FREED, subject_id=batch.pk, now=now)
    return batch


def open_enrollment(*, batch: Batch, by: Account | None, now: datetime) -> Batch:
    """Open a draft for applications; opened twice, nothing more happens.

    Raises BatchError without sessions, after the enrollment window, or without a valid agreement.
    """
    if batch.state == BatchState.OPEN:
        return batch
    if not batch.sessions.filter(cancelled=False).exists():
        raise BatchError(_("Tambahkan dahulu paling sedikit satu sesi."))
    if now >= batch.enrollment_closes_at:
        raise BatchError(_("Waktu pendaftaran sudah lewat. Ubah tanggal penutupan pendaftaran dahulu."))
    with transaction.atomic(), refusing_with(BatchError):
        held = hold_batch(batch.pk)
        if held.seat_method == SeatMethod.BY_LOT and not Lot.objects.filter(batch=held).exists():
            raise BatchError(_("Siapkan undian dahulu: rahasia dan nilai umumnya."))
        _set_state(held, BatchState.OPEN, by=by, now=now)
        batch_is_taught(held, now=now)
    return held


def cancel(*, batch: Batch, by: Account | None, reason: str, now: datetime) -> Batch:
    """Call a batch off: everyone is told, seats and instructors are freed; cancelled twice, nothing more happens.

    Raises BatchError without a reason, or when the batch is already closed.
    """
    if batch.state == BatchState.CANCELLED:
        return batch
    if not reason.strip():
        raise BatchError(_("Tuliskan alasan pembatalan; semua pendaftar membacanya."))
    with transaction.atomic(), refusing_with(BatchError):
        held = hold_batch(batch.pk, ending=True)
        announced, held.cancel_reason = held.state == BatchState.OPEN, reason.strip()
        _set_state(held, BatchState.CANCELLED, by=by, now=now, reason=held.cancel_reason)
        live = list(Enrollment.objects.filter(batch=held).exclude(state__in=OVER).select_for_update(of=("self",)))
        move_all(live, EnrollmentState.CANCELLED, by=by, now=now, reason=held.cancel_reason)
        cancel_sessions(batch=held, announced=announced, now=now)
        messages.batch_cancelled(held, [enrollment.employee_id for enrollment in live], now=now)
        emit(kind=events.BATCH_CANCELLED, subject_id=held.pk, now=now)
    return held


def _set_state(batch: Batch, state: str, *, by: Account | None, now: datetime, reason: str = "") -> None:
    before, batch.state = batch.state, state
    batch.save(update_fields=["state", "closed_at", "cancel_reason"])
    record_batch(batch, before, by=by, now=now, reason=reason)


def _require_editable(batch: Batch) -> None:
    if batch.state not in STATES_EDITABLE:
        raise BatchError(_("Angkatan yang selesai atau dibatalkan tidak dapat diubah."))


def _require_fitting(batch: Batch, sessions: Sequence[Session]) -> None:
    for session in sessions:
        first, last = city_day(session.starts_at), city_day(session.ends_at)
        if first < batch.starts_on or last > batch.ends_on:
            raise BatchError(
                _("Sesi “%(session)s” berada di luar tanggal angkatan. Ubah tanggal sesi atau angkatan.")
                % {"session": session.title}
            )
    if city_day(batch.enrollment_closes_at) > batch.ends_on:
        raise BatchError(_("Pendaftaran harus ditutup paling lambat pada hari terakhir angkatan."))
