"""The roll of a session: who is expected, who is there since when, and who still waits for a seat."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from programs.models import PARTICIPANTS, Attendance, Batch, Enrollment, EnrollmentState, Regret, Session


@dataclass(frozen=True)
class Line:
    """One participant and what is known of them at the session."""

    enrollment: Enrollment
    attendance: Attendance | None
    minutes_late: int
    # What the person said beforehand about not coming, if anything.
    regret: str = ""

    @property
    def present(self) -> bool:
        """Whether the person was recorded as there."""
        return self.attendance is not None and self.attendance.present


@dataclass(frozen=True)
class Arrived:
    """How many of the participants are there."""

    present: int
    expected: int

    @property
    def missing(self) -> int:
        """How many are not there, or not yet."""
        return self.expected - self.present


def roll_of(session: Session, search: str = "") -> list[Line]:
    """The participants by name, or those whose name or unit contains `search`; three queries."""
    people = participants(session.batch_id)
    if search:
        people = people.filter(Q(employee__name__icontains=search) | Q(unit__name__icontains=search))
    rows = Attendance.objects.filter(session=session).select_related("marked_by")
    known = {row.enrollment_id: row for row in rows}
    told = dict(Regret.objects.standing().filter(session=session).values_list("enrollment_id", "reason"))
    return [_line(one, known.get(one.pk), session, told.get(one.pk, "")) for one in people]


def participants(batch_id: int) -> QuerySet[Enrollment]:
    """The people of a batch by name, with their units."""
    people = Enrollment.objects.filter(batch=batch_id, state__in=PARTICIPANTS)
    return people.select_related("employee", "unit").order_by("employee__name", "pk")


def waiting_for_seats(batch: Batch) -> QuerySet[Enrollment]:
    """Those who wait or were offered a seat, in the order of the queue: they are no participants yet."""
    waiting = (EnrollmentState.WAITING, EnrollmentState.OFFERED)
    people = Enrollment.objects.filter(batch=batch, state__in=waiting).select_related("employee", "unit")
    return people.order_by("queue_number", "pk")


def count_of(session: Session) -> Arrived:
    """How many are there of how many; one query."""
    there = Q(attendances__session=session, attendances__present=True)
    counts: dict[str, Any] = Enrollment.objects.filter(batch=session.batch_id, state__in=PARTICIPANTS).aggregate(
        expected=Count("pk", distinct=True), present=Count("pk", filter=there, distinct=True)
    )
    return Arrived(counts["present"], counts["expected"])


def sessions_of(enrollment: Enrollment) -> list[tuple[Session, Attendance | None, int]]:
    """One participant's sessions in time, what was recorded there, and minutes late; two queries."""
    rows = Attendance.objects.filter(enrollment=enrollment).select_related("marked_by")
    known = {row.session_id: row for row in rows}
    held = Session.objects.filter(batch=enrollment.batch_id, cancelled=False).order_by("starts_at", "pk")
    found = []
    for session in held:
        session.batch, row = enrollment.batch, known.get(session.pk)
        found.append((session, row, row.minutes_late(session) if row else 0))
    return found


def _line(enrollment: Enrollment, attendance: Attendance | None, session: Session, regret: str) -> Line:
    return Line(enrollment, attendance, attendance.minutes_late(session) if attendance else 0, regret)
