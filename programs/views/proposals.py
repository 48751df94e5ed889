"""HR's inbox of proposed programs: accept into a plan, or decline with a reason; and HR's own note of a proposal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents import spreadsheets
from people.access import access_of, require
from programs.access import may_run_programs
from programs.errors import PlanError
from programs.forms import ReasonForm
from programs.models import Origin, PlannedProgram, PlannedState
from programs.plans import planning
from programs.plans.forms_plan import AcceptForm, PlannedForm

PAGE_SIZE = 25
SHOWN = (PlannedState.PROPOSED, PlannedState.PLANNED, PlannedState.DECLINED)


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals by state, the oldest unanswered first; what HR put into a plan itself was never proposed."""
    require(may_run_programs(access_of(request)))
    wanted = request.GET.get("keadaan", PlannedState.PROPOSED)
    state = PlannedState(wanted) if wanted in SHOWN else PlannedState.PROPOSED
    ever_proposed = PlannedProgram.objects.filter(changes__to_state=PlannedState.PROPOSED)
    counts = dict(ever_proposed.order_by().values_list("state").annotate(n=Count("pk")))
    found = ever_proposed.filter(state=state).select_related("training_type", "institution", "proposed_by", "plan")
    first = "proposed_at" if state == PlannedState.PROPOSED else "-proposed_at"
    page = Paginator(found.order_by(first, "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "state": state,
        "tabs": [(each, counts.get(each, 0)) for each in SHOWN],
        "query": spreadsheets.filters_of(request),
    }
    return render(request, "programs/proposals.html", context)


@require_http_methods(["GET", "POST"])
def new_proposal(request: HttpRequest) -> HttpResponse:
    """Note a proposal that came by letter or in a meeting."""
    require(may_run_programs(access_of(request)))
    form = PlannedForm(request.POST or None, planned=False)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "gaps"}
        try:
            proposal = planning.propose(origin=Origin.HR, **values, by=access_of(request).account, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Usulan dicatat."))
            return redirect("planned_program", planned_id=proposal.pk)
    return render(request, "programs/planned_form.html", {"form": form, "plan": None, "planned": None})


@require_http_methods(["GET", "POST"])
def accept_proposal(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Choose plan and quarter, then accept."""
    require(may_run_programs(access_of(request)))
    planned = get_object_or_404(PlannedProgram.objects.select_related("institution"), pk=planned_id)
    if request.method == "GET" and planned.state == PlannedState.PLANNED:
        return _answered_before(request, planned)
    form = AcceptForm(request.POST or None, initial={"quarter": planned.quarter})
    if request.method == "POST" and form.is_valid():
        try:
            planning.accept(planned=planned, **form.cleaned_data, by=access_of(request).account, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Usulan masuk rencana. Pengusul diberi tahu."))
            return redirect("planned_program", planned_id=planned.pk)
    context = {"form": form, "planned": planned, "has_plans": form.fields["plan"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "programs/proposal_accept.html", context)


@require_http_methods(["GET", "POST"])
def decline_proposal(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Say why not, then decline."""
    require(may_run_programs(access_of(request)))
    planned = get_object_or_404(PlannedProgram.objects.select_related("institution"), pk=planned_id)
    if request.method == "GET" and planned.state != PlannedState.PROPOSED:
        return _answered_before(request, planned)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planning.decline(planned=planned, **form.cleaned_data, by=access_of(request).account, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Usulan ditolak. Pengusul menerima alasannya."))
            return redirect("proposals")
    return render(request, "programs/proposal_decline.html", {"form": form, "planned": planned})


def _answered_before(request: HttpRequest, planned: PlannedProgram) -> HttpResponse:
    messages.info(request, _("Usulan ini sudah dijawab. Tidak ada yang berubah."))
    return redirect("planned_program", planned_id=planned.pk)
