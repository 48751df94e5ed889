"""What verification looks at in presence: states that follow it, results that agree with it, devices forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from programs.models import ENDS, Attendance, BatchState, Enrollment, EnrollmentState, Session, counted
from programs.presence.devices import KEPT_FOR

# The nightly task forgets devices once a day.
PATIENCE = timedelta(days=2)


def wrong_batches() -> Iterator[str]:
    """Presence recorded at a session of another batch."""
    for attendance in Attendance.objects.exclude(session__batch=F("enrollment__batch")).order_by("pk"):
        yield f"kehadiran {attendance.pk}"


def wrong_states() -> Iterator[str]:
    """Running participants who came but are not attended, or are attended but never came."""
    came = Exists(Attendance.objects.came().filter(enrollment=OuterRef("pk")))
    people = Enrollment.objects.filter(batch__state=BatchState.OPEN).annotate(has_come=came)
    wrong = Q(state=EnrollmentState.CONFIRMED, has_come=True) | Q(state=EnrollmentState.ATTENDED, has_come=False)
    for enrollment in people.filter(wrong).order_by("pk"):
        yield f"pendaftaran {enrollment.pk}"


def wrong_results() -> Iterator[str]:
    """Results of closed batches that the rule of attendance does not bear out."""
    held = Session.objects.filter(batch__state=BatchState.CLOSED, cancelled=False).order_by().values_list("batch")
    sessions: dict[int, int] = dict(held.annotate(Count("pk")))
    ended: Any = Enrollment.objects.filter(batch__state=BatchState.CLOSED).select_related("batch")
    ended = ended.annotate(
        present=Count("attendances", filter=counted("attendances__")),
        came=Count("attendances", filter=Q(attendances__present=True, attendances__session__cancelled=False)),
    )
    for row in ended.filter(state__in=ENDS).order_by("pk"):
        met = row.present >= row.batch.attendance_share * (sessions.get(row.batch_id, 0))
        absent_but_came = row.state == EnrollmentState.ABSENT and row.came > 0
        if met is not (row.state == EnrollmentState.FINISHED) or absent_but_came:
            yield f"pendaftaran {row.pk}"


def devices_kept_too_long(now: datetime) -> Iterator[str]:
    """Digests of devices that should have been forgotten."""
    old = Attendance.objects.filter(session__ends_at__lt=now - KEPT_FOR - PATIENCE).exclude(device="")
    for attendance in old.order_by("pk"):
        yield f"kehadiran {attendance.pk}"
