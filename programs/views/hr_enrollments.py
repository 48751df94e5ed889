"""BKPSDM's list of applications across all batches: by state, unit, program and person, as a page and as a file."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import spreadsheets
from people.access import access_of, require
from programs.access import may_run_programs
from programs.forms_lists import EnrollmentFilter
from programs.lists import enrollments_found
from programs.models import Enrollment

PAGE_SIZE = 25


@require_GET
def enrollments(request: HttpRequest) -> HttpResponseBase:
    """Every application that the filters leave, the newest first."""
    access = access_of(request)
    require(may_run_programs(access))
    form = EnrollmentFilter(request.GET, day=access.day)
    wish = form.cleaned_data if form.is_valid() else {}
    found = enrollments_found(
        text=wish.get("cari", ""), state=wish.get("keadaan", ""), unit=wish.get("unit"), program=wish.get("program")
    )
    if spreadsheets.wanted(request):
        return _file(found.iterator(spreadsheets.CHUNK))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": spreadsheets.filters_of(request)}
    return render(request, "programs/hr_enrollments.html", context)


def _file(found: Iterable[Enrollment]) -> HttpResponseBase:
    header: list[Any] = [
        _("Nama"),
        _("NIP / NI PPPK"),
        _("Unit kerja"),
        _("Program"),
        _("Angkatan"),
        _("Mulai"),
        _("Keadaan"),
        _("Diajukan"),
        _("Nomor antrean"),
        _("Alasan"),
    ]
    rows = (
        (
            one.employee.name,
            one.employee.number or "",
            one.unit.name,
            one.batch.program.title,
            one.batch.number,
            one.batch.starts_on,
            one.get_state_display(),
            one.requested_at,
            one.queue_number or "",
            one.reason,
        )
        for one in found
    )
    return spreadsheets.table(name=_("pendaftaran"), title=_("Pendaftaran"), header=header, rows=rows)
