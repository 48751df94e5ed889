"""The page that a phone opens after scanning a session's screen. Looking records nothing; pressing the button does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.access import access_of
from programs.errors import ArrivalError, EnrollmentError
from programs.models import Attendance, Session
from programs.presence import devices, presence_code
from programs.presence.arrivals import arrive, participation, recorded

# Two cookies for the addresses of this page only: what this phone saw last, and which phone it is.
SIGHTING, DEVICE, COOKIE_PATH = "hadir", "perangkat", "/h/"
DEVICE_KEPT_FOR = timedelta(days=400)
# What the page says, one of these at a time.
FACES = ("unknown", "recorded", "stale", "over", "sign_in", "until", "refusal", "early", "ready")
RELOADS_AFTER = 20  # seconds, at most, on the page of someone who came early


@dataclass
class Visit:
    """One look at the page: the session, when this phone was first seen at it, and which phone it is."""

    session: Session
    seen_at: datetime | None
    device: str


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def arrival(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the code leads to, keep when it was first seen, and record the arrival when the button is pressed."""
    now = timezone.now()
    visit = _visit(request, token, now)
    if visit is None:
        context = {**dict.fromkeys(FACES), "unknown": True}
        return render(request, "programs/arrival.html", context, status=404)
    response = _record(request, token, visit, now) if request.method == "POST" else _look(request, visit, now)
    return _with_cookies(response, visit)


def _visit(request: HttpRequest, token: str, now: datetime) -> Visit | None:
    code = presence_code.read(token)
    sessions = Session.objects.select_related("batch__program")
    session = sessions.filter(pk=code.session_id).first() if code else None
    if code is None or session is None:
        return None
    device = str(request.get_signed_cookie(DEVICE, "", salt=DEVICE) or get_random_string(22))
    return Visit(session, _first_seen(request, code, session, now), device)


def _first_seen(request: HttpRequest, code: presence_code.Code, session: Session, now: datetime) -> datetime | None:
    """When this phone first brought a fresh code of the session; the cookie keeps it through signing in."""
    kept, _sep, moment = str(request.get_signed_cookie(SIGHTING, "", salt=SIGHTING)).partition("@")
    if kept == str(session.pk):
        seen_at = datetime.fromtimestamp(float(moment), UTC)
        if presence_code.sighting_holds(seen_at, session.starts_at, now):
            return seen_at
    shown = session.starts_at - presence_code.EARLIEST <= now <= session.ends_at
    return now if shown and presence_code.is_fresh(code, now) else None


def _with_cookies(response: HttpResponse, visit: Visit) -> HttpResponse:
    ours: dict[str, Any] = {
        "path": COOKIE_PATH,
        "httponly": True,
        "samesite": "Lax",
        "secure": settings.SESSION_COOKIE_SECURE,
    }
    response.set_signed_cookie(DEVICE, visit.device, salt=DEVICE, max_age=DEVICE_KEPT_FOR, **ours)
    if visit.seen_at is not None:
        sighting = f"{visit.session.pk}@{visit.seen_at.timestamp()}"
        lasts = presence_code.EARLIEST + presence_code.SIGHTING_LASTS
        response.set_signed_cookie(SIGHTING, sighting, salt=SIGHTING, max_age=lasts, **ours)
    return response


def _look(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    access, session = access_of(request), visit.session
    known = recorded(session, access.employee_id) if access.employee_id else None
    if known is not None:
        return _page(request, visit, recorded=known)
    if visit.seen_at is None:
        return _page(request, visit, status=410, stale=True, over=now > session.ends_at)
    if access.account is None:
        return _page(request, visit, sign_in=True, until=visit.seen_at + presence_code.SIGHTING_LASTS)
    try:
        _require_participant(visit, access.employee_id)
    except ArrivalError as refusal:
        return _page(request, visit, refusal=refusal.message)
    if now < session.starts_at:
        response = _page(request, visit, early=True)
        response["Refresh"] = str(min(RELOADS_AFTER, ceil((session.starts_at - now).total_seconds()) + 1))
        return response
    return _page(request, visit, ready=True)


def _record(request: HttpRequest, token: str, visit: Visit, now: datetime) -> HttpResponse:
    access, session = access_of(request), visit.session
    if access.account is None:
        return redirect("arrival", token=token)
    known = recorded(session, access.employee_id) if access.employee_id else None
    if known is not None:
        return _page(request, visit, recorded=known)
    if visit.seen_at is None:
        return _page(request, visit, status=410, stale=True, over=now > session.ends_at)
    try:
        kept = arrive(
            session=session,
            employee_id=_require_employee(access.employee_id),
            seen_at=visit.seen_at,
            device=devices.digest(visit.device, session.pk),
            by=access.account,
            now=now,
        )
    except (ArrivalError, EnrollmentError) as refusal:
        return _page(request, visit, status=409, refusal=refusal.message)
    return _page(request, visit, recorded=kept)


def _require_participant(visit: Visit, employee_id: int | None) -> None:
    if visit.session.cancelled:
        raise ArrivalError(_("Sesi ini dibatalkan."))
    participation(visit.session, _require_employee(employee_id))


def _require_employee(employee_id: int | None) -> int:
    if employee_id is None:
        raise ArrivalError(_("Akun ini bukan akun pegawai. Masuk dengan akun pegawai Anda, atau temui panitia."))
    return employee_id


def _page(request: HttpRequest, visit: Visit, *, status: int = 200, **facts: Any) -> HttpResponse:
    known: Attendance | None = facts.get("recorded")
    context = {
        **dict.fromkeys(FACES),
        "session": visit.session,
        "seen_at": visit.seen_at,
        "late": known.minutes_late(visit.session) if known else 0,
        **facts,
    }
    return render(request, "programs/arrival.html", context, status=status)
