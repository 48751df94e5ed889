"""A unit's improvement plans: list, proposals from the weakest elements, one plan with its history and effect."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.files import download
from pembinaan.base.errors import DomainError
from people.history import changes_of
from surveys.models import Element, ImprovementPlan
from surveys.office.dashboard import wanted_span
from surveys.office.forms import FinishForm, PlanForm
from surveys.office.frame import Office, enter, show
from surveys.office.plan_effects import effects_of
from surveys.office.planning import Content, PlanError, change, finish, make, reopen
from surveys.office.plans import proposals, sorted_plans
from surveys.periods import Span
from surveys.reports import figure, rules_on

PAGE_SIZE = 25
HISTORY = ("action", "responsible", "starts_on", "due_on", "done_on", "evidence")


@require_safe
def plans(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Open plans, elements that need one, and what was done, with before and after."""
    office = enter(request, unit_code)
    span, rules = wanted_span("", office.day), rules_on(office.day)
    found = sorted_plans(office.unit)
    weak, of = _weak_span(office, span)
    page = Paginator(found.done, PAGE_SIZE).get_page(request.GET.get("page"))
    done = list(page.object_list)
    context = {
        "open": found.open,
        "page": page,
        "done": done,
        "effects": effects_of(plans=done, rules=rules, span=span, day=office.day),
        "proposals": proposals(weak, found.open),
        "of": of,
    }
    return show(request, office, "surveys/office/plans.html", context)


@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Make a plan, for the element named by `?unsur=`."""
    office = enter(request, unit_code, writing=True)
    element = Element.objects.filter(key=request.GET.get("unsur", "")).first()
    form = PlanForm(request.POST or None, initial={"element": element, "starts_on": office.day})
    if request.method == "POST" and form.is_valid():
        try:
            made = make(unit=office.unit, content=Content(**form.cleaned_data), by=office.access.account)
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Rencana tersimpan. Pengingat dikirim 14 dan 3 hari sebelum batas waktu."))
            return redirect("improvement_plan", office.unit.code, made.pk)
    return show(request, office, "surveys/office/plan_form.html", {"form": form, "plan": None})


@require_safe
def plan(request: HttpRequest, unit_code: str, pk: int) -> HttpResponse:
    """One plan: what it says, its evidence, before and after, and who changed what."""
    office = enter(request, unit_code)
    return _page(request, office, _found(office, pk), FinishForm(initial={"done_on": office.day}))


@require_http_methods(["GET", "POST"])
def change_plan(request: HttpRequest, unit_code: str, pk: int) -> HttpResponse:
    """Change a plan that is not done."""
    office = enter(request, unit_code, writing=True)
    found = _found(office, pk)
    initial = {name: getattr(found, name) for name in ("element", "action", "responsible", "starts_on", "due_on")}
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        content, by = Content(**form.cleaned_data), office.access.account
        try:
            change(plan=found, content=content, by=by, now=timezone.now())
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Rencana diubah."))
            return redirect("improvement_plan", office.unit.code, pk)
    return show(request, office, "surveys/office/plan_form.html", {"form": form, "plan": found})


@require_POST
def finish_plan(request: HttpRequest, unit_code: str, pk: int) -> HttpResponse:
    """Mark a plan as done, with evidence."""
    office = enter(request, unit_code, writing=True)
    found, form = _found(office, pk), FinishForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            finish(plan=found, by=office.access.account, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Rencana selesai. Halaman publik unit menampilkannya."))
            return redirect("improvement_plan", office.unit.code, pk)
    return _page(request, office, found, form)


@require_POST
def reopen_plan(request: HttpRequest, unit_code: str, pk: int) -> HttpResponse:
    """Open a plan again that was called done too early."""
    office = enter(request, unit_code, writing=True)
    try:
        reopen(plan=_found(office, pk), by=office.access.account)
    except PlanError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Rencana dibuka kembali."))
    return redirect("improvement_plan", office.unit.code, pk)


@require_safe
def evidence(request: HttpRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """The file of evidence."""
    found = _found(enter(request, unit_code), pk)
    if found.evidence_file is None:
        raise Http404
    return download(found.evidence_file)


def _found(office: Office, pk: int) -> ImprovementPlan:
    plans = ImprovementPlan.objects.select_related("element", "evidence_file")
    return get_object_or_404(plans, pk=pk, unit=office.unit)


def _page(request: HttpRequest, office: Office, found: ImprovementPlan, form: FinishForm) -> HttpResponse:
    span, rules = wanted_span("", office.day), rules_on(office.day)
    context = {
        "plan": found,
        "form": form,
        "effect": effects_of(plans=[found], rules=rules, span=span, day=office.day)[found.pk],
        "history": changes_of(found, shown=HISTORY, words=_in_words),
        "late": found.done_on is None and found.due_on < office.day,
    }
    return show(request, office, "surveys/office/plan.html", context)


def _in_words(value: Any) -> str:
    return date_format(value, "j F Y") if hasattr(value, "year") else str(value or "")


def _weak_span(office: Office, span: Span) -> tuple[Any, Span]:
    """The running period's figure where it can be shown, else that of the period before."""
    for each in (span, span.before()):
        found = figure(unit_ids=[office.unit.pk], first=each.first, last=each.last)
        if found.is_shown:
            return found, each
    return found, span
