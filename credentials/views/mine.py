"""A person's own certificates and hours."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from credentials.delivery import ask_for_pdf
from credentials.hours import standing
from credentials.models import Certificate, HoursEntry
from documents import spreadsheets
from documents.files import download
from pembinaan.base.dates import today
from people.access import Access, access_of, require
from people.models import Employee

PER_PAGE = 25
FIRST_YEAR = 2000


@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    """My certificates, newest first."""
    employee = _me(access_of(request))
    mine = Certificate.objects.filter(employee=employee).select_related("enrollment__batch").order_by("-issued_at")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "credentials/certificates.html", {"page": page})


@require_GET
def certificate_file(request: HttpRequest, certificate_id: int) -> FileResponse:
    """The PDF of a certificate, for its holder or HR."""
    visible = Certificate.objects.visible_to(access_of(request)).select_related("pdf")
    certificate = get_object_or_404(visible, pk=certificate_id)
    if certificate.pdf is None:
        raise Http404
    return download(certificate.pdf)


@require_POST
def certificate_render(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Have a missing PDF made, for the holder or HR."""
    certificate = get_object_or_404(Certificate.objects.visible_to(access_of(request)), pk=certificate_id)
    ask_for_pdf(certificate=certificate, now=timezone.now())
    messages.success(request, _("PDF sedang dibuat. Muat ulang halaman ini sebentar lagi."))
    mine = certificate.employee_id == access_of(request).employee_id
    return redirect("certificates") if mine else redirect("certificate_detail", certificate_id=certificate.pk)


@require_GET
def hours(request: HttpRequest) -> HttpResponseBase:
    """My hours of one year against the rule, with every entry."""
    access = access_of(request)
    employee = _me(access)
    year = _year(request.GET.get("tahun", ""), access.day.year)
    entries = (
        HoursEntry.objects.filter(employee=employee, year=year)
        .select_related("conversion", "enrollment__batch__program")
        .order_by("recorded_at", "pk")
    )
    if spreadsheets.wanted(request):
        return _file(entries.iterator(spreadsheets.CHUNK), year)
    years = HoursEntry.objects.filter(employee=employee).order_by("-year").values_list("year", flat=True).distinct()
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "standing": standing(employee=employee, year=year),
        "page": page,
        "query": spreadsheets.filters_of(request),
        "sources": sorted({entry.conversion.source for entry in page}),
        "years": sorted({*years, year, today().year}, reverse=True),
    }
    return render(request, "credentials/hours.html", context)


def _file(entries: Iterable[HoursEntry], year: int) -> HttpResponseBase:
    header = [_("Pelatihan"), _("JP program"), _("Aturan"), _("JP diakui"), _("Dicatat")]
    rows = (
        (str(one.enrollment.batch), one.raw_hours, one.conversion.source, one.credited, one.recorded_at)
        for one in entries
    )
    return spreadsheets.table(name=f"jp-{year}", title=_("Jam pelajaran"), header=header, rows=rows)


def _me(access: Access) -> Employee:
    require(access.account is not None and access.account.employee is not None)
    assert access.account is not None
    assert access.account.employee is not None
    return access.account.employee


def _year(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and FIRST_YEAR <= int(text) <= FIRST_YEAR + 100 else default
