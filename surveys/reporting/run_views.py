"""BKPSDM's reports of all units: ask for them, watch, mend what failed, fetch them in one file."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.archive import zipped
from documents.models import StoredFile, TaskState
from documents.runs import counts
from documents.spreadsheets import workbook
from people.access import access_of, require
from people.models import Unit
from surveys.access import may_read_all_reports
from surveys.models import ReportRun, ReportTask
from surveys.reporting.choices import Periods, periods_to_report
from surveys.reporting.forms import RunForm
from surveys.reporting.runs import RunError, ask_for_reports, retry_failed

PAGE_SIZE = 25
LOOK_AGAIN_SECONDS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def report_runs(request: HttpRequest) -> HttpResponse:
    """The runs so far; a POST by BKPSDM asks for the reports of all units or of a sector."""
    access = access_of(request)
    require(access.is_hr if request.method == "POST" else may_read_all_reports(access))
    unit_ids = list(Unit.objects.without_tree_fields().order_by("pk").values_list("pk", flat=True))
    periods = periods_to_report(unit_ids=unit_ids, unit_id=None, day=access.day)
    spans = [offer.span for offer in periods.offers]
    form = RunForm(request.POST or None, spans=spans, initial={"period": periods.usual.code})
    if request.method == "POST" and form.is_valid():
        answer = _asked(request, form, periods)
        if answer:
            return answer
    runs = ReportRun.objects.visible_to(access).filter(unit__isnull=True).select_related("sector", "job")
    runs = runs.annotate(**counts("tasks__state")).order_by("-pk")
    page = Paginator(runs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "offers": periods.offers, "page": page, "may_write": access.is_hr}
    return render(request, "surveys/reporting/runs.html", context)


@require_safe
def report_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """How far a run is: what is made, what was passed over, what failed and why."""
    access = access_of(request)
    require(may_read_all_reports(access))
    run = _run(request, run_id)
    tasks = ReportTask.objects.filter(run=run).select_related("unit", "report")
    of_states = tasks.aggregate(**counts("state"))
    failed_first = Case(When(state=TaskState.FAILED, then=0), default=1)
    tasks = tasks.order_by(failed_first, "unit__name", "pk")
    page = Paginator(tasks, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "counts": of_states,
        "over": of_states["total"] - of_states["waiting"],
        "may_write": access.is_hr,
        "page": page,
    }
    response = render(request, "surveys/reporting/run.html", context)
    if not run.job.is_over:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


@require_POST
def retry_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Make again what failed."""
    access = access_of(request)
    require(access.is_hr)
    assert access.account is not None
    try:
        retry_failed(run=_run(request, run_id), by=access.account, now=timezone.now())
    except RunError as refusal:
        messages.warning(request, refusal.message)
    return redirect("report_run", run_id)


@require_safe
def run_archive(request: HttpRequest, run_id: int) -> StreamingHttpResponse:
    """All reports that a run has made so far, in one ZIP that is written while it is sent."""
    require(may_read_all_reports(access_of(request)))
    run = _run(request, run_id)
    tasks = ReportTask.objects.filter(run=run).select_related("unit", "report__pdf", "report__workbook")
    listed = list(tasks.order_by("unit__name", "pk"))
    contents = workbook(title=_("Daftar laporan"), header=_header(), rows=[_line(task) for task in listed])
    whole = zipped(_files(listed), beside=[("daftar-laporan.xlsx", contents)])
    name = f"laporan-skm-{run.period}{f'-{run.sector.code}' if run.sector else ''}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(whole, content_type="application/zip", headers=headers)


def _run(request: HttpRequest, run_id: int) -> ReportRun:
    runs = ReportRun.objects.visible_to(access_of(request)).filter(unit__isnull=True)
    return get_object_or_404(runs.select_related("sector", "job", "requested_by"), pk=run_id)


def _asked(request: HttpRequest, form: RunForm, periods: Periods) -> HttpResponse | None:
    span, by = periods.chosen(form.cleaned_data["period"]), access_of(request).account
    assert by is not None
    try:
        run = ask_for_reports(span=span, by=by, now=timezone.now(), sector=form.cleaned_data["sector"])
    except RunError as refusal:
        form.add_error(None, refusal.message)
        return None
    return redirect("report_run", run.pk)


def _files(tasks: list[ReportTask]) -> Iterator[StoredFile]:
    for task in tasks:
        if task.report:
            yield task.report.pdf
            yield task.report.workbook


def _header() -> list[str]:
    return [_("Kode"), _("Unit"), _("Keadaan"), _("Versi"), _("Jawaban"), _("IKM"), _("Sebab")]


def _line(task: ReportTask) -> list[Any]:
    made = task.report
    figures = [made.version, made.answer_count, made.index] if made else [None, None, None]
    return [task.unit.code, task.unit.name, task.get_state_display(), *figures, task.reason]
