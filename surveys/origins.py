"""How an open answer came, as hashes that nobody can turn back into an address once the day's salt is gone."""

import secrets
import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.core.signing import b62_decode
from django.http import HttpRequest

from surveys.models import DailySalt

# One household or phone has a whole /64 of IPv6.
IPV6_HOUSEHOLD_BITS = 64


@dataclass(frozen=True, slots=True)
class Origin:
    """Hashes of network and device (None: the address says nothing), and seconds from showing the page to sending."""

    network: int | None
    device: int | None
    seconds: int


def origin_of(request: HttpRequest, *, sheet: str, day: date) -> Origin:
    """Where a sent form with a valid `sheet` came from on the city's `day`."""
    seconds = max(int(time.time()) - b62_decode(sheet.rsplit(":", 2)[1]), 0)
    network = _network(request)
    if network is None:
        return Origin(None, None, seconds)
    salt = salt_of(day)
    agent = request.META.get("HTTP_USER_AGENT", "") + request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    return Origin(_hashed(salt, network), _hashed(salt, network + agent.encode()), seconds)


def complaint_network(request: HttpRequest, *, day: date) -> int | None:
    """The day's hash of a complaint's network: another one than that of an answer, so that none leads to the other."""
    network = _network(request)
    return None if network is None else _hashed(salt_of(day), b"complaint" + network)


@lru_cache(maxsize=4)
def salt_of(day: date) -> bytes:
    """The day's salt, made by whoever needs it first."""
    DailySalt.objects.bulk_create([DailySalt(day=day, salt=secrets.token_bytes(32))], ignore_conflicts=True)
    return bytes(DailySalt.objects.values_list("salt", flat=True).get(day=day))


def _network(request: HttpRequest) -> bytes | None:
    """The address that the nearest trusted proxy saw; None for one of a private network, which may be everybody's."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return None
    if address.is_private:
        return None
    return address.packed[: IPV6_HOUSEHOLD_BITS // 8] if address.version == 6 else address.packed


def _hashed(salt: bytes, known: bytes) -> int:
    return int.from_bytes(blake2b(known, key=salt, digest_size=8).digest(), signed=True)
