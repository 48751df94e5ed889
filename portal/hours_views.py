"""Who is below the yearly rule of hours: for BKPSDM and for a head's own units, as pages and files."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents import spreadsheets
from people.access import Access, access_of, require
from people.models import Unit
from portal.hours_rule import UnitLine, below, by_unit, standings

PAGE_SIZE = 25
FIRST_YEAR = 2020


@require_safe
def hours_rule(request: HttpRequest) -> HttpResponseBase:
    """Units with the number of people below the rule; the file names the people."""
    access = access_of(request)
    require(access.is_hr or access.is_head)
    year = _year(request, access)
    found = standings(access=access, year=year)
    if spreadsheets.wanted(request):
        return _file(below(found), year)
    page: Any = Paginator(by_unit(found), PAGE_SIZE).get_page(request.GET.get("page"))
    total = found.aggregate(people=Count("pk"), below=Count("pk", filter=Q(credited__lt=F("target"))))
    context = {
        "lines": [UnitLine(*row) for row in page],
        "page": page,
        "total": total,
        "year": year,
        "years": _years(access),
        "query": spreadsheets.filters_of(request),
    }
    return render(request, "portal/hours_rule.html", context)


@require_safe
def hours_rule_unit(request: HttpRequest, code: str) -> HttpResponseBase:
    """The people of one unit and of those below it who are below the rule."""
    access = access_of(request)
    require(access.is_hr or access.is_head)
    unit = _unit(access, code)
    year = _year(request, access)
    found = below(standings(access=access, year=year, unit=unit))
    if spreadsheets.wanted(request):
        return _file(found, year)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"unit": unit, "page": page, "year": year, "query": spreadsheets.filters_of(request)}
    return render(request, "portal/hours_rule_unit.html", context)


def _unit(access: Access, code: str) -> Unit:
    units = Unit.objects.without_tree_fields()
    if not access.is_hr:
        units = units.filter(pk__in=access.headed_unit_ids)
    unit: Unit | None = units.filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


def _years(access: Access) -> list[int]:
    return list(range(access.day.year, access.day.year - 3, -1))


def _year(request: HttpRequest, access: Access) -> int:
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else access.day.year
    return min(max(year, FIRST_YEAR), access.day.year)


def _file(found: Any, year: int) -> HttpResponseBase:
    header = [
        _("Nama"),
        _("NIP / NI PPPK"),
        _("Status"),
        _("Unit kerja"),
        _("JP diakui"),
        _("JP paling sedikit"),
        _("Kurang JP"),
    ]
    title = _("Di bawah aturan JP %(year)d") % {"year": year}
    return spreadsheets.table(name=title, title=title, header=header, rows=_rows(found))


def _rows(found: Any) -> Iterator[tuple[Any, ...]]:
    for each in found.iterator(spreadsheets.CHUNK):
        person = each.employee
        hours = (each.credited, each.target, each.missing)
        yield (person.name, person.number or "", person.get_status_display(), each.unit.name, *hours)
