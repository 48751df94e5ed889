"""One phone that records several people at one session: noticed, told to who runs it, forgotten after some weeks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from programs.models import Attendance, Batch, Session

KEPT_FOR = timedelta(weeks=4)
DIGEST_LENGTH = 32


@dataclass(frozen=True)
class SharedDevice:
    """A device with which more than one person was recorded at a session."""

    session: Session
    names: tuple[str, ...]


def digest(device_id: str, session_id: int) -> str:
    """What is kept of a device: a digest with a salt of its own for each session, so that it leads nowhere else."""
    return salted_hmac(f"programs.device.{session_id}", device_id, algorithm="sha256").hexdigest()[:DIGEST_LENGTH]


def shared_in(session: Session) -> list[SharedDevice]:
    """Devices that recorded several people at a session, in the order of names; one query."""
    return _shared(Attendance.objects.filter(session=session))


def shared_in_batch(batch: Batch) -> list[SharedDevice]:
    """The same for all sessions of a batch; one query."""
    return _shared(Attendance.objects.filter(session__batch=batch))


def _shared(rows: QuerySet[Attendance]) -> list[SharedDevice]:
    known: defaultdict[tuple[int, str], list[Attendance]] = defaultdict(list)
    marked = rows.filter(present=True).exclude(device="").select_related("session", "enrollment__employee")
    for row in marked.order_by("session__starts_at", "enrollment__employee__name", "pk"):
        known[row.session_id, row.device].append(row)
    return [
        SharedDevice(people[0].session, tuple(row.enrollment.employee.name for row in people))
        for people in known.values()
        if len(people) > 1
    ]


def forget(*, now: datetime) -> int:
    """Drop the digests of sessions that ended more than four weeks ago; return how many."""
    old = Attendance.objects.filter(session__ends_at__lt=now - KEPT_FOR).exclude(device="")
    return Attendance.objects.filter(pk__in=old.values("pk")).update(device="")
