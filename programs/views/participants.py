"""Who is in a batch, for BKPSDM with everything; and as XLSX."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import spreadsheets
from people.access import access_of, require
from programs.access import may_run_programs
from programs.models import Batch, EnrollmentState
from programs.queries import participants_of
from programs.regrets import not_coming, with_regrets
from programs.views.hr_batch_pages import batch_of

PAGE_SIZE = 50
NOT_COMING = "tidak-datang"


@require_GET
def participants(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Everyone with an application, enrolled and waiting apart."""
    batch = batch_of(request, batch_id)
    state, found = _chosen(request, batch)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "page": page,
        "state": state,
        "states": [*EnrollmentState.choices, (NOT_COMING, _("Tidak akan hadir"))],
        "sessions": batch.sessions.filter(cancelled=False).count(),
        "query": f"keadaan={state}" if state else "",
    }
    return render(request, "programs/participants.html", context)


@require_GET
def participants_file(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """The same list as a file, with the state in words in every row."""
    require(may_run_programs(access_of(request)))
    batch = get_object_or_404(Batch.objects.select_related("program"), pk=batch_id)
    sessions = batch.sessions.filter(cancelled=False).count()
    header = [_("Nama"), _("NIP / NI PPPK"), _("Unit kerja"), _("Keadaan"), _("Urutan tunggu"), _("Hadir"), _("Alasan")]
    header.append(_("Berhalangan"))
    rows = (
        (
            enrollment.employee.name,
            enrollment.employee.number or "",
            enrollment.unit.name,
            enrollment.get_state_display(),
            enrollment.place or "" if enrollment.state == EnrollmentState.WAITING else "",
            _("%(present)d dari %(total)d") % {"present": enrollment.present, "total": sessions},
            enrollment.reason,
            enrollment.regret or "",
        )
        for enrollment in _chosen(request, batch)[1].iterator(spreadsheets.CHUNK)
    )
    name = f"{_('peserta')}-{batch.program.code}-{batch.number}"
    return spreadsheets.table(name=name, title=str(batch), header=header, rows=rows)


def _chosen(request: HttpRequest, batch: Batch) -> tuple[str, Any]:
    """The state asked for, and the applications in it; all of them when none was asked for."""
    state, found = request.GET.get("keadaan", ""), with_regrets(participants_of(batch))
    if state == NOT_COMING:
        return state, found.filter(not_coming())
    return state, found.filter(state=state) if state in EnrollmentState.values else found
