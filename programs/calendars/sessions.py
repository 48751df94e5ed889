"""The sessions of a batch: kept, moved, called off; nobody and no room is in two places at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from people.models import Account
from programs.calendars import session_messages
from programs.calendars.timetable import clash_of
from programs.errors import BatchError
from programs.locks import hold_batch, hold_timetable
from programs.models import Attendance, Batch, BatchState, Session

AT_ONCE = "session_instructor_in_one_place, session_room_in_one_use, session_of_batch_one_at_once"


def keep_sessions(*, batch: Batch, sessions: Sequence[Session], now: datetime) -> None:
    """Keep the full list of a batch's sessions: new ones are added, missing ones dropped; inside the caller's deed.

    Once the batch is announced, everybody with a seat and the instructors hear of what changed, and a session left
    out stays as cancelled. Raises BatchError when sessions overlap, or a room or an instructor is taken.
    """
    _refuse_overlaps(sessions)
    # Two batches that take one room at once must not both find it free.
    hold_timetable()
    clash = clash_of(sessions)
    if clash:
        raise BatchError(clash)
    known = {each.pk: each for each in _running(batch)}
    with _changing_places():
        for gone in known.keys() - {session.pk for session in sessions}:
            _drop(known[gone], announced=batch.state == BatchState.OPEN, now=now)
        changed = [(known.get(session.pk), session) for session in sessions]
        for before, session in changed:
            _keep(batch, before, session)
    if batch.state == BatchState.OPEN:
        for before, session in changed:
            _tell(before, session, now)


def cancel_session(*, session: Session, by: Account | None, reason: str, now: datetime) -> Session:
    """Call one session off: room and instructor are free, everybody hears of it, calendars are cleared.

    Cancelled twice, nothing more happens. Raises BatchError without a reason, when presence was recorded, or when
    the batch does not run.
    """
    if session.cancelled:
        return session
    if not reason.strip():
        raise BatchError(_("Tuliskan alasan pembatalan; semua peserta membacanya."))
    with transaction.atomic(), refusing_with(BatchError):
        batch = hold_batch(session.batch_id)
        if batch.state != BatchState.OPEN:
            raise BatchError(_("Angkatan ini belum diumumkan atau sudah selesai. Hapus sesi di halaman Ubah."))
        held: Session = _running(batch).get(pk=session.pk)
        _call_off(held, reason.strip(), now)
    return held


def cancel_sessions(*, batch: Batch, announced: bool, now: datetime) -> None:
    """Call every session of a batch off with it; inside the caller's deed, which tells the participants.

    Rooms and instructors are free; of an `announced` batch the instructors hear of each session to come.
    """
    for session in _running(batch):
        session_messages.session_dropped(session, now=now)
        session.cancelled, session.sequence = True, session.sequence + 1
        session.save(update_fields=["cancelled", "sequence"])
        if announced and session.starts_at > now:
            session_messages.session_cancelled(session, reason=batch.cancel_reason, now=now)


def _running(batch: Batch) -> Any:
    listed = Session.objects.filter(batch=batch, cancelled=False)
    return listed.select_related("batch__program", "room", "instructor").order_by("starts_at", "pk")


def _refuse_overlaps(sessions: Sequence[Session]) -> None:
    """Nobody can be at two sessions of the batch at once."""
    held = sorted((session for session in sessions if not session.cancelled), key=lambda session: session.starts_at)
    for earlier, later in pairwise(held):
        if later.starts_at < earlier.ends_at:
            raise BatchError(
                _("Sesi “%(later)s” dimulai sebelum sesi “%(earlier)s” selesai. Ubah jam salah satunya.")
                % {"later": later.title, "earlier": earlier.title}
            )


@contextmanager
def _changing_places() -> Iterator[None]:
    """Let sessions swap times or rooms: the exclusion constraints are asked when all are written."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {AT_ONCE} DEFERRED")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {AT_ONCE} IMMEDIATE")


def _keep(batch: Batch, before: Session | None, session: Session) -> None:
    session.batch = batch
    if before is not None and _is_moved(before, session):
        session.sequence = before.sequence + 1
    session.save()


def _is_moved(before: Session, session: Session) -> bool:
    names = ("starts_at", "ends_at", "room_id", "place", "video_link")
    return any(getattr(before, name) != getattr(session, name) for name in names)


def _tell(before: Session | None, session: Session, now: datetime) -> None:
    if before is None:
        session_messages.session_added(session, now=now)
    elif _is_moved(before, session):
        session_messages.session_moved(before, session, now=now)
    if before is not None and before.instructor_id != session.instructor_id:
        session_messages.instructor_released(before, now=now)
    if before is None or before.instructor_id != session.instructor_id:
        session_messages.instructor_chosen(session, now=now)


def _drop(session: Session, *, announced: bool, now: datetime) -> None:
    if announced:
        _call_off(session, "", now)
    else:
        session.delete()


def _call_off(session: Session, reason: str, now: datetime) -> None:
    if Attendance.objects.filter(session=session).exists():
        raise BatchError(
            _("Sesi “%(session)s” sudah mempunyai catatan kehadiran, jadi tidak dapat dihapus.")
            % {"session": session.title}
        )
    session_messages.session_dropped(session, now=now)
    session.cancelled, session.sequence = True, session.sequence + 1
    session.save(update_fields=["cancelled", "sequence"])
    session_messages.session_cancelled(session, reason=reason, now=now)
