"""Orders of roll-out by lot: their list, a new one, the page on which all staff can check one, and HR's steps."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations.access import may_propose
from evaluations.impact.rules import DEFAULT
from evaluations.models import RolloutOrder
from evaluations.next_year import ordering
from evaluations.next_year.errors import NextYearError
from evaluations.next_year.figures import staffing_on
from evaluations.next_year.forms import RolloutForm
from evaluations.next_year.lot import Wave, codes_of, waves_of
from evaluations.next_year.suggesting import next_year
from people.access import access_of, require
from people.models import Unit
from programs.forms import ReasonForm
from programs.lots.lot_forms import RecordForm
from programs.models import Program, Quarter

PER_PAGE = 25
BORN_AT_HOUR = 9


@require_GET
def rollouts(request: HttpRequest) -> HttpResponse:
    """All orders, the latest first: every signed-in person may see in which order units are trained."""
    access = access_of(request)
    found = RolloutOrder.objects.select_related("program").order_by("-frozen_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [(order, order.step(now), len(codes_of(order.listing))) for order in page]
    programs = Program.objects.order_by("title", "pk") if may_propose(access) else ()
    return render(request, "evaluations/rollouts.html", {"page": page, "rows": rows, "query": "", "programs": programs})


@require_http_methods(["GET", "POST"])
def new_rollout(request: HttpRequest) -> HttpResponse:
    """Choose units, waves and the value; see what will be frozen; freeze it."""
    access = access_of(request)
    require(may_propose(access))
    program = Program.objects.filter(pk=_key(request)).first()
    if program is None:
        messages.info(request, _("Pilih dahulu programnya."))
        return redirect("rollouts")
    weak, rest = _candidates(program, access.day)
    form = RolloutForm(
        request.POST or None,
        units=[(unit.code, unit.name) for unit in (*weak, *rest)],
        initial=_usual(program, weak, access.day),
    )
    context: dict[str, Any] = {"program": program, "form": form, "weak": len(weak)}
    if request.method == "POST" and form.is_valid():
        units = [unit for unit in (*weak, *rest) if unit.code in form.cleaned_data["units"]]
        if request.POST.get("langkah") == "kunci":
            return _freeze(request, form, program, units)
        if request.POST.get("langkah") == "periksa":
            context |= {"confirm": True, "units": units, "months": form.months(), "value": form.value()}
    return render(request, "evaluations/rollout_form.html", context)


def _key(request: HttpRequest) -> int:
    text = (request.POST or request.GET).get("program", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _candidates(program: Program, day: date) -> tuple[list[Unit], list[Unit]]:
    """Units that the estimates suggest for the program, then all others with staff; never those trained in it."""
    part = next_year(day=day).part(program.pk)
    weak = [each.unit for each in part.units] if part else []
    staffing = staffing_on(day, [program.pk])
    known = {unit.pk for unit in weak}
    others = Unit.objects.without_tree_fields().on(day).filter(pk__in=staffing.staff).order_by("name", "pk")
    free = [unit for unit in others if staffing.share(unit.pk, program.pk) < DEFAULT.threshold]
    return weak, [unit for unit in free if unit.pk not in known]


def _usual(program: Program, weak: Sequence[Unit], day: date) -> dict[str, Any]:
    born_at = datetime.combine(day + timedelta(days=1), time(BORN_AT_HOUR), timezone.get_default_timezone())
    return {
        "program": program.pk,
        "units": [unit.code for unit in weak],
        "waves": 3,
        "first": f"{day.year + 1}-02",
        "apart": 4,
        "born_at": born_at,
    }


def _freeze(request: HttpRequest, form: RolloutForm, program: Program, units: Sequence[Unit]) -> HttpResponse:
    try:
        order = ordering.freeze(
            program=program,
            units=units,
            months=form.months(),
            value=form.value(),
            by=access_of(request).account,
            now=timezone.now(),
        )
    except NextYearError as refusal:
        form.add_error(None, refusal.message)
        return render(request, "evaluations/rollout_form.html", {"program": program, "form": form})
    messages.success(request, _("Daftar dikunci dan sidiknya diumumkan."))
    return redirect("rollout", order_id=order.pk)


@require_GET
def rollout(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order: what was frozen, the value, the waves, and the lines that recompute them."""
    order = get_object_or_404(RolloutOrder.objects.select_related("program", "frozen_by"), pk=order_id)
    access, now = access_of(request), timezone.now()
    names = dict(Unit.objects.filter(code__in=codes_of(order.listing)).values_list("code", "name"))
    waves = _waves(order)
    context = {
        "order": order,
        "step": order.step(now),
        "waves": [_shown(wave, names) for wave in waves],
        "coming": next((wave.number for wave in waves if wave.month >= access.day.replace(day=1)), None),
        "units": [names.get(code, code) for code in codes_of(order.listing)],
        "own": _own_waves(waves, access.headed_unit_ids),
        "may_run": may_propose(access),
        "value_form": RecordForm(initial={"value": order.value}),
        "reason_form": ReasonForm(),
        "check": {"file": json.dumps(file_name(order)), "value": json.dumps(order.value, ensure_ascii=False)},
    }
    return render(request, "evaluations/rollout.html", context)


def _waves(order: RolloutOrder) -> list[Wave]:
    return waves_of(order.listing, order.months, order.seed) if order.seed else []


def _shown(wave: Wave, names: dict[str, str]) -> dict[str, Any]:
    return {
        "number": wave.number,
        "month": wave.month,
        "quarter": Quarter((wave.month.month + 2) // 3).label,
        "units": [(code, names.get(code, code)) for code in wave.codes],
    }


def _own_waves(waves: Sequence[Wave], headed: Sequence[int]) -> list[tuple[str, Wave]]:
    """The visitor's own units with their waves."""
    if not waves or not headed:
        return []
    own = dict(Unit.objects.filter(pk__in=headed).values_list("code", "name"))
    return [(own[code], wave) for wave in waves for code in wave.codes if code in own]


def file_name(order: RolloutOrder) -> str:
    """What the downloaded list is called."""
    return f"urutan-unit-{order.pk}.csv"


@require_GET
def rollout_listing(request: HttpRequest, order_id: int) -> HttpResponse:
    """The frozen list, byte for byte as its digest was taken."""
    order = get_object_or_404(RolloutOrder, pk=order_id)
    response = HttpResponse(order.listing.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(order)}"'
    return response


@require_POST
def record_rollout_value(request: HttpRequest, order_id: int) -> HttpResponse:
    """Write the public value down."""
    value = request.POST.get("value", "")
    return _done(request, order_id, ordering.record_value, _("Nilai umum dicatat."), value=value)


@require_POST
def draw_rollout(request: HttpRequest, order_id: int) -> HttpResponse:
    """Fix the order."""
    return _done(request, order_id, ordering.draw, _("Urutan unit sudah diundi."))


@require_POST
def withdraw_rollout(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take the order back before its value is born."""
    reason = request.POST.get("reason", "")
    return _done(request, order_id, ordering.withdraw, _("Undian dibatalkan. Alasannya tetap terbaca."), reason=reason)


def _done(
    request: HttpRequest, order_id: int, act: Callable[..., RolloutOrder], told: str, **facts: Any
) -> HttpResponse:
    require(may_propose(access_of(request)))
    order = get_object_or_404(RolloutOrder, pk=order_id)
    try:
        act(order=order, by=access_of(request).account, now=timezone.now(), **facts)
    except NextYearError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, told)
    return redirect("rollout", order_id=order.pk)
