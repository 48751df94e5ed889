"""Requests that wait for the visitor: approved one by one or together, declined with a reason."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pembinaan.base.dates import city_day
from people.access import Access, access_of, require
from people.models import Absence
from programs.applications.approval import approve_all, decline
from programs.applications.approvers import may_decide, waiting_for
from programs.applications.chasing import asked_before, deadline_on
from programs.applications.clashes import clashes_of_enrollments
from programs.errors import EnrollmentError
from programs.forms import ReasonForm
from programs.models import Batch, Enrollment
from programs.queries import with_free_seats
from programs.views.words import approved

# A head's whole list fits one page: thirty requests are one press.
PAGE_SIZE = 50


def may_open(access: Access) -> bool:
    """Heads, their deputies, and BKPSDM."""
    return access.is_hr or access.is_approver


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for my decision, the oldest first; of one batch, or only what is overdue."""
    access = access_of(request)
    require(may_open(access))
    mine, day, deadline = waiting_for(access), access.day, deadline_on(access.day)
    batches = Batch.objects.filter(pk__in=mine.order_by().values("batch")).select_related("program")
    batch, late = request.GET.get("angkatan", ""), "lewat" in request.GET
    wanted: Any = mine.filter(batch=int(batch)) if batch.isdecimal() else mine
    if late:
        wanted = asked_before(wanted, day, days=deadline.remind_after)
    waiting: Any = with_free_seats(wanted).select_related("batch__program", "employee", "unit")
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    clashes = clashes_of_enrollments(page)
    for enrollment in page:
        enrollment.clashes = clashes[enrollment.pk]
        enrollment.days = (day - city_day(enrollment.requested_at)).days
    context = {
        "page": page,
        "batches": batches.order_by("starts_on", "pk"),
        "batch": batch,
        "late": late,
        "ticked": "semua" in request.GET,
        "deadline": deadline,
        "decided": _decided(request, access),
        "query": _query(batch, late),
        "away": Absence.objects.in_force(day).filter(employee_id=access.employee_id).select_related("deputy").first(),
    }
    return render(request, "programs/approvals.html", context)


def _query(batch: str, late: bool) -> str:
    query = QueryDict(mutable=True)
    if batch.isdecimal():
        query["angkatan"] = batch
    if late:
        query["lewat"] = "1"
    return query.urlencode()


def _decided(request: HttpRequest, access: Access) -> Any:
    """What became of those that were approved a moment ago, by name."""
    ids = [int(pk) for pk in request.GET.get("hasil", "").split(",") if pk.isdecimal()][:PAGE_SIZE]
    seen = Enrollment.objects.visible_to(access).filter(pk__in=ids).select_related("batch__program", "employee")
    return seen.order_by("batch__starts_on", "batch", "requested_at", "pk") if ids else seen.none()


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
    query = QueryDict(_query(request.POST.get("angkatan", ""), "lewat" in request.POST), mutable=True)
    if done := [str(outcome.enrollment.pk) for outcome in outcomes if not outcome.refused]:
        query["hasil"] = ",".join(done)
    return redirect(f"{reverse('approvals')}?{query.urlencode(safe=',')}" if query else reverse("approvals"))


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
