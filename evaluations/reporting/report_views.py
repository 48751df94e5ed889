"""Reports that were made: the list, one with its versions, its files."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.files import download
from documents.models import TaskState
from documents.spreadsheets import filters_of
from evaluations.access import may_read_report, may_read_reports
from evaluations.models import EvaluationReport, EvaluationReportRun, Occasion, ReportSubscription
from evaluations.reporting.choices import kinds_for
from evaluations.reporting.scopes import Scope, scope_of
from evaluations.reporting.subscriptions import OF_ONE
from people.access import Access, access_of, require

PAGE_SIZE = 25
FILES = {"pdf": "pdf", "xlsx": "workbook"}


@require_safe
def evaluation_reports(request: HttpRequest) -> HttpResponse:
    """The newest version of every report that the visitor may read, by kind, words and the run that made them."""
    access = access_of(request)
    require(may_read_reports(access))
    reports = _chosen(request, EvaluationReport.objects.visible_to(access).newest())
    page = Paginator(reports.select_related("pdf", "workbook"), PAGE_SIZE).get_page(request.GET.get("page"))
    unmade = EvaluationReportRun.objects.visible_to(access).filter(tasks__state=TaskState.FAILED).distinct()
    context = {
        "page": page,
        "query": filters_of(request),
        "kinds": kinds_for(access),
        "kind": request.GET.get("jenis", ""),
        "words": request.GET.get("cari", ""),
        "unmade": unmade.count(),
        "going_on": EvaluationReportRun.objects.visible_to(access).going_on().count(),
    }
    return render(request, "evaluations/reports/reports.html", context)


@require_safe
def evaluation_report_versions(request: HttpRequest, scope: str, version: int | None = None) -> HttpResponse:
    """A report's versions: the one asked for, or the newest, with its files, and all others."""
    access = access_of(request)
    found = readable_scope(access, scope)
    versions = EvaluationReport.objects.visible_to(access).of(found).select_related("pdf", "workbook", "made_by")
    page = Paginator(versions, PAGE_SIZE).get_page(request.GET.get("page"))
    latest = versions.first()
    report = get_object_or_404(versions, version=version) if version else latest
    context = {
        "scope": found,
        "report": report,
        "latest": latest,
        "page": page,
        "may_subscribe": found.kind in OF_ONE,
        "is_sent": _is_sent(access, found),
    }
    return render(request, "evaluations/reports/report.html", context)


@require_safe
def evaluation_report_file(request: HttpRequest, scope: str, version: int, ending: str) -> FileResponse:
    """One version as PDF or workbook."""
    access = access_of(request)
    found = readable_scope(access, scope)
    if ending not in FILES:
        raise Http404
    versions = EvaluationReport.objects.visible_to(access).of(found).select_related(FILES[ending])
    return download(getattr(get_object_or_404(versions, version=version), FILES[ending]))


def readable_scope(access: Access, code: str) -> Scope:
    """The scope of an address; 403 for those who may not read it, 404 where there is none."""
    require(may_read_reports(access))
    found = scope_of(code)
    if found is None:
        raise Http404
    require(may_read_report(access, found))
    return found


def _chosen(request: HttpRequest, reports: QuerySet[EvaluationReport]) -> QuerySet[EvaluationReport]:
    kind, words, run = (request.GET.get(name, "").strip() for name in ("jenis", "cari", "dari"))
    if kind:
        reports = reports.filter(kind=kind)
    if words:
        reports = reports.filter(label__icontains=words)
    if run.isdecimal() and len(run) < 18:
        made = EvaluationReportRun.objects.filter(pk=int(run)).values("tasks__report__scope")
        reports = reports.filter(scope__in=made)
    return reports.order_by("-made_at", "-pk")


def _is_sent(access: Access, scope: Scope) -> bool:
    """Whether the visitor has chosen to be sent this one at the end of each year."""
    mine = ReportSubscription.objects.filter(account=access.account, kind=scope.kind, key=scope.key, wanted=True)
    return mine.filter(occasion=Occasion.YEAR).exists()
