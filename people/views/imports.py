"""Uploading a table, reading its check, importing it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pembinaan.base.spreadsheets import SpreadsheetError
from people.access import access_of, require
from people.forms.records import UploadForm
from people.imports import drafts, employees, units
from people.imports.report import report_from
from people.imports.template import empty_table
from people.models import Account, ImportDraft, ImportKind

PAGE_SIZE = 25
COLUMNS = {ImportKind.EMPLOYEES: employees.COLUMNS, ImportKind.UNITS: units.COLUMNS}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _hr(request: HttpRequest) -> Account:
    access = access_of(request)
    require(access.is_hr)
    assert access.account is not None
    return access.account


def upload(request: HttpRequest, kind: ImportKind) -> HttpResponse:
    """Choose a file; it is checked and kept, nothing else is written."""
    owner = _hr(request)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"effective_on": access_of(request).day})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = drafts.keep(
                kind=kind,
                content=file.read(),
                filename=file.name,
                effective_on=form.cleaned_data["effective_on"],
                owner=owner,
                now=timezone.now(),
            )
        except SpreadsheetError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("import_draft", draft_id=draft.pk)
    context = {"form": form, "kind": kind, "columns": COLUMNS[kind], "of_employees": kind is ImportKind.EMPLOYEES}
    return render(request, "people/import_upload.html", context)


@require_GET
def template(request: HttpRequest, kind: ImportKind) -> HttpResponse:
    """The empty table to fill."""
    _hr(request)
    name = "pegawai.xlsx" if kind is ImportKind.EMPLOYEES else "unit-kerja.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(empty_table(COLUMNS[kind]), content_type=XLSX, headers=headers)


@require_GET
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the check found and what the import would do."""
    _hr(request)
    kept = get_object_or_404(ImportDraft, pk=draft_id)
    report = report_from(kept.report)
    context: dict[str, Any] = {
        "draft": kept,
        "counts": kept.report["counts"],
        "deeds": kept.report["counts"]["deeds"].items(),
        "blocked": report.blocked,
        "of_employees": kept.kind == ImportKind.EMPLOYEES,
        "findings": Paginator(report.findings, PAGE_SIZE).get_page(request.GET.get("page")),
        "changes": Paginator(report.changes, PAGE_SIZE).get_page(request.GET.get("ubah")),
    }
    return render(request, "people/import_draft.html", context)


@require_POST
def apply(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Import what the page showed."""
    by = _hr(request)
    kept = get_object_or_404(ImportDraft, pk=draft_id)
    try:
        drafts.apply(draft=kept, by=by, now=timezone.now())
    except drafts.ImportRefusedError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("Data diimpor."))
    return redirect("import_draft", draft_id=kept.pk)
