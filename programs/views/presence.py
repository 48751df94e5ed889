"""Recording presence, made for a phone: one list that fills by itself, one tick a person, one button."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from partners.access import partner_institution_id
from people.access import access_of, require
from programs.access import may_mark, may_see_numbers
from programs.errors import AttendanceError, EnrollmentError
from programs.models import Batch, BatchState, MarkedBy, Session
from programs.presence import devices
from programs.presence.attendance import Mark, mark, record
from programs.presence.forms_presence import DetailsForm
from programs.presence.roll import count_of, participants, roll_of, waiting_for_seats

PAGE_SIZE = 25


@require_GET
def teaching(request: HttpRequest) -> HttpResponse:
    """The sessions that I teach, the latest first."""
    employee_id = access_of(request).employee_id
    require(employee_id is not None)
    assert employee_id is not None
    mine = Session.objects.filter(instructor__employee_id=employee_id).select_related("batch__program", "room")
    page = Paginator(mine.order_by("-starts_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/teaching.html", {"page": page})


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, session_id: int) -> HttpResponse:
    """Tick who is there; who comes by phone appears by themselves."""
    session = session_to_mark(request, session_id)
    if request.method == "POST":
        _keep(request, session)
        return redirect(_back(request, session_id))
    context = _roll(request, session)
    context["waiting"] = waiting_for_seats(session.batch)
    context["sees_numbers"] = may_see_numbers(access_of(request))
    return render(request, "programs/attendance.html", context)


@require_GET
@never_cache
def roll(request: HttpRequest, session_id: int) -> HttpResponse:
    """The list alone, asked for again and again while people arrive."""
    return render(request, "programs/roll.html", _roll(request, session_to_mark(request, session_id)))


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, session_id: int, enrollment_id: int) -> HttpResponse:
    """One person at one session: when they came and left, why they were not there, and what was said before."""
    session = session_to_mark(request, session_id)
    person = get_object_or_404(participants(session.batch_id), pk=enrollment_id)
    known = session.attendances.select_related("marked_by").filter(enrollment=person).first()
    form = DetailsForm(request.POST or None, session=session, known=known)
    if request.method == "POST" and form.is_valid():
        account = access_of(request).account
        marks = {person.pk: Mark(**form.said())}
        try:
            record(session=session, marks=marks, way=MarkedBy.LIST, by=account, now=timezone.now())
        except (AttendanceError, EnrollmentError) as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Catatan %(name)s disimpan.") % {"name": person.employee.name})
            return redirect("attendance", session_id=session_id)
    corrections = known.events.select_related("marked_by").order_by("-pgh_id") if known else []  # type: ignore[attr-defined]
    context = {"session": session, "person": person, "known": known, "form": form, "corrections": corrections}
    return render(request, "programs/attendance_details.html", context)


def session_to_mark(request: HttpRequest, session_id: int) -> Session:
    """The session, for whoever may record presence at it; refuses all others."""
    access = access_of(request)
    # Another partner's session is not there at all.
    visible = Batch.objects.visible_to(access, partner_institution_id(access))
    found = Session.objects.select_related("batch__program", "instructor", "room").filter(batch__in=visible)
    session = get_object_or_404(found, pk=session_id)
    require(may_mark(access, session))
    return session


def _roll(request: HttpRequest, session: Session) -> dict[str, Any]:
    now, search = timezone.now(), request.GET.get("cari", "").strip()
    started, running = session.starts_at <= now, session.batch.state == BatchState.OPEN
    return {
        "session": session,
        "lines": roll_of(session, search),
        "count": count_of(session),
        "search": search,
        "everyone": "semua" in request.GET,
        "shared": devices.shared_in(session),
        "started": started,
        "over": now >= session.ends_at,
        "open": started and running and not session.cancelled,
        "live": started and running and now < session.ends_at,
    }


def _keep(request: HttpRequest, session: Session) -> None:
    now, sent = timezone.now(), request.POST
    shown, known, ticked = (_numbers(sent.getlist(name)) for name in ("shown", "known", "present"))
    # Only what differs from what the page showed: whoever came by phone meanwhile is left alone.
    said = dict.fromkeys(ticked - known, True) | dict.fromkeys(known - ticked, False)
    # Who is not ticked while the session runs may still come.
    missing = shown - ticked - known if now >= session.ends_at else set()
    try:
        mark(session=session, present=said, unless_marked=missing, by=access_of(request).account, now=now)
    except (AttendanceError, EnrollmentError) as refusal:
        messages.error(request, refusal.message)
    else:
        count = count_of(session)
        told = {"present": count.present, "all": count.expected}
        messages.success(request, _("Kehadiran disimpan: %(present)d dari %(all)d hadir.") % told)


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isdecimal()}


def _back(request: HttpRequest, session_id: int) -> str:
    search = request.GET.urlencode() if request.GET.get("cari") else ""
    return reverse("attendance", args=[session_id]) + (f"?{search}" if search else "")
