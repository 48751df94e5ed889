"""Presence as somebody records it for others: a list that is ticked, one person's details, a file."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
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
from programs.models import Attendance, Batch, BatchState, Enrollment, EnrollmentState, MarkedBy, Session, counted
from programs.moves import move_all


@dataclass(frozen=True)
class Mark:
    """What is said of one person at one session; times and an excuse only when they are known."""

    present: bool
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    excuse: str = ""
    note: str = ""


FIELDS = ("present", "arrived_at", "left_at", "excuse", "note")


@dataclass(frozen=True)
class Presence:
    """At how many of how many sessions someone was present by the batch's rules, and at how many at all."""

    present: int
    sessions: int
    came: int = 0

    def meets(self, share: Decimal) -> bool:
        """Whether the share of sessions reaches the batch's rule; exact, nothing is rounded."""
        return self.present >= share * self.sessions


def mark(
    *,
    session: Session,
    present: Mapping[int, bool],
    by: Account | None,
    now: datetime,
    unless_marked: Iterable[int] = (),
) -> int:
    """Record who (enrollment id) was present at a session; return how many records changed.

    Whoever stands in `unless_marked` is recorded as absent unless something was recorded before. A retry changes
    nothing; nor does a tick that only repeats what is known. Raises AttendanceError before the session starts,
    after the batch was closed, or for someone who is not a participant of the session's batch.
    """
    _require_begun(session, now)
    with transaction.atomic():
        batch = _hold_running(session)
        known = _known(session)
        marks = {pk: Mark(there) for pk, there in present.items() if pk not in known or known[pk].present != there}
        marks |= {pk: Mark(present=False) for pk in unless_marked if pk not in known and pk not in marks}
        _record(batch, session, marks, way=MarkedBy.LIST, by=by, now=now)
    return len(marks)


def record(*, session: Session, marks: Mapping[int, Mark], way: str, by: Account | None, now: datetime) -> int:
    """Record presence with its times and excuses (by enrollment id); return how many records changed.

    A retry changes nothing. Raises AttendanceError as `mark` does, and when times and presence do not fit.
    """
    _require_begun(session, now)
    with transaction.atomic():
        batch = _hold_running(session)
        known = _known(session)
        changed = {pk: said for pk, said in marks.items() if known.get(pk) != said}
        _record(batch, session, changed, way=way, by=by, now=now)
    return len(changed)


def presence_of(batch: Batch) -> dict[int, Presence]:
    """Presence by enrollment id, for everyone who ever had an application in the batch; two queries."""
    sessions = Session.objects.filter(batch=batch, cancelled=False).count()
    rows = Enrollment.objects.filter(batch=batch).annotate(
        present=Count("attendances", filter=counted("attendances__")),
        came=Count("attendances", filter=Q(attendances__present=True, attendances__session__cancelled=False)),
    )
    return {pk: Presence(present, sessions, came) for pk, present, came in rows.values_list("pk", "present", "came")}


def _require_begun(session: Session, now: datetime) -> None:
    if session.cancelled:
        raise AttendanceError(_("Sesi ini dibatalkan."))
    if now < session.starts_at:
        raise AttendanceError(
            _("Sesi ini belum dimulai. Catat kehadiran setelah sesi dimulai; bila maju, ubah dahulu jadwalnya.")
        )


def _hold_running(session: Session) -> Batch:
    # Closing counts presence: a mark must come wholly before it or be refused.
    batch = hold_batch(session.batch_id)
    if batch.state != BatchState.OPEN:
        raise AttendanceError(_("Angkatan ini sudah ditutup. Buka kembali angkatan untuk mengoreksi kehadiran."))
    return batch


def _known(session: Session) -> dict[int, Mark]:
    rows = Attendance.objects.filter(session=session).values_list("enrollment_id", *FIELDS)
    return {pk: Mark(*values) for pk, *values in rows}


def _record(
    batch: Batch, session: Session, marks: Mapping[int, Mark], *, way: str, by: Account | None, now: datetime
) -> None:
    if not marks:
        return
    rows = [
        Attendance(session=session, enrollment_id=pk, marked_by=by, marked_at=now, way=way, **asdict(said))
        for pk, said in sorted(marks.items())
    ]
    with refusing_with(AttendanceError):
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["session", "enrollment"],
            update_fields=[*FIELDS, "marked_by", "marked_at", "way"],
        )
    _follow(marks, by, now)
    emit(kind=events.ATTENDANCE_CHANGED, subject_id=batch.pk, now=now)


def _follow(enrollment_ids: Iterable[int], by: Account | None, now: datetime) -> None:
    """Let the states follow: the first presence makes a participant attended, a correction may take it back."""
    state = EnrollmentState
    # A withdrawal may be asked for right now: the row is ours until we commit. Presence first, then states,
    # as one's own arrival does (`programs/presence/arrivals.py`), so that the two never wait for each other.
    rows = Enrollment.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    people = list(rows.filter(pk__in=list(enrollment_ids), state__in=(state.CONFIRMED, state.ATTENDED)))
    came = set(Attendance.objects.came().filter(enrollment__in=people).values_list("enrollment_id", flat=True))
    arrived = [one for one in people if one.state == state.CONFIRMED and one.pk in came]
    taken_back = [one for one in people if one.state == state.ATTENDED and one.pk not in came]
    move_all(arrived, state.ATTENDED, by=by, now=now)
    move_all(taken_back, state.CONFIRMED, by=by, now=now, reason=_("Kehadiran dikoreksi."))
