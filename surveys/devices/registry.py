"""A device's life: registered for a unit, paired once by a short code, renamed, revoked."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account, Unit
from surveys.models import Device, DeviceKind, Revocation, Service

# No 0/O, 1/I/L, 5/S, 2/Z, 8/B, U/V: the code is read from one screen and typed on another.
ALPHABET: Final = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH: Final = 8
CODE_GOOD_FOR: Final = timedelta(minutes=15)
SECRET_BYTES: Final = 32


class DeviceError(DomainError):
    """The device can't be registered, paired or changed; the message says what to do."""


def register(
    *, unit: Unit, service: Service | None, kind: DeviceKind, name: str, by: Account, now: datetime
) -> tuple[Device, str]:
    """Register a device of a unit (and service); returns it and its pairing code, which is known only here and now.

    Raises DeviceError for a unit or service that has ended, or a name that is taken or empty.
    """
    day = city_day(now)
    if any(one.ends_on and one.ends_on < day for one in (unit, service) if one):
        raise DeviceError(_("Unit atau layanan ini sudah berakhir. Daftarkan perangkat pada penerusnya."))
    code = _new_code()
    with transaction.atomic(), refusing_with(DeviceError):
        device = Device.objects.create(
            unit=unit,
            service=service,
            kind=kind,
            name=name.strip(),
            registered_at=now,
            registered_by=by,
            code_digest=_code_digest(code),
            code_expires_at=now + CODE_GOOD_FOR,
        )
    return device, code


def renew_code(*, device: Device, now: datetime) -> str:
    """A new pairing code, which replaces the earlier one; the key in use holds until the new code is used.

    Raises DeviceError for a revoked device.
    """
    code = _new_code()
    in_use = Device.objects.in_use().filter(pk=device.pk)
    with transaction.atomic():
        if not in_use.update(code_digest=_code_digest(code), code_expires_at=now + CODE_GOOD_FOR):
            raise DeviceError(_("Perangkat ini sudah dicabut. Daftarkan perangkat baru."))
    return code


def pair(*, code: str, now: datetime) -> tuple[Device, str]:
    """Use up a pairing code; returns the device and its secret, of which only the digest is stored.

    Raises DeviceError for a code that is unknown, used or too old: which of them is not told.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    digest = _code_digest(plain_code(code))
    with transaction.atomic():
        # One conditional UPDATE: of two devices that type one code at the same moment, only one gets the key.
        paired = Device.objects.in_use().filter(code_digest=digest, code_expires_at__gt=now)
        if not paired.update(
            code_digest=None,
            code_expires_at=None,
            secret_digest=secret_digest(secret),
            paired_at=now,
            last_seen_at=now,
        ):
            raise DeviceError(_("Kode ini tidak berlaku. Minta kode baru kepada petugas survei unit, lalu coba lagi."))
        device = Device.objects.select_related("unit", "service").get(secret_digest=secret_digest(secret))
    return device, secret


def rename(*, device: Device, name: str) -> None:
    """Give a device another name. Raises DeviceError for a name that is taken or empty."""
    with transaction.atomic(), refusing_with(DeviceError):
        Device.objects.filter(pk=device.pk).update(name=name.strip())


def revoke(*, device: Device, why: Revocation, by: Account, now: datetime) -> None:
    """Stop a device at once. A lost one sends nothing any more; a retired one still what was answered before.

    Revoked twice is revoked once: the first reason stays.
    """
    with transaction.atomic():
        Device.objects.in_use().filter(pk=device.pk).update(
            revoked_at=now, revoked_by=by, revocation=why, code_digest=None, code_expires_at=None
        )


def plain_code(typed: str) -> str:
    """A pairing code as it is compared: capitals, without what people put between groups."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def code_in_groups(code: str) -> str:
    """A pairing code as people read it: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def secret_digest(secret: str) -> str:
    """What is stored of a device's secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _position in range(CODE_LENGTH))


def _code_digest(code: str) -> str:
    return salted_hmac("surveys.device.code", code, algorithm="sha256").hexdigest()
