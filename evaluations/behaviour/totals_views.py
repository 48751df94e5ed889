"""The totals of behaviour: programs and agencies, on the page and as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.spreadsheets import table, wanted
from evaluations.access import evaluated_programs, may_read_evaluations, reads_all
from evaluations.behaviour.totals import BehaviourSummary, agencies_of, summaries_of
from evaluations.models import BehaviourReview, Verdict
from people.access import access_of, require
from people.models import Unit
from programs.models import Batch, Program

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what it is about, and its summary."""

    title: str
    summary: BehaviourSummary


@require_GET
def behaviour_totals(request: HttpRequest) -> HttpResponse | FileResponse:
    """What changed at work by program, or by agency (`?per=perangkat-daerah`)."""
    access = access_of(request)
    require(may_read_evaluations(access))
    by_agency = reads_all(access) and request.GET.get("per") == "perangkat-daerah"
    if by_agency:
        return _answer(request, _agencies(), by_agency=True, may_choose=True)
    asked = evaluated_programs(access).filter(batches__enrollments__behaviour_review__isnull=False).distinct()
    programs = asked.order_by("title", "pk")
    return _answer(request, programs, by_agency=False, may_choose=reads_all(access))


def _answer(request: HttpRequest, rows: Any, *, by_agency: bool, may_choose: bool) -> HttpResponse | FileResponse:
    if wanted(request):
        return _file(rows if by_agency else _programs(list(rows)))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = list(page) if by_agency else _programs(list(page))
    query = "per=perangkat-daerah" if by_agency else ""
    context = {
        "page": page,
        "lines": lines,
        "by_agency": by_agency,
        "may_choose": may_choose,
        "query": query,
        "is_hr": access_of(request).is_hr,
    }
    return render(request, "evaluations/behaviour_totals.html", context)


def _programs(programs: Sequence[Program]) -> list[Line]:
    batches = dict(Batch.objects.filter(program__in=programs).order_by().values_list("pk", "program_id"))
    found = summaries_of(batches)
    return [Line(program.title, found.get(program.pk, BehaviourSummary())) for program in programs]


def _agencies() -> list[Line]:
    found = agencies_of(BehaviourReview.objects.all())
    units = Unit.objects.without_tree_fields().filter(pk__in=found).order_by("name", "pk")
    return [Line(unit.name, found[unit.pk]) for unit in units]


def _file(lines: Iterable[Line]) -> FileResponse:
    sides = (_("Peserta"), _("Atasan"), _("Rekan"))
    header = [_("Tentang"), _("Ditanya")]
    figures = ("n", _("rata-rata"), _("simpangan baku"))
    for side in sides:
        header += [f"{side}: {figure}" for figure in figures]
    header += [_("Selisih: n"), _("Selisih"), _("batas bawah 95%"), _("batas atas 95%"), *map(str, Verdict.labels)]
    rows = (_row(line) for line in lines)
    return table(name=_("perilaku-setelah-pelatihan"), title=_("Perilaku"), header=header, rows=rows)


def _row(line: Line) -> list[Any]:
    one = line.summary
    row: list[Any] = [line.title, one.asked or None]
    for view in (one.self_view, one.heads, one.colleagues):
        row += [view.count, view.mean, view.deviation]
    verdicts = [one.verdicts.get(value, 0) if one.verdicts else None for value in Verdict.values]
    return [*row, one.gap.count, one.gap.mean, one.gap.low, one.gap.high, *verdicts]
