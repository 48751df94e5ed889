"""The API by which other systems ask for links, and its description."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from surveys.invitations.clients import client_of, count_request
from surveys.invitations.issuing import GOOD_FOR, InvitationError, issue
from surveys.invitations.openapi import ADDRESS, REFUSALS, description

MOST_BYTES = 10_000
STATUSES = {"bad_request": 400, "unit": 403, "service": 404, "closed": 409, "key_reused": 409}


# A system has no session that a foreign page could ride on: its key comes with each request.
@csrf_exempt
@login_not_required
@require_POST
def link(request: HttpRequest) -> JsonResponse:
    """Give one link to a registered system."""
    now = timezone.now()
    client = client_of(request.headers.get("Authorization", "").removeprefix("Bearer ").strip())
    if client is None:
        refused = _refusal(401, "key", _("Kunci tidak ada, salah, atau sudah dicabut."))
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    if not count_request(client=client, now=now):
        refused = _refusal(429, "too_many", _("Terlalu banyak permintaan dalam satu menit. Tunggu sebentar."))
        refused.headers["Retry-After"] = str(60 - now.second)
        return refused
    wish = _wish(request)
    if wish is None:
        return _refusal(400, "bad_request", _('Kirim JSON seperti {"unit": "153", "service": "ktp"}.'))
    key = request.headers.get("Idempotency-Key", "")
    try:
        done = issue(client=client, unit_code=wish[0], service_code=wish[1], idempotency_key=key, now=now)
    except InvitationError as refusal:
        return _refusal(STATUSES[refusal.code], refusal.code, refusal.message)
    expires = timezone.localtime(done.expires_at, timezone.get_default_timezone())
    given = {"address": done.address, "expires_at": expires.isoformat(timespec="seconds")}
    return _private(JsonResponse(given, status=201 if done.is_new else 200))


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How another system asks for links, with an example."""
    context = {
        "address": f"{settings.SITE_ADDRESS.rstrip('/')}{ADDRESS}",
        "days": GOOD_FOR.days,
        "refusals": REFUSALS.items(),
    }
    return render(request, "surveys/invitations/guide.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def openapi(request: HttpRequest) -> JsonResponse:
    """The description for programs."""
    return JsonResponse(description(settings.SITE_ADDRESS.rstrip("/")), json_dumps_params={"ensure_ascii": False})


def _wish(request: HttpRequest) -> tuple[str, str] | None:
    """The unit and service that are asked for; None when the body says neither."""
    try:
        body: Any = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        return None
    # A misspelt "service" must not quietly become a link to the whole unit.
    if not isinstance(body, dict) or body.keys() - {"unit", "service"}:
        return None
    unit, service = body.get("unit"), body.get("service") or ""
    return (unit, service) if unit and _is_code(unit) and _is_code(service) else None


def _is_code(value: object) -> bool:
    """Whether it is text that a database can look for: JSON also writes NUL and halves of characters."""
    return isinstance(value, str) and value.isprintable()


def _refusal(status: int, code: str, message: str) -> JsonResponse:
    return _private(JsonResponse({"code": code, "message": message}, status=status))


def _private(response: JsonResponse) -> JsonResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
