"""Giving out one-time links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account, Unit
from surveys.content import last_successor
from surveys.invitations.tokens import digest_of, new_token, token_for
from surveys.models import ApiClient, Invitation, Service

GOOD_FOR: Final = timedelta(days=30)
KEPT_AFTER: Final = timedelta(days=30)
"""How long an expired link is still recognised, so that it can say that it has expired."""
MOST_AT_ONCE: Final = 5_000
LONGEST_KEY: Final = 200


class InvitationError(DomainError):
    """No link is given; `code` tells the asking system which kind of refusal it is."""

    def __init__(self, message: str, code: str = "refused") -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Issued:
    """A link: its whole address, until when it is good, and whether this call made it."""

    address: str
    expires_at: datetime
    is_new: bool


def issue(*, client: ApiClient, unit_code: str, service_code: str, idempotency_key: str, now: datetime) -> Issued:
    """Give a system a link for a unit (and service); the same idempotency key gives the same link again.

    Raises InvitationError for a unit that isn't the system's, an unknown or closed one, and a key used for another.
    """
    if len(idempotency_key) > LONGEST_KEY:
        raise InvitationError(_("Idempotency-Key paling panjang 200 huruf."), "bad_request")
    unit = client.units.filter(code=unit_code).first()
    if unit is None:
        raise InvitationError(_("Kunci ini tidak berlaku untuk unit “%(unit)s”.") % {"unit": unit_code}, "unit")
    service = _open_service(unit, service_code, now)
    token = token_for(client.pk, idempotency_key) if idempotency_key else new_token()
    digest, values = digest_of(token), _values(unit, service, now)
    with transaction.atomic():
        stored, is_new = Invitation.objects.get_or_create(digest=digest, defaults={**values, "client": client})
    if (stored.unit_id, stored.service_id) != (unit.pk, service.pk if service else None):
        raise InvitationError(_("Idempotency-Key ini sudah dipakai untuk unit atau layanan lain."), "key_reused")
    return Issued(address_of(token), stored.expires_at, is_new)


def issue_many(*, unit: Unit, service: Service | None, count: int, by: Account, now: datetime) -> list[str]:
    """Make `count` links for a unit at once; returns their addresses, which nobody can read again.

    Raises InvitationError for a unit or service that is closed, and for more than 5,000.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise InvitationError(_("Jumlah tautan antara 1 dan 5.000."))
    service = _open_service(unit, service.code if service else "", now)
    tokens = [new_token() for _unused in range(count)]
    values = {**_values(unit, service, now), "issued_by": by}
    with transaction.atomic():
        Invitation.objects.bulk_create(
            [Invitation(digest=digest_of(token), **values) for token in tokens], batch_size=1_000
        )
    return [address_of(token) for token in tokens]


def forget_invitations(*, now: datetime) -> int:
    """Delete links thirty days after they expired; returns how many."""
    return Invitation.objects.filter(expires_at__lt=now - KEPT_AFTER).delete()[0]


def address_of(token: str) -> str:
    """The whole address of a link."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('invited', args=[token])}"


def _open_service(unit: Unit, service_code: str, now: datetime) -> Service | None:
    day = city_day(now)
    if unit.ends_on is not None and unit.ends_on < day:
        heir = last_successor(unit)
        told = _("Unit ini sudah tidak melayani.") if heir is None else _("Unit ini sudah digabung ke %(unit)s.")
        raise InvitationError(told % {"unit": f"{heir.name} ({heir.code})" if heir else ""}, "closed")
    if not service_code:
        return None
    service: Service | None = Service.objects.on(day).filter(unit=unit, code=service_code).first()
    if service is None:
        raise InvitationError(_("Unit ini tidak membuka layanan “%(code)s”.") % {"code": service_code}, "service")
    return service


def _values(unit: Unit, service: Service | None, now: datetime) -> dict[str, object]:
    return {"unit": unit, "service": service, "issued_on": city_day(now), "expires_at": now + GOOD_FOR}
