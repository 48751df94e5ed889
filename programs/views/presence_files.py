"""Presence on paper and in files: the sheet to sign, the table to fill, its check and its import."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.spreadsheets import CONTENT_TYPE, workbook
from partners.access import partner_institution_id
from pembinaan.base.spreadsheets import SpreadsheetError
from people.access import access_of, require
from programs.access import may_print_sheet, may_see_numbers
from programs.errors import AttendanceError, EnrollmentError
from programs.models import Batch
from programs.presence import presence_import
from programs.presence.attendance_sheet import render_sheet
from programs.presence.forms_presence import PresenceFileForm
from programs.presence.roll import roll_of
from programs.views.presence import session_to_mark

FINDINGS_SHOWN = 200


@require_GET
def sheet(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The sheet to sign, of all sessions, as PDF."""
    access = access_of(request)
    visible = Batch.objects.visible_to(access, partner_institution_id(access))
    batch = get_object_or_404(visible.select_related("program", "institution"), pk=batch_id)
    require(may_print_sheet(access, batch))
    name = f"daftar-hadir-{batch.program.code}-{batch.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(
        render_sheet(batch, with_numbers=may_see_numbers(access)), content_type="application/pdf", headers=headers
    )


@require_GET
def template(request: HttpRequest, session_id: int) -> HttpResponse:
    """The table to fill, with the participants in it."""
    session = session_to_mark(request, session_id)
    require(may_see_numbers(access_of(request)))
    header = [column.name for column in presence_import.COLUMNS]
    rows = ((line.enrollment.employee.number or "", line.enrollment.employee.name) for line in roll_of(session))
    filled = ((*row, "", "", "", "") for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="kehadiran-sesi-{session.pk}.xlsx"'}
    return HttpResponse(
        workbook(title=session.title, header=header, rows=filled), content_type=CONTENT_TYPE, headers=headers
    )


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, session_id: int) -> HttpResponse:
    """Choose a file, then read what it would do; nothing is written here."""
    session = session_to_mark(request, session_id)
    require(may_see_numbers(access_of(request)))
    form = PresenceFileForm(request.POST or None, request.FILES or None)
    context = {"session": session, "form": form, "columns": presence_import.COLUMNS}
    context |= {"checked": None, "present": 0, "findings": [], "sealed": ""}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            checked = presence_import.check(session=session, content=file.read(), filename=file.name)
        except SpreadsheetError as refusal:
            form.add_error("file", refusal.message)
        else:
            context |= {
                "checked": checked,
                "present": sum(said.present for _row, _person, said in checked.rows),
                "findings": checked.findings[:FINDINGS_SHOWN],
                "sealed": "" if checked.blocked else presence_import.sealed(session, checked),
            }
    return render(request, "programs/attendance_file.html", context)


@require_POST
def apply(request: HttpRequest, session_id: int) -> HttpResponse:
    """Record what the page showed."""
    session = session_to_mark(request, session_id)
    require(may_see_numbers(access_of(request)))
    text = request.POST.get("sealed", "")
    try:
        changed = presence_import.apply(session=session, text=text, by=access_of(request).account, now=timezone.now())
    except (AttendanceError, EnrollmentError) as refusal:
        messages.error(request, refusal.message)
        return redirect("attendance_file", session_id=session_id)
    messages.success(request, _("Kehadiran diimpor: %(n)d catatan berubah.") % {"n": changed})
    return redirect("attendance", session_id=session_id)
