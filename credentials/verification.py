"""What a certificate shows to anybody who holds its code: the least that proves it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from credentials.models import Certificate
from people.numbers import masked
from programs.models import BatchState


@dataclass(frozen=True)
class Verified:
    """The public face of a certificate."""

    number: str
    name: str
    masked_number: str
    title: str
    batch_number: int
    starts_on: date
    ends_on: date
    hours: Decimal
    issued_on: date
    revision: int
    revoked_at: datetime | None
    state: str  # "valid", "review", "revoked"
    state_words: str


def find(code: str) -> Verified | None:
    """The certificate of a code as typed or scanned, or None; one query."""
    plain = code.replace("-", "").replace(" ", "").upper()
    certificate = Certificate.objects.select_related("enrollment__batch").filter(code=plain).first()
    return None if certificate is None else _face(certificate)


def _face(certificate: Certificate) -> Verified:
    facts = certificate.facts
    state, words = _state(certificate)
    return Verified(
        number=certificate.number,
        name=facts["name"],
        masked_number=masked(facts["employee_number"]),
        title=facts["title"],
        batch_number=facts["batch_number"],
        starts_on=date.fromisoformat(facts["starts_on"]),
        ends_on=date.fromisoformat(facts["ends_on"]),
        hours=Decimal(facts["hours"]).normalize(),
        issued_on=date.fromisoformat(facts["issued_on"]),
        revision=certificate.revision,
        revoked_at=certificate.revoked_at,
        state=state,
        state_words=words,
    )


def _state(certificate: Certificate) -> tuple[str, str]:
    if not certificate.is_in_force:
        return "revoked", _("Dicabut")
    if certificate.enrollment.batch.state != BatchState.CLOSED:
        return "review", _("Berlaku, sedang diperiksa ulang")
    return "valid", _("Berlaku")
