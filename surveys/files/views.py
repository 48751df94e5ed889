"""A unit's answers as files: sending a table in, seeing how it is read before it counts, taking answers out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import jobs, spreadsheets
from people.models import Account
from surveys.files import drafts, export
from surveys.files.forms import ExportForm, MappingForm, UploadForm
from surveys.files.import_tasks import KIND
from surveys.files.roles import has_bare_codes, samples
from surveys.imports import AnswerImportError
from surveys.models import AnswerDraft, ImportedFile
from surveys.office.frame import Office, enter, show
from surveys.periods import quarter_of, span_of
from surveys.publications.published import accepts_late

PAGE_SIZE = 25
SHOWN_PROBLEMS = 100
SHOWN_ROWS = 5
AT_ONCE = 1_000
"""Tables up to so many rows are taken in while one waits; larger ones by the worker."""


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, unit_code: str) -> HttpResponse:
    """What came in by files, and the two forms: a table in, answers out."""
    office = enter(request, unit_code, writing=True)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"period": quarter_of(office.day).code})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            draft = drafts.keep(
                unit=office.unit,
                file_name=sent.name,
                content=sent.read(),
                span=form.cleaned_data["period"],
                owner=_account(office),
                now=timezone.now(),
            )
        except AnswerImportError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("answer_draft", unit_code, draft.pk)
    rows = ImportedFile.objects.filter(unit=office.unit).select_related("period", "imported_by")
    page = Paginator(rows.order_by("-imported_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = AnswerDraft.objects.filter(unit=office.unit, imported__isnull=True, expires_at__gt=timezone.now())
    context = {
        "form": form,
        "export_form": ExportForm(initial={"periode": quarter_of(office.day).before().code}),
        "page": page,
        "arrived": [(file, span_of(file.period.code)) for file in page],
        "waiting": [
            (one, span_of(one.period_code)) for one in waiting.defer("content").order_by("-created_at")[:PAGE_SIZE]
        ],
    }
    return show(request, office, "surveys/files/files.html", context)


@require_http_methods(["GET", "POST"])
def draft_page(request: HttpRequest, unit_code: str, draft_id: int) -> HttpResponse:
    """How a table is read, row by row what is wrong, and the selects that change the reading."""
    office = enter(request, unit_code, writing=True)
    draft = _draft(office, draft_id)
    if draft.imported is not None:
        return redirect("answer_files", unit_code)
    try:
        foreseen = drafts.foresee(draft=draft, now=timezone.now())
    except AnswerImportError as refusal:
        messages.error(request, refusal.message)
        return redirect("answer_files", unit_code)
    words = sorted({*foreseen.reading.words, *foreseen.mapping.words})
    form = MappingForm(request.POST or None, grid=foreseen.grid, words=words, mapping=foreseen.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            drafts.remap(draft=draft, mapping=form.chosen(request.POST.dict()))
        except AnswerImportError as refusal:
            messages.error(request, refusal.message)
        return redirect("answer_draft", unit_code, draft.pk)
    return show(request, office, "surveys/files/draft.html", _shown(draft, foreseen, form, office))


@require_POST
def apply(request: HttpRequest, unit_code: str, draft_id: int) -> HttpResponse:
    """Take the answers in: at once, or by the worker when there are many."""
    office = enter(request, unit_code, writing=True)
    draft, by, now = _draft(office, draft_id), _account(office), timezone.now()
    try:
        foreseen = drafts.foresee(draft=draft, now=now) if draft.imported is None else None
        if foreseen and not foreseen.reading.problems and len(foreseen.grid.lines) > AT_ONCE:
            title = _("Memasukkan jawaban dari %(file)s") % {"file": draft.filename}
            job = jobs.start(kind=KIND, title=title, arguments={"draft": draft.pk, "by": by.pk}, by=by, now=now)
            return redirect("job", job.pk)
        file = drafts.apply(draft=draft, by=by, now=now)
    except AnswerImportError as refusal:
        messages.error(request, refusal.message)
        return redirect("answer_draft", unit_code, draft_id)
    done = _("%(n)d jawaban masuk dari %(file)s. Angkanya ikut dihitung dalam beberapa detik.")
    messages.success(request, done % {"n": file.row_count, "file": file.name})
    return redirect("answer_files", unit_code)


@require_POST
def discard(request: HttpRequest, unit_code: str, draft_id: int) -> HttpResponse:
    """Throw an upload away; none of it was stored."""
    office = enter(request, unit_code, writing=True)
    drafts.discard(draft=_draft(office, draft_id))
    messages.success(request, _("Unggahan dibuang. Tidak ada jawaban yang berubah."))
    return redirect("answer_files", unit_code)


@require_safe
def take_out(request: HttpRequest, unit_code: str) -> HttpResponseBase:
    """The raw answers of a period as CSV or XLSX, written while they are read."""
    office = enter(request, unit_code, writing=True)
    form = ExportForm(request.GET)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("answer_files", unit_code)
    name, head = f"jawaban-{office.unit.code}-{form.span.code}", export.header()
    body = export.rows(office.unit, form.span)
    if form.cleaned_data["bentuk"] == "xlsx":
        return spreadsheets.table(name=name, title=_("Jawaban"), header=head, rows=body)
    headers = {
        "Content-Disposition": f'attachment; filename="{name.lower()}.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(export.csv_lines(head, body), content_type="text/csv; charset=utf-8", headers=headers)


def _shown(draft: AnswerDraft, foreseen: drafts.Foreseen, form: MappingForm, office: Office) -> dict[str, Any]:
    grid, reading, mapping = foreseen.grid, foreseen.reading, foreseen.mapping
    span = span_of(draft.period_code)
    columns = [
        (f"c{column}", grid.column_place(column), samples(grid, column), role)
        for column, role in enumerate(mapping.roles)
        if grid.headings[column] or any(samples(grid, column))
    ]
    return {
        "draft": draft,
        "form": form,
        "columns": columns,
        "words": [(f"w{number}", word, mapping.words.get(word)) for number, word in enumerate(form.words)],
        "span": span,
        "is_late": not accepts_late(span, office.day),
        "problems": reading.problems[:SHOWN_PROBLEMS],
        "problem_count": len(reading.problems),
        "notices": reading.notices[:SHOWN_PROBLEMS],
        "notice_count": len(reading.notices),
        "count": len(reading.answers),
        "line_count": len(grid.lines),
        "needs_order": has_bare_codes(grid),
        "has_days": mapping.column_of("date") is not None,
        "sample_rows": [(grid.line_place(line), line.cells[: len(grid.headings)]) for line in grid.lines[:SHOWN_ROWS]],
        "headings": grid.headings,
    }


def _draft(office: Office, draft_id: int) -> AnswerDraft:
    return get_object_or_404(AnswerDraft.objects.select_related("unit", "imported"), pk=draft_id, unit=office.unit)


def _account(office: Office) -> Account:
    assert office.access.account is not None
    return office.access.account
