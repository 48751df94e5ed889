"""Recording presence, made for a phone: one list, one tick a person, one button."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from people.access import access_of, require
from programs.access import may_mark
from programs.attendance import mark
from programs.errors import AttendanceError, EnrollmentError
from programs.models import PARTICIPANTS, Session

PAGE_SIZE = 25


@require_GET
def teaching(request: HttpRequest) -> HttpResponse:
    """The sessions that I teach, the latest first."""
    employee_id = access_of(request).employee_id
    require(employee_id is not None)
    assert employee_id is not None
    mine = Session.objects.filter(instructor__employee_id=employee_id).select_related("batch__program")
    page = Paginator(mine.order_by("-starts_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/teaching.html", {"page": page, "now": timezone.now()})


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, session_id: int) -> HttpResponse:
    """Tick who is there; everyone else on the list is recorded as absent."""
    access = access_of(request)
    session = get_object_or_404(Session.objects.select_related("batch__program", "instructor"), pk=session_id)
    require(may_mark(access, session))
    people = list(
        session.batch.enrollments.filter(state__in=PARTICIPANTS)
        .select_related("employee", "unit")
        .order_by("employee__name", "pk")
    )
    if request.method == "POST":
        ticked = set(request.POST.getlist("present"))
        present = {enrollment.pk: str(enrollment.pk) in ticked for enrollment in people}
        try:
            mark(session=session, present=present, by=access.account, now=timezone.now())
        except (AttendanceError, EnrollmentError) as refusal:
            messages.error(request, refusal.message)
        else:
            told = {"present": sum(present.values()), "all": len(people)}
            messages.success(request, _("Kehadiran disimpan: %(present)d dari %(all)d hadir.") % told)
        return redirect("attendance", session_id=session_id)
    known = dict(session.attendances.values_list("enrollment_id", "present"))
    rows = [(enrollment, known.get(enrollment.pk)) for enrollment in people]
    context = {
        "session": session,
        "rows": rows,
        "recorded": bool(known),
        "present": sum(known.values()),
        "started": session.starts_at <= timezone.now(),
    }
    return render(request, "programs/attendance.html", context)
