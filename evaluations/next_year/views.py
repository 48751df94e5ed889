"""Pages of what estimates suggest for a year's plan, and of what was proposed from them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from documents import spreadsheets
from evaluations.access import may_propose, may_read_next_year, reads_whole_next_year
from evaluations.models import NextYearProposal
from evaluations.next_year.errors import NextYearError
from evaluations.next_year.proposing import propose_for_year, rationale
from evaluations.next_year.suggesting import Line, NextYear, ProgramPart, next_year
from people.access import Access, access_of, require
from programs.errors import PlanError
from programs.models import Origin, Plan, PlannedProgram

PER_PAGE = 25
YEARS = range(2020, 2101)
TABS = (
    ("program", gettext_lazy("Menurut program")),
    ("unit", gettext_lazy("Menurut unit")),
    ("lain", gettext_lazy("Yang tidak diusulkan")),
)


@require_GET
def coming_year(request: HttpRequest) -> HttpResponseBase:
    """The suggestions for next year's plan."""
    return suggestions(request, access_of(request).day.year + 1)


@require_GET
def suggestions(request: HttpRequest, year: int) -> HttpResponseBase:
    """What units are weak in, and which programs raised that elsewhere; heads see their own units' part."""
    access = access_of(request)
    require(may_read_next_year(access))
    _require_year(year)
    whole = reads_whole_next_year(access)
    found = next_year(day=access.day, only=None if whole else access.headed_unit_ids)
    text = request.GET.get("cari", "").strip()
    lines = [line for line in found.lines if _fits(line, text)]
    if spreadsheets.wanted(request):
        return _file(year, lines)
    tab = request.GET.get("tampilan", "program") if whole else "unit"
    tab = tab if tab in {key for key, _label in TABS} else "program"
    rows: Sequence[Any] = {"program": found.programs, "unit": lines, "lain": found.unproven}[tab]
    context = {
        "year": year,
        "found": found,
        "plan": Plan.objects.filter(year=year).first(),
        "tabs": TABS if whole else (),
        "tab": tab,
        "whole": whole,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "proposed": _proposed(year),
        "may_propose": may_propose(access) and year >= access.day.year,
        "wanted": text,
        "query": spreadsheets.filters_of(request),
        "without": len({line.name for line in found.lines if line.finding is None}),
    }
    return render(request, "evaluations/next_year.html", context)


def _require_year(year: int) -> None:
    if year not in YEARS:
        raise Http404


def _fits(line: Line, text: str) -> bool:
    words = (line.unit.name, line.name, line.finding.program.title if line.finding else "")
    return any(text.casefold() in word.casefold() for word in words)


def _proposed(year: int) -> dict[int, NextYearProposal]:
    """What was proposed for the year, by program."""
    rows = NextYearProposal.objects.filter(year=year).select_related("planned", "program").order_by("pk")
    return {row.program_id: row for row in rows}


def _file(year: int, lines: Sequence[Line]) -> HttpResponseBase:
    header = [
        _("Unit"), _("Unsur"), _("Nilai"), _("Margin 95 %"), _("Jawaban"), _("Rata-rata unit kota"),
        _("Program yang menaikkannya di tempat lain"), _("Kesimpulan"), _("Pengaruh (poin)"), _("Batas bawah"),
        _("Batas atas"),
    ]  # fmt: skip
    name = _("Usulan dari hasil evaluasi %(year)d") % {"year": year}
    return spreadsheets.table(name=name, title=_("Usulan"), header=header, rows=_cells(lines))


def _cells(lines: Sequence[Line]) -> Iterator[list[Any]]:
    for line in lines:
        weak = line.match.weakness
        figures = (round(weak.value, 2), round(weak.margin, 2), weak.count, round(weak.city, 2))
        found = line.finding
        effect = (
            (found.program.title, found.word, found.evidence.value, found.evidence.low, found.evidence.high)
            if found
            else (_("belum ada program yang terbukti"), "", None, None, None)
        )
        yield [line.unit.name, line.name, *figures, *effect]


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, year: int) -> HttpResponse:
    """Say what will be proposed, then do it."""
    access = access_of(request)
    require(may_propose(access))
    _require_year(year)
    found = next_year(day=access.day)
    chosen = _chosen(request, found)
    if not chosen:
        messages.info(request, _("Pilih dahulu paling sedikit satu program."))
        return redirect("next_year", year=year)
    if request.method == "POST":
        return _propose(request, access, year, chosen, found)
    context = {
        "year": year,
        "parts": [(part, rationale(part, found)) for part in chosen],
        "people": sum(part.people for part in chosen),
        "proposed": _proposed(year),
    }
    return render(request, "evaluations/next_year_confirm.html", context)


def _chosen(request: HttpRequest, found: NextYear) -> list[ProgramPart]:
    keys = {key for key in (request.POST or request.GET).getlist("program") if key.isdecimal()}
    return [part for part in found.programs if str(part.program.pk) in keys]


def _propose(
    request: HttpRequest, access: Access, year: int, chosen: Sequence[ProgramPart], found: NextYear
) -> HttpResponse:
    try:
        propose_for_year(year=year, parts=chosen, found=found, by=access.account, now=timezone.now())
    except (NextYearError, PlanError) as refusal:
        messages.error(request, refusal.message)
        return redirect("next_year", year=year)
    told = ngettext("%(n)d program diusulkan.", "%(n)d program diusulkan.", len(chosen)) % {"n": len(chosen)}
    messages.success(request, " ".join([told, _("Jawab di halaman Usulan program.")]))
    return redirect("next_year", year=year)


@require_GET
def proposal(request: HttpRequest, planned_id: int) -> HttpResponse:
    """What a proposal from the evaluation rests on, as it was when it was proposed."""
    access = access_of(request)
    require(reads_whole_next_year(access))
    planned = get_object_or_404(PlannedProgram, pk=planned_id, origin=Origin.EVALUATION)
    rows = NextYearProposal.objects.select_related("planned__plan", "program", "made_by")
    found = rows.filter(planned=planned).first()
    if found is None:
        messages.info(request, _("Angka dasar usulan ini tidak disimpan. Ini angka yang terbaru."))
        return redirect("next_year", year=planned.plan.year if planned.plan else access.day.year + 1)
    page = Paginator(found.facts["units"], PER_PAGE).get_page(request.GET.get("page"))
    context = {"proposal": found, "facts": found.facts, "page": page, "may_run": may_propose(access), "query": ""}
    return render(request, "evaluations/next_year_proposal.html", context)
