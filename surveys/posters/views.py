"""Posters in a unit's survey office, and those of all of one's units at once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.jobs import start
from people.access import access_of, require
from surveys.access import has_survey_office, own_unit_ids
from surveys.content import open_services
from surveys.office.frame import enter, show
from surveys.posters.forms import BulkForm
from surveys.posters.printing import KIND, Paper, places_of, posters, units_to_print

ALL = "semua"


@require_safe
def unit_posters(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Which posters a unit can print: its own and one a service, A4 and A6."""
    office = enter(request, unit_code)
    places = places_of(office.unit, open_services(office.unit.pk, office.day))
    return show(request, office, "surveys/posters/unit.html", {"places": places, "papers": Paper.choices})


@require_safe
def poster_file(request: HttpRequest, unit_code: str, paper: str) -> HttpResponse:
    """One poster (`?layanan=ktp`), or all of the unit in one file (`?layanan=semua`)."""
    office = enter(request, unit_code)
    if paper not in Paper.values:
        raise Http404
    places, wanted = places_of(office.unit, open_services(office.unit.pk, office.day)), request.GET.get("layanan", "")
    chosen = places if wanted == ALL else [place for place in places if place.service_code == wanted]
    if not chosen:
        raise Http404
    response = HttpResponse(posters(places=chosen, paper=Paper(paper)), content_type="application/pdf")
    name = slugify(f"poster {office.unit.code} {wanted} {paper}")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def posters_of_all(request: HttpRequest) -> HttpResponse:
    """Ask for the posters of all of one's units: HR and leadership those of the city."""
    access = access_of(request)
    require(has_survey_office(access))
    unit_ids = None if access.is_hr or access.is_leadership else sorted(own_unit_ids(access))
    form = BulkForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and access.account:
        job = start(
            kind=KIND,
            title=_("Poster survei semua unit, %(paper)s") % {"paper": form.cleaned_data["paper"].upper()},
            arguments={**form.cleaned_data, "unit_ids": unit_ids},
            by=access.account,
            now=timezone.now(),
        )
        return redirect("job", job.pk)
    units = units_to_print(day=access.day, unit_ids=unit_ids)
    service_count = sum(len(unit.open_services) for unit in units)
    context = {"form": form, "unit_count": len(units), "service_count": service_count}
    return render(request, "surveys/posters/all.html", context)
