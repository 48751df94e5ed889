"""Plan against realisation, as a page and as a file."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import spreadsheets
from people.access import access_of, require
from programs.access import may_read_plans
from programs.models import Plan
from programs.plans.realisation import Line, Realisation, realisation_of

Row = tuple[object, ...]


@require_GET
def realisation(request: HttpRequest, year: int) -> HttpResponseBase:
    """What was planned for the year and what became of it, from four sides."""
    require(may_read_plans(access_of(request)))
    plan = get_object_or_404(Plan, year=year)
    found = realisation_of(plan)
    if spreadsheets.wanted(request):
        title = _("Realisasi rencana %(year)d") % {"year": plan.year}
        return spreadsheets.table(name=title, title=title, header=_header(), rows=_rows(found))
    return render(request, "programs/realisation.html", {"plan": plan, "found": found})


def _header() -> list[str]:
    return [
        _("Bagian"),
        _("Nama"),
        _("Triwulan"),
        _("Perangkat daerah"),
        _("Orang: rencana"),
        _("Orang: realisasi"),
        _("Orang: selisih"),
        _("JP: rencana"),
        _("JP: realisasi"),
        _("JP: selisih"),
        _("Rupiah: rencana"),
        _("Rupiah: realisasi"),
        _("Rupiah: selisih"),
    ]


def _rows(found: Realisation) -> Iterator[Row]:
    parts = (
        (_("Program rencana"), found.programs),
        (_("Di luar rencana"), found.unplanned),
        (_("Triwulan"), found.quarters),
        (_("Perangkat daerah"), found.agencies),
        (_("Jenis biaya"), found.costs),
        (_("Jumlah"), [found.total]),
    )
    for part, lines in parts:
        for line in lines:
            yield (part, line.name or _shared(part), *_whereabouts(line), *_figures(line))


def _shared(part: str) -> str:
    return "" if part == _("Jumlah") else _("Semua perangkat daerah")


def _whereabouts(line: Line) -> Row:
    if line.program is None:
        return ("", "")
    agency = line.program.agency
    return (line.program.quarter, agency.name if agency else _("Semua perangkat daerah"))


def _figures(line: Line) -> Row:
    three = (line.planned, line.realised, line.difference)
    return (
        *(figures.people for figures in three),
        *(figures.hours for figures in three),
        *(figures.rupiah for figures in three),
    )
