"""Which device a request comes from.

The secret lives in a cookie that only the server sets and reads: a script on the page can't leak it, it travels by
itself with what the device sends, and it is bound to /kios/, so that public pages stay without a cookie. Answers
waiting on the device don't depend on it: without the cookie they wait until the device is paired anew.
"""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from surveys import sheets
from surveys.devices.registry import secret_digest
from surveys.models import Device

COOKIE: Final = "perangkat"
COOKIE_PATH: Final = "/kios/"
COOKIE_SECONDS: Final = 400 * 24 * 3600
"""Browsers keep no cookie longer; each contact renews it."""


def known_device(request: HttpRequest) -> Device | None:
    """The paired device that sent a request, revoked or not; one statement."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret:
        return None
    devices = Device.objects.select_related("unit", "service")
    return devices.filter(secret_digest=secret_digest(secret)).first()


def remember(response: HttpResponse, secret: str) -> None:
    """Give a device its secret, or keep the one it has for another 400 days."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=COOKIE_SECONDS,
        path=COOKIE_PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def is_own(request: HttpRequest) -> bool:
    """Whether a script of our own page sent the request; the cookie's SameSite=Strict says it once more."""
    return sheets.is_own(request) and request.content_type == "application/json"
