"""One planned program or proposal: what it contains, what became of it, and the ways to change it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.access import access_of, require
from programs.access import may_read_plans, may_run_programs
from programs.errors import PlanError
from programs.forms import ReasonForm
from programs.models import Need, Plan, PlannedProgram, PlannedState
from programs.plans import planned as contents
from programs.plans.forms_plan import PlannedForm, RealiseForm
from programs.plans.gaps import answered_needs, gap_choices, gaps_of_year, needs_of
from programs.plans.realisation import realised_by
from programs.plans.yearly_plan import is_editable
from surveys.models import Element


@require_GET
def planned_program(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Everything about one planned program: target, costs, needs, what realises it, its trail."""
    access = access_of(request)
    require(may_read_plans(access))
    planned = get_object_or_404(
        PlannedProgram.objects.select_related(
            "plan", "training_type", "agency", "institution", "program", "proposed_by"
        ),
        pk=planned_id,
    )
    costs = planned.costs.select_related("kind").order_by("kind__position", "kind_id")
    answered = Need.objects.filter(planned=planned)
    context = {
        "planned": planned,
        "costs": costs,
        "total": sum(cost.amount for cost in costs),
        "gaps": gaps_of_year(answered),
        "answered": answered.count(),
        "elements": _elements(planned),
        "realised": realised_by(planned) if planned.plan_id else None,
        "editable": _is_editable(planned) and may_run_programs(access),
        "may_run": may_run_programs(access),
        "changes": planned.changes.select_related("by").order_by("pk"),
    }
    return render(request, "programs/planned_program.html", context)


def _elements(planned: PlannedProgram) -> list[str]:
    names = dict(Element.objects.filter(key__in=planned.target_elements).values_list("key", "name"))
    return [_(name) for name in names.values()]


def _is_editable(planned: PlannedProgram) -> bool:
    return planned.state == PlannedState.PROPOSED or (planned.plan is not None and is_editable(planned.plan))


@require_http_methods(["GET", "POST"])
def new_planned(request: HttpRequest, year: int) -> HttpResponse:
    """Put a program into a plan; `?jenis=&kemampuan=` begins with the needs of one competency."""
    require(may_run_programs(access_of(request)))
    plan = get_object_or_404(Plan, year=year)
    kind, competency = request.GET.get("jenis", ""), request.GET.get("kemampuan", "")
    initial: dict[str, Any] = {}
    if kind and competency:
        found = needs_of(year=year, gaps=[f"{kind}|{competency}"])
        initial = {
            "title": found.values_list("competency", flat=True).first() or competency,
            "competency": kind,
            "people": found.values("employee").distinct().count(),
            "gaps": [f"{kind}|{competency}"],
        }
    choices = gap_choices(year=year, kept=initial.get("gaps", []))
    form = PlannedForm(request.POST or None, gaps=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        needs = needs_of(year=year, gaps=form.cleaned_data.get("gaps", []))
        by = access_of(request).account
        try:
            contents.add(planned=form.instance, plan=plan, costs=form.costs(), needs=needs, by=by, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Program masuk rencana."))
            return redirect("plan", year=year)
    return render(request, "programs/planned_form.html", {"form": form, "plan": plan, "planned": None})


@require_http_methods(["GET", "POST"])
def edit_planned(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Change a proposal or a planned program."""
    require(may_run_programs(access_of(request)))
    planned = get_object_or_404(PlannedProgram.objects.select_related("plan"), pk=planned_id)
    plan = planned.plan
    kept = [gap.key for gap in gaps_of_year(Need.objects.filter(planned=planned))]
    choices = gap_choices(year=plan.year, kept=kept) if plan else []
    form = PlannedForm(
        request.POST or None, instance=planned, gaps=choices, planned=plan is not None, initial={"gaps": kept}
    )
    if request.method == "POST" and form.is_valid():
        needs = answered_needs(planned, gaps=form.cleaned_data.get("gaps", []))
        by = access_of(request).account
        try:
            contents.change(planned=form.instance, costs=form.costs(), needs=needs, by=by, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect("planned_program", planned_id=planned.pk)
    return render(request, "programs/planned_form.html", {"form": form, "plan": plan, "planned": planned})


@require_http_methods(["GET", "POST"])
def drop_planned(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Say why, then take it out of the plan."""
    require(may_run_programs(access_of(request)))
    planned = get_object_or_404(PlannedProgram.objects.select_related("plan"), pk=planned_id, plan__isnull=False)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contents.drop(planned=planned, **form.cleaned_data, by=access_of(request).account, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Program dikeluarkan dari rencana. Ia dapat dipulihkan dari halamannya."))
            return redirect("planned_program", planned_id=planned.pk)
    return render(request, "programs/planned_drop.html", {"form": form, "planned": planned})


@require_POST
def restore_planned(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Put a dropped program back."""
    require(may_run_programs(access_of(request)))
    planned = get_object_or_404(PlannedProgram.objects.select_related("plan"), pk=planned_id)
    try:
        contents.restore(planned=planned, by=access_of(request).account, now=timezone.now())
    except PlanError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Program kembali ke dalam rencana."))
    return redirect("planned_program", planned_id=planned.pk)


@require_http_methods(["GET", "POST"])
def realise_planned(request: HttpRequest, planned_id: int) -> HttpResponse:
    """Choose the program of the catalogue that realises it."""
    require(may_run_programs(access_of(request)))
    planned = get_object_or_404(PlannedProgram.objects.select_related("plan"), pk=planned_id, plan__isnull=False)
    form = RealiseForm(request.POST or None, initial={"program": planned.program_id})
    if request.method == "POST" and form.is_valid():
        try:
            contents.realise(planned=planned, **form.cleaned_data, by=access_of(request).account, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Pelaksana disimpan. Angkatannya terhitung sebagai realisasi."))
            return redirect("planned_program", planned_id=planned.pk)
    return render(request, "programs/planned_realise.html", {"form": form, "planned": planned})
