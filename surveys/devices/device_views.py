"""What a kiosk or tablet opens: its pairing page, its one screen, and the addresses that the screen talks to."""

import json
from typing import cast

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from surveys.devices.contents import kept_by
from surveys.devices.forms import PairingForm
from surveys.devices.intake import take_in
from surveys.devices.recognition import COOKIE, is_own, known_device, remember
from surveys.devices.registry import DeviceError, pair
from surveys.devices.sending import MOST_BYTES, SendingError, read_sending
from surveys.models import Device, Revocation

STYLES = ("css/tokens.css", "css/base.css", "css/button.css", "css/choice.css", "css/notice.css", "surveys/kiosk.css")
SCRIPTS = ("surveys/kiosk-store.js", "surveys/kiosk-sender.js", "surveys/kiosk.js")
ICON = "img/icon.svg"


# There is no session here: the code itself is the proof, and a foreign page that sent one would pair nobody's device.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def pairing(request: HttpRequest) -> HttpResponse:
    """Type the code that the officer sees; the device gets its secret and shows its survey from then on."""
    form = PairingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="pair_device"):
            return cast(HttpResponse, ratelimit.respond_429(request))
        try:
            _device, secret = pair(code=form.cleaned_data["code"], now=timezone.now())
        except DeviceError as refusal:
            form.add_error("code", refusal.message)
        else:
            response = redirect("kiosk")
            remember(response, secret)
            return response
    return render(request, "surveys/devices/pairing.html", {"form": form})


@login_not_required
@require_GET
def kiosk(request: HttpRequest) -> HttpResponse:
    """The one screen: the same for every device, so that it can be kept; what it asks comes by itself."""
    context = {"styles": STYLES, "scripts": SCRIPTS}
    response = render(request, "surveys/devices/kiosk.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at one fixed address that is always asked for anew."""
    kept = [reverse("kiosk"), *map(static, (*STYLES, *SCRIPTS, ICON))]
    context = {"kept": json.dumps(kept), "home": json.dumps(reverse("kiosk"))}
    response = render(request, "surveys/devices/worker.js", context, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a tablet needs to know to open the survey like an application, full screen."""
    facts = {
        "name": _("Penilaian pelayanan"),
        "short_name": _("Penilaian"),
        "start_url": reverse("kiosk"),
        "scope": reverse("kiosk"),
        "display": "fullscreen",
        "background_color": "#f6f8f7",
        "theme_color": "#063b42",
        "icons": [{"src": static(ICON), "sizes": "any", "type": "image/svg+xml"}],
    }
    response = JsonResponse(facts, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@never_cache
@login_not_required
@require_GET
def content(request: HttpRequest) -> HttpResponse:
    """What the device shows, with the questionnaire's version; says plainly when it is unknown or revoked."""
    device = known_device(request)
    refusal = _refusal(device)
    if refusal or device is None:
        return refusal or JsonResponse({})
    response = JsonResponse(kept_by(device, now=timezone.now()))
    remember(response, request.COOKIES[COOKIE])
    return response


@csrf_exempt
@never_cache
@login_not_required
@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """Take in a batch of answers and say of each what became of it.

    401 for an unknown device, 403 for a lost one or a foreign page, 413 and 400 for what is too large or can't be read.
    """
    if not is_own(request):
        return JsonResponse({"state": "foreign"}, status=403)
    device = known_device(request)
    if device is None or device.revocation == Revocation.LOST:
        return _refusal(device) or JsonResponse({})
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return JsonResponse({"state": "too_large"}, status=413)
    try:
        sending = read_sending(request.body)
        outcomes = take_in(device=device, sending=sending, now=timezone.now())
    except (SendingError, DeviceError) as refusal:
        return JsonResponse({"state": "unreadable", "reason": refusal.message}, status=400)
    results = [{"id": one.client_id, "fate": one.fate, "reason": one.reason} for one in outcomes]
    return JsonResponse({"state": "revoked" if device.revoked_at else "known", "results": results})


def _refusal(device: Device | None) -> HttpResponse | None:
    """The answer to an unknown or revoked device; None for one in use."""
    if device is None:
        return JsonResponse({"state": "unknown"}, status=401)
    return JsonResponse({"state": "revoked"}, status=403) if device.revoked_at else None
