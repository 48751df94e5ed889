"""What this room does when a certificate is issued, revised or revoked; may run twice or late."""

from datetime import datetime

from credentials.issuing import CERTIFICATE_ISSUED, CERTIFICATE_REVOKED
from pembinaan.base.events import handles
from pembinaan.base.models import Event
from rewards.points import settle_points


def register() -> None:
    """Register the handlers; called once when the application starts."""
    handles(CERTIFICATE_ISSUED, settle)
    handles(CERTIFICATE_REVOKED, settle)


def settle(event: Event, now: datetime) -> None:
    """Points and badges follow the certificate."""
    settle_points(certificate_id=event.subject_id, now=now)
