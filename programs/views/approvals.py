"""The head's page: requests that wait, approved one by one or together, declined with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.access import Access, access_of, require
from programs.approval import approve_all, decline
from programs.approvers import may_decide, waiting_for
from programs.errors import EnrollmentError
from programs.forms import ReasonForm
from programs.models import Enrollment
from programs.queries import with_clash, with_free_seats
from programs.views.words import approved

PAGE_SIZE = 25


def may_open(access: Access) -> bool:
    """Heads and BKPSDM."""
    return access.is_hr or access.is_head


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for my decision, the oldest first."""
    access = access_of(request)
    require(may_open(access))
    waiting = with_clash(with_free_seats(waiting_for(access))).select_related("batch__program", "employee", "unit")
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/approvals.html", {"page": page})


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Approve those that were ticked, or all that were shown; those that are not mine to decide are left out."""
    access = access_of(request)
    require(may_open(access))
    wanted = request.POST.getlist("shown" if "all" in request.POST else "enrollment")
    ids = [int(pk) for pk in wanted if pk.isdecimal()]
    chosen = waiting_for(access).filter(pk__in=ids).select_related("batch__program", "employee", "unit")
    outcomes = approve_all(enrollments=list(chosen), by=access.account, now=timezone.now())
    for outcome in outcomes:
        if outcome.refused:
            messages.error(request, f"{outcome.enrollment.employee.name}: {outcome.refused}")
    if told := approved(outcomes):
        messages.success(request, told)
    if ids and not outcomes:
        messages.info(request, _("Permohonan yang dipilih sudah diputuskan."))
    elif not outcomes:
        messages.warning(request, _("Belum ada permohonan yang dipilih."))
    return redirect("approvals")


@require_http_methods(["GET", "POST"])
def decline_one(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """Say why, then decline."""
    access = access_of(request)
    visible = Enrollment.objects.visible_to(access).select_related("batch__program", "employee", "unit")
    found = get_object_or_404(visible, pk=enrollment_id)
    require(may_decide(access, found))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            decline(enrollment=found, by=access.account, reason=reason, now=timezone.now())
        except EnrollmentError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Permohonan %(name)s ditolak.") % {"name": found.employee.name})
        return redirect("approvals")
    return render(request, "programs/enrollment_decline.html", {"enrollment": found, "form": form})
