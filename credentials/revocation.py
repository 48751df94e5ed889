"""HR's own decision to take a certificate back, and to lift that decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from credentials.issuing import take_back
from credentials.models import Certificate, HoursEntry, RevocationKind
from credentials.settlement import settle
from pembinaan.base.errors import DomainError
from people.models import Account
from programs.models import Batch


class RevocationError(DomainError):
    """The certificate cannot be revoked or restored now."""


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: Account, now: datetime) -> Certificate:
    """Take the certificate back by decision; its hours are reversed and no settlement gives it back.

    Raises:
        RevocationError: no reason, or it is already revoked.
    """
    if not reason.strip():
        raise RevocationError(_("Tuliskan alasan pencabutan."))
    locked = _lock(certificate)
    if not locked.is_in_force:
        raise RevocationError(_("Sertifikat ini sudah dicabut."))
    entry = HoursEntry.objects.standing().filter(enrollment=locked.enrollment_id).first()
    take_back(locked, entry, kind=RevocationKind.DECISION, reason=reason.strip(), now=now, by=by)
    return locked


@transaction.atomic
def lift_revocation(*, certificate: Certificate, now: datetime) -> Certificate:
    """Lift a revocation by decision; the settlement gives the certificate back as a new revision if it is due.

    Raises:
        RevocationError: it was not revoked by decision.
    """
    locked = _lock(certificate)
    if locked.revocation_kind != RevocationKind.DECISION:
        raise RevocationError(_("Sertifikat ini tidak dicabut oleh keputusan BKPSDM."))
    locked.revocation_kind = RevocationKind.CORRECTION
    locked.save()
    settle(batch=locked.enrollment.batch, now=now)
    locked.refresh_from_db()
    return locked


def _lock(certificate: Certificate) -> Certificate:
    # The batch's lock, as in a settlement: both decide whether the certificate holds.
    Batch.objects.select_for_update(no_key=True).get(pk=certificate.enrollment.batch_id)
    return Certificate.objects.select_related("enrollment__batch").get(pk=certificate.pk)
