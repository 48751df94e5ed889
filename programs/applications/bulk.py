"""What HR does with many applications at once: declining them, writing to their people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.outbox import enqueue
from people.models import Account
from programs.applications.approval import Outcome, decline
from programs.errors import EnrollmentError
from programs.models import Enrollment
from programs.telling import about_batch


def decline_all(*, enrollments: Sequence[Enrollment], by: Account | None, reason: str, now: datetime) -> list[Outcome]:
    """Decline each in its own transaction with the same reason; tells what became of each."""
    outcomes = []
    for enrollment in enrollments:
        try:
            outcomes.append(Outcome(decline(enrollment=enrollment, by=by, reason=reason, now=now)))
        except EnrollmentError as refusal:
            outcomes.append(Outcome(enrollment, refused=refusal.message))
    return outcomes


def write_to(
    *, enrollments: Sequence[Enrollment], subject: str, body: str, key: UUID, by: Account | None, now: datetime
) -> int:
    """Write the same message to the people of the applications; return how many have an account to read it.

    Each person gets it once, with the page of their application; `key` is the form's: sent twice, nobody is written
    to twice. Raises EnrollmentError without a subject or a text.
    """
    if not (subject.strip() and body.strip()):
        raise EnrollmentError(_("Tulis perihal dan isi pesannya."))
    first = {one.employee_id: one for one in reversed(enrollments)}
    accounts = Account.objects.filter(employee_id__in=first, is_active=True).order_by("pk")
    with transaction.atomic():
        for account in accounts:
            assert account.employee_id is not None
            enrollment = first[account.employee_id]
            enqueue(
                to=account,
                kind="enrollment.note",
                subject=subject.strip(),
                body=body.strip(),
                cause=f"note:{key}:{account.pk}",
                link=reverse("enrollment", args=[enrollment.pk]),
                about=about_batch(enrollment.batch_id),
                now=now,
            )
    return len(accounts)
