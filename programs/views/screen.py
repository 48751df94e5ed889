"""The screen of a session's room: a QR code that changes every half minute, and how many have arrived."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from documents import qr
from programs.models import BatchState, Session
from programs.presence import presence_code
from programs.presence.roll import count_of
from programs.views.presence import session_to_mark

STOP_POLLING = 286  # htmx's own word for "do not ask again"


@require_GET
@never_cache
def screen(request: HttpRequest, session_id: int) -> HttpResponse:
    """The page for the projector."""
    session = session_to_mark(request, session_id)
    return render(request, "programs/screen.html", _context(request, session, timezone.now()))


@require_GET
@never_cache
def screen_code(request: HttpRequest, session_id: int) -> HttpResponse:
    """Its changing part: the code of this half minute and the count."""
    session = session_to_mark(request, session_id)
    context = _context(request, session, timezone.now())
    return render(request, "programs/screen_code.html", context, status=STOP_POLLING if context["over"] else 200)


def _context(request: HttpRequest, session: Session, now: datetime) -> dict[str, Any]:
    opens_at = session.starts_at - presence_code.EARLIEST
    over = now > session.ends_at or session.cancelled or session.batch.state != BatchState.OPEN
    context = {
        "session": session,
        "count": count_of(session),
        "opens_at": opens_at,
        "over": over,
        "now": now,
        "code": "",
    }
    if opens_at <= now and not over:
        token = presence_code.token(session.pk, now)
        context["code"] = qr.svg(request.build_absolute_uri(reverse("arrival", args=[token])))
    return context
