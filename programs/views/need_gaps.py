"""Gaps by competency, unit and grade, with the people behind each count; pages and files for BKPSDM and heads."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from documents import spreadsheets
from pembinaan.base.dates import today
from people.access import access_of, require
from programs.access import may_see_needs
from programs.errors import NeedError
from programs.models import CompetencyKind, Need
from programs.plans import needs
from programs.plans.forms_needs import NeedFilter, StateForForm
from programs.plans.gaps import GROUPS, counted, needs_found

PAGE_SIZE = 25
TABS = {
    "kemampuan": gettext_lazy("Menurut kemampuan"),
    "unit": gettext_lazy("Menurut unit"),
    "golongan": gettext_lazy("Menurut golongan"),
}


@require_GET
def needs_by_unit(request: HttpRequest) -> HttpResponseBase:
    """How many people need what: counted by competency, unit or grade (`?menurut=`), the most wanted first."""
    access = access_of(request)
    require(may_see_needs(access))
    form = NeedFilter(request.GET, access=access)
    by = request.GET.get("menurut", "")
    by = by if by in GROUPS else "kemampuan"
    found = counted(needs_found(access=access, **form.wish()), by)
    if spreadsheets.wanted(request):
        return spreadsheets.table(name=_("kebutuhan"), title=str(TABS[by]), header=_header(by), rows=_rows(found, by))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    for row in page:
        row["words"] = _words(row, by)
        row["kind_words"] = CompetencyKind(row["kind"]).label if by == "kemampuan" else ""
        row["people_query"] = _narrowed(request.GET, row, by)
    tabs = [(key, label, _with(request.GET, menurut=key)) for key, label in TABS.items()]
    context = {"form": form, "page": page, "by": by, "tabs": tabs, "query": spreadsheets.filters_of(request)}
    return render(request, "programs/needs_by_unit.html", context)


def _words(row: dict[str, Any], by: str) -> str:
    if by == "golongan":
        return row["shown"] or _("Tanpa golongan")
    return str(row["shown"])


def _with(filters: QueryDict, **values: object) -> str:
    """The page's filters with some of them set anew."""
    query = filters.copy()
    query.pop("page", None)
    for name, value in values.items():
        query[name] = str(value)
    return query.urlencode()


def _narrowed(filters: QueryDict, row: dict[str, Any], by: str) -> str:
    """The filters that lead from a counted row to its people."""
    if by == "unit":
        return _with(filters, tepat=row["unit_id"])
    if by == "golongan":
        return _with(filters, gol=row["grade_id"] or 0)
    return _with(filters, kemampuan=row["same"], jenis=row["kind"])


def _header(by: str) -> list[str]:
    kind = [_("Jenis kompetensi")] if by == "kemampuan" else []
    first = {"kemampuan": _("Kemampuan"), "unit": _("Unit kerja"), "golongan": _("Golongan")}[by]
    return [first, *kind, _("Pegawai"), _("Kebutuhan"), _("Kesenjangan besar"), _("Tiga teratas unit")]


def _rows(found: Any, by: str) -> Iterator[tuple[Any, ...]]:
    for row in found.iterator(spreadsheets.CHUNK):
        kind = [CompetencyKind(row["kind"]).label] if by == "kemampuan" else []
        yield (_words(row, by), *kind, row["people"], row["needs"], row["large"], row["first"])


@require_GET
def needs_list(request: HttpRequest) -> HttpResponseBase:
    """Who needs what: the needs behind a count, in the order of their unit and rank."""
    access = access_of(request)
    require(may_see_needs(access))
    form = NeedFilter(request.GET, access=access)
    found = _exactly(needs_found(access=access, **form.wish()), request.GET)
    found = found.select_related("employee", "unit").order_by("unit__name", "year", "rank", "-gap", "pk")
    if spreadsheets.wanted(request):
        return _people_file(found)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": spreadsheets.filters_of(request)}
    return render(request, "programs/needs_list.html", context)


def _exactly(found: Any, filters: QueryDict) -> Any:
    """The rows of one count: one competency, one unit without those below it, one grade or none."""
    if competency := filters.get("kemampuan", ""):
        found = found.filter(same=competency)
    if (unit := filters.get("tepat", "")).isdecimal():
        found = found.filter(unit_id=int(unit))
    if (grade := filters.get("gol", "")).isdecimal():
        found = found.filter(grade_id=int(grade)) if int(grade) else found.filter(grade_id__isnull=True)
    return found


def _people_file(found: Any) -> HttpResponseBase:
    header = [
        _("Nama"),
        _("NIP / NI PPPK"),
        _("Golongan"),
        _("Unit kerja"),
        _("Tahun"),
        _("Kemampuan"),
        _("Jenis kompetensi"),
        _("Kesenjangan"),
        _("Peringkat di unit"),
    ]
    rows = (
        (
            need.employee.name,
            need.employee.number or "",
            need.grade or "",
            need.unit.name,
            need.year,
            need.competency,
            need.get_kind_display(),
            need.get_gap_display(),
            need.rank,
        )
        for need in found.iterator(spreadsheets.CHUNK)
    )
    return spreadsheets.table(name=_("kebutuhan pegawai"), title=_("Kebutuhan pegawai"), header=header, rows=rows)


@require_http_methods(["GET", "POST"])
def state_for(request: HttpRequest) -> HttpResponse:
    """A head states a gap of somebody in the units below; HR of anybody."""
    access = access_of(request)
    require(may_see_needs(access))
    form = StateForForm(
        request.POST or None, instance=Need(), access=access, initial={"year": today().year + 1, "gap": 2}
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = needs.state(need=form.instance, by=access.account, now=timezone.now())
        except NeedError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kebutuhan %(name)s tercatat.") % {"name": kept.employee.name})
            return redirect("state_need_for")
    return render(request, "programs/need_state_for.html", {"form": form})
