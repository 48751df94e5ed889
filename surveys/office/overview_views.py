"""The units whose survey somebody may see: HR and leadership all, officers and heads their own."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from documents.spreadsheets import filters_of
from people.access import access_of, require
from surveys.access import has_survey_office, units_to_see

PAGE_SIZE = 25
LONGEST_SEARCH = 100


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The units, searched by name or code; whoever has one unit comes straight into its office."""
    access = access_of(request)
    require(has_survey_office(access))
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    units = units_to_see(access).on(access.day).select_related("sector").order_by("name", "pk")
    if text:
        units = units.filter(Q(name__icontains=text) | Q(code__istartswith=text))
    page = Paginator(units, PAGE_SIZE).get_page(request.GET.get("page"))
    if page.paginator.count == 1 and not text:
        return redirect("survey_office", page.object_list[0].code)
    context = {"page": page, "text": text, "query": filters_of(request)}
    return render(request, "surveys/office/offices.html", context)
