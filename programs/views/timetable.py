"""HR plans rooms and instructors: their week, and one session called off."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pembinaan.base.dates import today
from people.access import access_of, require
from programs.access import may_run_programs
from programs.calendars.sessions import cancel_session
from programs.calendars.timetable import Line, instructors_in, rooms_in, week_of
from programs.errors import BatchError, EnrollmentError
from programs.forms import ReasonForm
from programs.models import BatchState, Room, Session

PAGE_SIZE = 25


@require_GET
def rooms_week(request: HttpRequest) -> HttpResponse:
    """The week of every room in use."""
    require(may_run_programs(access_of(request)))
    week = week_of(_day(request))
    page = Paginator(Room.objects.filter(active=True).order_by("name"), PAGE_SIZE).get_page(request.GET.get("page"))
    return _shown(request, week, rooms_in(week, page), page, rooms=True)


@require_GET
def instructors_week(request: HttpRequest) -> HttpResponse:
    """The week of every instructor who teaches in it."""
    require(may_run_programs(access_of(request)))
    week = week_of(_day(request))
    page = Paginator(instructors_in(week), PAGE_SIZE).get_page(request.GET.get("page"))
    return _shown(request, week, list(page), page, rooms=False)


def _day(request: HttpRequest) -> date:
    try:
        asked = date.fromisoformat(request.GET.get("minggu", ""))
    except ValueError:
        return today()
    return asked if 2000 <= asked.year <= 2100 else today()


def _shown(request: HttpRequest, week: list[date], lines: list[Line], page: Page[Any], *, rooms: bool) -> HttpResponse:
    context = {
        "rooms": rooms,
        "week": week,
        "lines": lines,
        "page": page,
        "earlier": week[0] - timedelta(days=7),
        "later": week[0] + timedelta(days=7),
        "query": f"minggu={week[0].isoformat()}",
    }
    return render(request, "programs/timetable.html", context)


@require_http_methods(["GET", "POST"])
def cancel_one(request: HttpRequest, session_id: int) -> HttpResponse:
    """Say why, then call one session off."""
    access = access_of(request)
    require(may_run_programs(access))
    found = get_object_or_404(Session.objects.select_related("batch__program", "room", "instructor"), pk=session_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(session=found, by=access.account, reason=form.cleaned_data["reason"], now=timezone.now())
        except (BatchError, EnrollmentError) as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Sesi dibatalkan. Peserta dan pengajar diberi tahu."))
            return redirect("hr_batch", batch_id=found.batch_id)
    possible = not found.cancelled and found.batch.state == BatchState.OPEN
    return render(request, "programs/session_cancel.html", {"session": found, "form": form, "possible": possible})
