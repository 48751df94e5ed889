"""A unit's service users and targets; HR's list of all units in and out."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from documents import spreadsheets
from pembinaan.base.errors import DomainError
from people.access import access_of, require
from surveys.models import Population, Service
from surveys.office import population_list
from surveys.office.dashboard import offers_around, wanted_span
from surveys.office.forms import PopulationForm, TableForm
from surveys.office.frame import Office, enter, show
from surveys.office.population_table import Table, read_table
from surveys.office.populations import PopulationError, Stated, changes_of, copy_last_year, remove, state, state_all
from surveys.office.progress import progress_of
from surveys.office.readings import read
from surveys.periods import Span
from surveys.reports import rules_on
from surveys.targets import span_around, target_of


@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest, unit_code: str) -> HttpResponse:
    """The numbers of a period with the target that follows, and the form to state one."""
    office = enter(request, unit_code, writing=request.method == "POST")
    span = wanted_span(request.GET.get("periode", ""), office.day)
    services = Service.objects.filter(unit=office.unit).not_over(span.first).order_by("name", "pk")
    form = PopulationForm(request.POST or None, services=services)
    if request.method == "POST" and form.is_valid():
        try:
            state(
                stated=Stated(office.unit, **form.cleaned_data), span=span, by=office.access.account, now=timezone.now()
            )
        except PopulationError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Jumlah pengguna layanan tersimpan; sasarannya dihitung ulang."))
            return _back(office, span)
    target, rules = target_of(unit_ids=[office.unit.pk], span=span).get(office.unit.pk), rules_on(span.last)
    rows = Population.objects.filter(unit=office.unit, period__code=span.code)
    answered = read(unit_id=office.unit.pk, span=span, rules=rules)
    context = {
        "form": form,
        "span": span,
        "offers": dict.fromkeys([_next(span, office), *offers_around(span, office.day)]),
        "before": span.a_year_before(),
        "target": target,
        "progress": progress_of(count=answered.count, target=target, span=span, day=office.day),
        "rows": rows.select_related("service", "entered_by").order_by("service__name", "pk"),
        "answers": {key: tally.count for key, tally in answered.services.items()} | {None: answered.count},
    }
    return show(request, office, "surveys/office/targets.html", context)


@require_POST
def copy_targets(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Take over the numbers of a year before where none is stated."""
    office = enter(request, unit_code, writing=True)
    span = wanted_span(request.GET.get("periode", ""), office.day)
    try:
        count = copy_last_year(unit=office.unit, span=span, by=office.access.account, now=timezone.now())
    except PopulationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, ngettext("%(n)d angka disalin.", "%(n)d angka disalin.", count) % {"n": count})
    return _back(office, span)


@require_POST
def remove_target(request: HttpRequest, unit_code: str, pk: int) -> HttpResponse:
    """Take a number away that was stated by mistake."""
    office = enter(request, unit_code, writing=True)
    population = get_object_or_404(Population.objects.select_related("period"), pk=pk, unit=office.unit)
    remove(population=population, by=office.access.account)
    messages.success(request, _("Angka dihapus; riwayatnya tetap tersimpan."))
    return redirect(f"{reverse('survey_targets', args=[office.unit.code])}?periode={population.period.code}")


@require_http_methods(["GET", "POST"])
def import_targets(request: HttpRequest) -> HttpResponseBase:
    """HR's list of all units and services for a period: out as XLSX, in as XLSX or CSV."""
    access = access_of(request)
    require(access.is_hr)
    span = wanted_span(request.GET.get("periode", ""), access.day)
    if spreadsheets.wanted(request):
        return population_list.answer(span=span, day=access.day)
    form, table = TableForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        table = _taken_in(request, form, span)
        if table and not table.faults:
            return redirect("survey_offices")
    context = {"form": form, "table": table, "span": span, "offers": offers_around(span, access.day)}
    return render(request, "surveys/office/targets_import.html", context)


def _taken_in(request: HttpRequest, form: TableForm, span: Span) -> Table | None:
    """The table that was read; kept when it has no fault, and nothing of it otherwise."""
    try:
        table = read_table(form.cleaned_data["file"])
        if not table.stated and not table.faults:
            form.add_error("file", _("Tidak ada baris yang berisi jumlah pengguna."))
            return None
        if not table.faults:
            changed = changes_of(stated=table.stated, span=span)
            state_all(stated=changed, span=span, by=access_of(request).account, now=timezone.now())
            values: dict[str, Any] = {"n": len(changed), "period": span.label}
            done = ngettext(
                "%(n)d angka untuk %(period)s tersimpan.", "%(n)d angka untuk %(period)s tersimpan.", values["n"]
            )
            messages.success(request, done % values)
    except DomainError as refusal:
        form.add_error("file", refusal.message)
        return None
    return table


def _next(span: Span, office: Office) -> Span:
    """The period after the running one: its number may be known already."""
    return span_around(span_around(office.day, span.kind).last + timedelta(days=1), span.kind)


def _back(office: Office, span: Span) -> HttpResponse:
    return redirect(f"{reverse('survey_targets', args=[office.unit.code])}?periode={span.code}")
