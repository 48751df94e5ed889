"""What this room does when something happened below: each handler may run twice, late or after a crash."""

from datetime import datetime

from credentials.delivery import CERTIFICATE_PDF_WANTED, deliver, keep_pdf, tell_of_revocation
from credentials.issuing import CERTIFICATE_ISSUED, CERTIFICATE_REVOKED
from credentials.settlement import settle
from learning.progress import LEARNING_COMPLETED
from pembinaan.base.events import handles
from pembinaan.base.models import Event
from programs.events import ATTENDANCE_CHANGED, BATCH_CANCELLED, BATCH_CLOSED, BATCH_REOPENED
from programs.models import Batch

BATCH_EVENTS = (BATCH_CLOSED, BATCH_REOPENED, BATCH_CANCELLED, ATTENDANCE_CHANGED)


def register() -> None:
    """Register the handlers; called once when the application starts."""
    for kind in BATCH_EVENTS:
        handles(kind, settle_batch)
    handles(LEARNING_COMPLETED, settle_batch_of_enrollment)
    handles(CERTIFICATE_ISSUED, deliver_certificate)
    handles(CERTIFICATE_PDF_WANTED, render_certificate)
    handles(CERTIFICATE_REVOKED, tell_holder)


def settle_batch(event: Event, now: datetime) -> None:
    """A batch closed, reopened or corrected: certificates and hours follow."""
    settle(batch=Batch.objects.get(pk=event.subject_id), now=now)


def settle_batch_of_enrollment(event: Event, now: datetime) -> None:
    """Somebody finished the last lesson: the certificate may be due now."""
    settle(batch=Batch.objects.get(enrollments=event.subject_id), now=now)


def deliver_certificate(event: Event, now: datetime) -> None:
    """A certificate was issued or revised: its PDF and a message."""
    deliver(certificate_id=event.subject_id, now=now)


def render_certificate(event: Event, now: datetime) -> None:
    """Somebody wants a PDF that is missing."""
    keep_pdf(certificate_id=event.subject_id, now=now)


def tell_holder(event: Event, now: datetime) -> None:
    """A certificate was revoked: a message."""
    tell_of_revocation(certificate_id=event.subject_id, now=now)
