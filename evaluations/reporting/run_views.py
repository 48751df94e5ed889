"""Asking for reports, watching them being made, mending what failed, fetching them in one file."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.archive import zipped
from documents.models import StoredFile, TaskState
from documents.runs import counts
from evaluations.access import may_read_reports
from evaluations.models import EvaluationReportRun, EvaluationReportTask
from evaluations.reporting.choices import Wish, kinds_for, spans_for, subjects_for, wished
from evaluations.reporting.forms import AskForm
from evaluations.reporting.report_views import readable_scope
from evaluations.reporting.runs import RunError, ask_by_hand, retry_failed
from people.access import Access, access_of, require
from surveys.periods import named_span

PAGE_SIZE = 25
LOOK_AGAIN_SECONDS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_evaluation_report(request: HttpRequest) -> HttpResponse:
    """Choose a kind, then of what and of which days; a POST asks for it."""
    access = access_of(request)
    require(may_read_reports(access))
    kinds = kinds_for(access)
    kind = next((each for each in kinds if each.value == request.GET.get("jenis")), None)
    if kind is None:
        return render(request, "evaluations/reports/kinds.html", {"kinds": kinds})
    subjects, spans = subjects_for(access, kind), spans_for(kind, access.day)
    form = AskForm(request.POST or None, kind=kind, subjects=subjects, spans=spans, initial=request.GET.dict())
    # A year or the city as a whole has no key, a batch no period: what is left open is in the form.
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        span = named_span(given.get("period", ""))
        wish = wished(kind, key=given.get("key", ""), span=span, subjects=dict(subjects), day=access.day)
        answer = _asked(request, access, wish)
        if answer:
            return answer
    context = {"form": form, "kind": kind, "is_empty": not form.fields}
    return render(request, "evaluations/reports/ask.html", context)


@require_POST
def make_evaluation_report(request: HttpRequest, scope: str) -> HttpResponse:
    """Ask for the report of one scope, from its page."""
    access = access_of(request)
    found = readable_scope(access, scope)
    answer = _asked(request, access, Wish(found.code, found.label, [found]))
    return answer or redirect("evaluation_report_versions", found.code)


@require_safe
def evaluation_runs(request: HttpRequest) -> HttpResponse:
    """What was asked for, by hand or by the calendar: BKPSDM sees all, others their own."""
    access = access_of(request)
    require(may_read_reports(access))
    runs = EvaluationReportRun.objects.visible_to(access).select_related("job", "requested_by")
    runs = runs.annotate(**counts("tasks__state")).order_by("-pk")
    page = Paginator(runs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "evaluations/reports/runs.html", {"page": page})


@require_safe
def evaluation_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """How far it is: what is made, what was passed over, what failed and why."""
    run = _run(request, run_id)
    tasks = EvaluationReportTask.objects.filter(run=run)
    of_states = tasks.aggregate(**counts("state"))
    failed_first = Case(When(state=TaskState.FAILED, then=0), default=1)
    listed = tasks.select_related("report").order_by(failed_first, "pk")
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "counts": of_states,
        "over": of_states["total"] - of_states["waiting"],
        "page": page,
        "only": page[0] if of_states["total"] == 1 else None,
    }
    response = render(request, "evaluations/reports/run.html", context)
    if not run.job.is_over:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


@require_POST
def retry_evaluation_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Make again what failed."""
    run, by = _run(request, run_id), access_of(request).account
    assert by is not None
    try:
        retry_failed(run=run, by=by, now=timezone.now())
    except RunError as refusal:
        messages.warning(request, refusal.message)
    return redirect("evaluation_run", run_id)


@require_safe
def evaluation_run_archive(request: HttpRequest, run_id: int) -> StreamingHttpResponse:
    """All that a run has made so far, in one ZIP that is written while it is sent."""
    run = _run(request, run_id)
    tasks = EvaluationReportTask.objects.visible_to(access_of(request)).filter(run=run, report__isnull=False)
    made = tasks.select_related("report__pdf", "report__workbook").order_by("pk")
    headers = {
        "Content-Disposition": f'attachment; filename="laporan-evaluasi-{run.pk}.zip"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(zipped(_files(made)), content_type="application/zip", headers=headers)


def _run(request: HttpRequest, run_id: int) -> EvaluationReportRun:
    access = access_of(request)
    require(may_read_reports(access))
    runs = EvaluationReportRun.objects.visible_to(access).select_related("job", "requested_by")
    return get_object_or_404(runs, pk=run_id)


def _asked(request: HttpRequest, access: Access, wish: Wish) -> HttpResponse | None:
    assert access.account is not None
    try:
        run = ask_by_hand(scopes=wish.scopes, what=wish.what, title=wish.title, by=access.account, now=timezone.now())
    except RunError as refusal:
        messages.warning(request, refusal.message)
        return None
    return redirect("evaluation_run", run.pk)


def _files(tasks: Iterable[EvaluationReportTask]) -> Iterator[StoredFile]:
    for task in tasks:
        if task.report:
            yield task.report.pdf
            yield task.report.workbook
