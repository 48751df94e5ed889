"""The front door and the pages that explain the house."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from pembinaan.base.dates import today
from people.access import access_of
from people.models import Sector
from portal.city_glance import city_glance
from portal.doors import own_door
from portal.unit_search import sectors_with_units, units_found, units_of_sector

LONGEST_QUESTION = 100


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: everybody's own page when signed in, else the search for a unit."""
    door = own_door(access_of(request))
    return redirect(door) if door else find_unit(request)


@login_not_required
@require_safe
def find_unit(request: HttpRequest) -> HttpResponse:
    """Units by name, by service (`?q=`) or by sector (`?sektor=`)."""
    day, words = today(), request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    shown: dict[str, Any] = {"words": words, "chosen_sector": None, "units": [], "sectors": []}
    if words:
        shown["units"] = units_found(words=words, day=day)
    elif "sektor" in request.GET:
        sector = get_object_or_404(Sector, code=request.GET["sektor"])
        shown |= {"chosen_sector": sector, "units": units_of_sector(sector=sector, day=day)}
    else:
        shown |= {"sectors": sectors_with_units(day=day), "city_glance": city_glance(day)}
    return render(request, "portal/home.html", shown)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, how long, and how to correct it (UU 27/2022)."""
    return render(request, "portal/privacy.html")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component of the look, alive."""
    return render(request, "portal/style_guide.html", {"page": Paginator(range(60), 25).page(2)})
