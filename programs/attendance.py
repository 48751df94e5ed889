"""Presence: who was at a session, and what share of a batch's sessions a participant was at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.events import emit
from people.models import Account
from programs import events
from programs.errors import AttendanceError
from programs.locks import hold_batch
from programs.models import Attendance, Batch, BatchState, Enrollment, Session


@dataclass(frozen=True)
class Presence:
    """At how many of how many sessions someone was present."""

    present: int
    sessions: int

    def meets(self, share: Decimal) -> bool:
        """Whether the share of sessions reaches the batch's rule; exact, nothing is rounded."""
        return self.present >= share * self.sessions


def mark(*, session: Session, present: Mapping[int, bool], by: Account | None, now: datetime) -> int:
    """Record who (enrollment id) was present at a session; return how many records changed.

    A retry changes nothing. Raises AttendanceError before the session starts, after the batch was
    closed, or for someone who is not a participant of the session's batch.
    """
    if session.cancelled:
        raise AttendanceError(_("Sesi ini dibatalkan."))
    if now < session.starts_at:
        raise AttendanceError(
            _("Sesi ini belum dimulai. Catat kehadiran setelah sesi dimulai; bila maju, ubah dahulu jadwalnya.")
        )
    with transaction.atomic():
        # Closing counts presence: a mark must come wholly before it or be refused.
        batch = hold_batch(session.batch_id)
        if batch.state != BatchState.OPEN:
            raise AttendanceError(_("Angkatan ini sudah ditutup. Buka kembali angkatan untuk mengoreksi kehadiran."))
        changed = _changed(session, present)
        _record(session, changed, by, now)
        if changed:
            emit(kind=events.ATTENDANCE_CHANGED, subject_id=batch.pk, now=now)
    return len(changed)


def presence_of(batch: Batch) -> dict[int, Presence]:
    """Presence by enrollment id, for everyone who ever had an application in the batch; two queries."""
    sessions = Session.objects.filter(batch=batch, cancelled=False).count()
    counted = Enrollment.objects.filter(batch=batch).annotate(
        present=Count("attendances", filter=Q(attendances__present=True, attendances__session__cancelled=False))
    )
    return {pk: Presence(present, sessions) for pk, present in counted.values_list("pk", "present")}


def _changed(session: Session, present: Mapping[int, bool]) -> dict[int, bool]:
    known = dict(Attendance.objects.filter(session=session).values_list("enrollment_id", "present"))
    return {pk: there for pk, there in present.items() if known.get(pk) != there}


def _record(session: Session, changed: Mapping[int, bool], by: Account | None, now: datetime) -> None:
    rows = [
        Attendance(session=session, enrollment_id=pk, present=there, marked_by=by, marked_at=now)
        for pk, there in sorted(changed.items())
    ]
    with refusing_with(AttendanceError):
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["session", "enrollment"],
            update_fields=["present", "marked_by", "marked_at"],
        )
