"""HR's list of units."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from people.access import access_of, require
from people.queries import units_in_force

PAGE_SIZE = 25


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Units in force, their heads and how many serve there."""
    access = access_of(request)
    require(access.is_hr)
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(units_in_force(day=access.day, text=text), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "people/units.html", {"page": page, "text": text, "query": query.urlencode()})
