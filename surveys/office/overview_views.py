"""The units whose survey somebody may see: HR and leadership all, officers and heads their own."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents import spreadsheets
from people.access import access_of, require
from people.models import Sector
from surveys.access import has_survey_office, units_to_see
from surveys.office.dashboard import offers_around, wanted_span
from surveys.office.overview import Line, arranged, counts_by_state, lines_of
from surveys.periods import Span

PAGE_SIZE = 25
LONGEST_SEARCH = 100
STATE_WORDS = {
    "tanpa-survei": gettext_lazy("Belum ada survei tahun ini"),
    "tanpa-sasaran": gettext_lazy("Sasaran belum diisi"),
    "kurang": gettext_lazy("Di bawah sasaran"),
    "rencana-lewat": gettext_lazy("Rencana lewat waktu"),
    "pengaduan-lewat": gettext_lazy("Pengaduan lewat waktu"),
    "perangkat-diam": gettext_lazy("Perangkat tidak terhubung"),
}
ORDER_WORDS = {
    "nama": gettext_lazy("Nama unit"),
    "kemajuan": gettext_lazy("Terjauh dari sasaran"),
    "indeks": gettext_lazy("Indeks terendah"),
    "terakhir": gettext_lazy("Paling lama tanpa jawaban"),
    "rencana": gettext_lazy("Rencana lewat waktu"),
    "pengaduan": gettext_lazy("Pengaduan lewat waktu"),
}


@require_safe
def offices(request: HttpRequest) -> HttpResponseBase:
    """The units with their progress, filtered and sorted; whoever has one unit comes straight into its office."""
    access = access_of(request)
    require(has_survey_office(access))
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    sector, state = request.GET.get("sektor", ""), request.GET.get("keadaan", "")
    order, span = request.GET.get("urut", "nama"), wanted_span(request.GET.get("periode", ""), access.day)
    units = units_to_see(access).on(access.day)
    if text:
        units = units.filter(Q(name__icontains=text) | Q(code__istartswith=text))
    if sector:
        units = units.filter(sector__code=sector)
    lines = lines_of(units=units, span=span, now=timezone.now())
    if len(lines) == 1 and not request.GET:
        return redirect("survey_office", lines[0].unit.code)
    shown = arranged(lines, state=state, order=order)
    if spreadsheets.wanted(request):
        return _file(shown, span)
    counts = counts_by_state(lines)
    context = {
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "text": text,
        "chosen": {"sector": sector, "state": state, "order": order},
        "span": span,
        "offers": offers_around(span, access.day),
        "sectors": Sector.objects.order_by("name"),
        "states": [(word, words, counts[word]) for word, words in STATE_WORDS.items() if counts[word]],
        "orders": ORDER_WORDS.items(),
        "total": len(lines),
        "query": spreadsheets.filters_of(request),
        "filters": _without_state(request),
    }
    return render(request, "surveys/office/offices.html", context)


def _without_state(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("keadaan", "page", "unduh"):
        query.pop(name, None)
    return query.urlencode()


def _file(lines: Sequence[Line], span: Span) -> FileResponse:
    title = _("Survei unit %(period)s") % {"period": span.label}
    header = (
        _("Kode"),
        _("Unit"),
        _("Sektor"),
        _("Jawaban"),
        _("Sasaran"),
        _("Indeks"),
        _("Ketelitian ±"),
        _("Mutu"),
        _("Jawaban terakhir"),
        _("Jawaban tahun ini"),
        _("Rencana terbuka"),
        _("Rencana lewat waktu"),
        _("Pengaduan terbuka"),
        _("Pengaduan lewat waktu"),
        _("Perangkat"),
        _("Perangkat tidak terhubung"),
    )
    return spreadsheets.table(name=title, title=title, header=header, rows=_rows(lines))


def _rows(lines: Sequence[Line]) -> Iterator[tuple[Any, ...]]:
    for line in lines:
        yield (
            line.unit.code,
            line.unit.name,
            line.unit.sector.name,
            line.figure.count,
            line.progress.target.count if line.progress else None,
            line.figure.index,
            line.figure.margin,
            line.figure.grade,
            line.last_answer,
            line.answers_this_year,
            line.open_plans,
            line.overdue_plans,
            line.complaints.open,
            line.complaints.overdue,
            line.devices,
            line.silent_devices,
        )
