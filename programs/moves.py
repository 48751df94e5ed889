"""The one place that changes a state: along the table, once, with who, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from people.models import Account
from programs.errors import EnrollmentError
from programs.models import Batch, BatchChange, Enrollment, EnrollmentChange
from programs.transitions import TRANSITIONS, may_move


def record_request(enrollment: Enrollment, *, by: Account | None, now: datetime, reason: str = "") -> None:
    """Write the first line of a new application's trail."""
    EnrollmentChange.objects.create(enrollment=enrollment, to_state=enrollment.state, by=by, at=now, reason=reason)


def move(
    enrollment: Enrollment,
    to_state: str,
    *,
    by: Account | None,
    now: datetime,
    reason: str = "",
    queue_number: int | None = None,
    offer_expires_at: datetime | None = None,
) -> None:
    """Bring an enrollment to `to_state` and write its trail; `by` None: the system itself.

    Raises EnrollmentError when the table knows no such step or someone else was faster.
    """
    before = enrollment.state
    if not may_move(TRANSITIONS, before, to_state):
        raise EnrollmentError(
            _("Pendaftaran ini sudah berkeadaan “%(state)s”. Muat ulang halaman.")
            % {"state": enrollment.get_state_display()}
        )
    enrollment.state = to_state
    enrollment.reason = reason
    enrollment.queue_number = queue_number or enrollment.queue_number
    enrollment.offer_expires_at = offer_expires_at
    columns = {name: getattr(enrollment, name) for name in ("state", "reason", "queue_number", "offer_expires_at")}
    # Conditional on the state we read: of two decisions at once on one application only the first counts.
    if not Enrollment.objects.filter(pk=enrollment.pk, state=before).update(**columns):
        raise EnrollmentError(_("Pendaftaran ini baru saja diubah orang lain. Muat ulang halaman."))
    EnrollmentChange.objects.create(
        enrollment=enrollment, from_state=before, to_state=to_state, by=by, at=now, reason=reason
    )


def move_all(
    enrollments: Sequence[Enrollment], to_state: str, *, by: Account | None, now: datetime, reason: str = ""
) -> None:
    """Bring many enrollments to `to_state` in three queries; the caller holds their batch's ending lock."""
    changes = [
        EnrollmentChange(
            enrollment=enrollment, from_state=enrollment.state, to_state=to_state, by=by, at=now, reason=reason
        )
        for enrollment in enrollments
    ]
    moving = Enrollment.objects.filter(pk__in=[enrollment.pk for enrollment in enrollments])
    moving.update(state=to_state, reason=reason, offer_expires_at=None)
    EnrollmentChange.objects.bulk_create(changes)


@dataclass(frozen=True)
class Step:
    """One enrollment that moves together with others, its own reason, and its number in the queue, if any."""

    enrollment: Enrollment
    reason: str
    queue_number: int | None = None


def move_each(steps: Sequence[Step], to_state: str, *, by: Account | None, now: datetime) -> None:
    """Bring many enrollments to `to_state`, each for its own reason, in two statements for 500 rows.

    The caller holds their batch and the rows themselves, and has read their states under these locks.
    """
    changes = []
    for step in steps:
        one = step.enrollment
        changes.append(
            EnrollmentChange(enrollment=one, from_state=one.state, to_state=to_state, by=by, at=now, reason=step.reason)
        )
        one.state, one.reason = to_state, step.reason
        one.queue_number = step.queue_number or one.queue_number
    moved = [step.enrollment for step in steps]
    Enrollment.objects.bulk_update(moved, ["state", "reason", "queue_number"], batch_size=500)
    EnrollmentChange.objects.bulk_create(changes, batch_size=500)


def record_batch(batch: Batch, before: str, *, by: Account | None, now: datetime, reason: str = "") -> None:
    """Write the trail of a batch that came from state `before` to its present one."""
    BatchChange.objects.create(batch=batch, from_state=before, to_state=batch.state, by=by, at=now, reason=reason)
