"""Late withdrawal: the participant asks, BKPSDM decides."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.access import access_of, require
from programs.access import is_own, may_run_programs
from programs.applications import withdrawal as stepping_back
from programs.errors import EnrollmentError
from programs.forms import ReasonForm
from programs.models import Enrollment, EnrollmentState

PAGE_SIZE = 25


def _own(request: HttpRequest, enrollment_id: int) -> Enrollment:
    access = access_of(request)
    found = get_object_or_404(
        Enrollment.objects.visible_to(access).select_related("batch__program", "employee", "unit"), pk=enrollment_id
    )
    require(is_own(access, found))
    return found


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """Say why, then ask BKPSDM."""
    found, now = _own(request, enrollment_id), timezone.now()
    if found.state == EnrollmentState.WITHDRAWING or not stepping_back.may_ask_now(found, now):
        return redirect("enrollment", enrollment_id=enrollment_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            stepping_back.ask(
                enrollment=found, by=access_of(request).account, reason=form.cleaned_data["reason"], now=now
            )
        except EnrollmentError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Permohonan mundur dikirim ke BKPSDM. Anda mendapat pesan begitu diputuskan."))
        return redirect("enrollment", enrollment_id=enrollment_id)
    return render(request, "programs/withdrawal_ask.html", {"enrollment": found, "form": form})


@require_POST
def take_back(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """Come after all."""
    found = _own(request, enrollment_id)
    try:
        stepping_back.take_back(enrollment=found, by=access_of(request).account, now=timezone.now())
    except EnrollmentError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Permohonan mundur ditarik. Anda tetap peserta."))
    return redirect("enrollment", enrollment_id=enrollment_id)


@require_GET
def withdrawals(request: HttpRequest) -> HttpResponse:
    """Late withdrawals that wait for BKPSDM, those of the batch that starts first on top."""
    require(may_run_programs(access_of(request)))
    asked = Enrollment.objects.filter(state=EnrollmentState.WITHDRAWING)
    listed = asked.select_related("batch__program", "employee", "unit").order_by("batch__starts_on", "pk")
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/withdrawals.html", {"page": page})


@require_http_methods(["GET", "POST"])
def withdrawal(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """One request to step back: allow it, or refuse it with a reason."""
    access, now = access_of(request), timezone.now()
    require(may_run_programs(access))
    found = get_object_or_404(Enrollment.objects.select_related("batch__program", "employee", "unit"), pk=enrollment_id)
    if found.state != EnrollmentState.WITHDRAWING:
        messages.info(request, _("Permohonan mundur ini sudah diputuskan."))
        return redirect("enrollment", enrollment_id=enrollment_id)
    allowed = "allow" in request.POST
    form = ReasonForm(request.POST if request.method == "POST" and not allowed else None)
    if request.method == "POST" and (allowed or form.is_valid()):
        try:
            if allowed:
                stepping_back.allow(enrollment=found, by=access.account, now=now)
            else:
                reason = form.cleaned_data["reason"]
                stepping_back.refuse(enrollment=found, by=access.account, reason=reason, now=now)
        except EnrollmentError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Keputusan dikirim kepada %(name)s.") % {"name": found.employee.name})
        return redirect("withdrawals")
    asked = found.changes.filter(to_state=EnrollmentState.WITHDRAWING).order_by("-pk").first()
    return render(request, "programs/withdrawal.html", {"enrollment": found, "form": form, "asked": asked})
