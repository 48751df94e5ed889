"""Systems that may ask for links: registering, revoking, recognising them, and counting what they ask."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.errors import DomainError
from people.models import Account, Unit
from surveys.invitations.tokens import digest_of, new_key
from surveys.models import ApiClient

HINT = 8


class ClientError(DomainError):
    """A system that is not registered or not revoked; the message says why."""


def register(
    *, name: str, units: Collection[Unit], per_minute: int, by: Account, now: datetime
) -> tuple[ApiClient, str]:
    """Register a system for some units; returns it and its key, which nobody can read again.

    Raises ClientError without a unit, for a name that is taken, and for an impossible rate.
    """
    if not units:
        raise ClientError(_("Pilih paling sedikit satu unit kerja."))
    key = new_key()
    with transaction.atomic(), refusing_with(ClientError):
        client = ApiClient.objects.create(
            name=" ".join(name.split()),
            key_digest=digest_of(key),
            key_hint=key[:HINT],
            per_minute=per_minute,
            registered_by=by,
            registered_at=now,
        )
        client.units.set(units)
    return client, key


def revoke(*, client: ApiClient, by: Account, now: datetime) -> None:
    """End a system's key at once; links that it already gave out stay good. Twice is the same as once."""
    ApiClient.objects.in_force().filter(pk=client.pk).update(revoked_at=now, revoked_by=by)


def client_of(key: str) -> ApiClient | None:
    """The system with this key; None for an unknown or revoked one."""
    return ApiClient.objects.in_force().filter(key_digest=digest_of(key)).first() if key else None


def count_request(*, client: ApiClient, now: datetime) -> bool:
    """Count a request of a system; False when it asked too often within this minute."""
    minute = now.replace(second=0, microsecond=0)
    has_room = Q(minute__isnull=True) | ~Q(minute=minute) | Q(minute_count__lt=F("per_minute"))
    # Conditional: of many requests at once no more than the rate find room.
    counted = ApiClient.objects.in_force().filter(has_room, pk=client.pk)
    return bool(
        counted.update(minute_count=Case(When(minute=minute, then=F("minute_count") + 1), default=1), minute=minute)
    )
