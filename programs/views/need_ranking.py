"""A head puts the needs of a unit into an order: with buttons or numbers, without JavaScript, on a phone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pembinaan.base.dates import today
from people.access import Access, access_of, require
from people.models import Unit
from programs.access import may_see_needs
from programs.errors import NeedError
from programs.models import Need
from programs.plans import needs
from programs.plans.ordering import by_numbers, lowered, raised


@require_http_methods(["GET", "POST"])
def rank_needs(request: HttpRequest) -> HttpResponse:
    """The needs of one unit and year in their order, with the ways to change it."""
    access = access_of(request)
    require(may_see_needs(access))
    asked = request.POST if request.method == "POST" else request.GET
    year = int(asked["tahun"]) if asked.get("tahun", "").isdecimal() else today().year + 1
    units = list(_units(access))
    unit = _chosen(units, asked.get("unit", ""), access)
    shown = list(Need.objects.filter(unit=unit, year=year).select_related("employee").in_order()) if unit else []
    if request.method == "POST" and unit is not None:
        return _rank(request, unit, year, shown)
    years = sorted({year, *Need.objects.filter(unit__in=units).values_list("year", flat=True)}, reverse=True)
    context = {"units": units, "unit": unit, "year": year, "years": years, "needs": shown}
    return render(request, "programs/need_ranking.html", context)


def _units(access: Access) -> Any:
    """The units whose needs the visitor may rank, those with needs only."""
    units = Unit.objects.without_tree_fields().filter(needs__isnull=False).distinct().order_by("name", "pk")
    return units if access.is_hr else units.filter(pk__in=access.headed_unit_ids)


def _chosen(units: list[Unit], code: str, access: Access) -> Unit | None:
    """The unit asked for, else the visitor's own, else the first; 404 for one that is not theirs."""
    if code:
        found = next((unit for unit in units if unit.code == code), None)
        if found is None:
            raise Http404
        return found
    own = [unit for unit in units if unit.pk in access.own_headed_unit_ids]
    return next(iter([*own, *units]), None)


def _rank(request: HttpRequest, unit: Unit, year: int, shown: list[Need]) -> HttpResponse:
    ranked = [need.pk for need in shown if need.rank is not None]
    pressed = ""
    if (up := request.POST.get("naik", "")).isdecimal():
        order, pressed = raised(ranked, int(up)), up
    elif (down := request.POST.get("turun", "")).isdecimal():
        order, pressed = lowered(ranked, int(down)), down
    else:
        order = by_numbers([(need.pk, request.POST.get(f"urutan_{need.pk}", "")) for need in shown])
    try:
        needs.rank(unit=unit, year=year, ranked=order, by=access_of(request).account, now=timezone.now())
    except NeedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Urutan disimpan."))
    place = f"#kebutuhan-{pressed}" if pressed else ""
    return redirect(f"{reverse('rank_needs')}?unit={unit.code}&tahun={year}{place}")
