"""A unit's reports: make one, watch it being made, fetch it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documents.files import download
from documents.models import TaskState
from surveys.figures import Figure
from surveys.models import ReportRun, ReportTask, UnitReport
from surveys.office.frame import Office, enter, show
from surveys.periods import Span
from surveys.reporting.choices import Periods, periods_to_report
from surveys.reporting.forms import PeriodForm
from surveys.reporting.runs import RunError, ask_for_reports
from surveys.reports import figure

PAGE_SIZE = 25
LOOK_AGAIN_SECONDS = 3
KINDS = {"pdf": "pdf", "xlsx": "workbook"}


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest report of a period, and whether the figures have changed since it was made."""

    report: UnitReport
    now: Figure

    @property
    def has_changed(self) -> bool:
        """Whether a report made now would tell of other figures."""
        return (self.report.answer_count, self.report.index) != (self.now.count, self.now.index)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_reports(request: HttpRequest, unit_code: str) -> HttpResponse:
    """The unit's reports, the newest first; a POST asks for one of the chosen period."""
    office = enter(request, unit_code, writing=request.method == "POST")
    periods = periods_to_report(unit_ids=[office.unit.pk], unit_id=office.unit.pk, day=office.day)
    if request.method == "POST":
        return _asked(request, office, periods)
    span = periods.chosen(request.GET.get("periode", ""))
    task = _last_task(office, span)
    reports = UnitReport.objects.visible_to(office.access).filter(unit=office.unit)
    reports = reports.select_related("pdf", "workbook").order_by("-made_at", "-pk")
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "span": span,
        "offers": periods.offers,
        "task": task,
        "is_going_on": _is_going_on(task),
        "latest": _latest(office, span),
        "page": page,
        "query": f"periode={span.code}",
    }
    response = show(request, office, "surveys/reporting/unit_reports.html", context)
    if context["is_going_on"]:
        response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


@require_safe
def unit_report_file(request: HttpRequest, unit_code: str, period: str, version: int, kind: str) -> FileResponse:
    """One report as PDF or workbook."""
    office = enter(request, unit_code)
    if kind not in KINDS:
        raise Http404
    reports = UnitReport.objects.visible_to(office.access).select_related(KINDS[kind])
    found = get_object_or_404(reports, unit=office.unit, period=period, version=version)
    return download(getattr(found, KINDS[kind]))


def _asked(request: HttpRequest, office: Office, periods: Periods) -> HttpResponse:
    form = PeriodForm(request.POST, spans=[offer.span for offer in periods.offers])
    address = reverse("unit_reports", args=[office.unit.code])
    if not form.is_valid():
        return redirect(address)
    span, by = periods.chosen(form.cleaned_data["period"]), office.access.account
    assert by is not None
    try:
        ask_for_reports(span=span, by=by, now=timezone.now(), unit=office.unit)
    except RunError as refusal:
        messages.warning(request, refusal.message)
    return redirect(f"{address}?periode={span.code}")


def _last_task(office: Office, span: Span) -> ReportTask | None:
    """The unit's own last asking for this period."""
    runs = ReportRun.objects.visible_to(office.access).filter(unit=office.unit, period=span.code)
    tasks = ReportTask.objects.filter(run__in=runs, unit=office.unit).select_related("run__job")
    return tasks.order_by("-pk").first()


def _is_going_on(task: ReportTask | None) -> bool:
    return task is not None and task.state == TaskState.WAITING and not task.run.job.is_over


def _latest(office: Office, span: Span) -> Latest | None:
    reports = UnitReport.objects.visible_to(office.access).filter(unit=office.unit, period=span.code)
    found = reports.select_related("pdf", "workbook").order_by("-version").first()
    if found is None:
        return None
    return Latest(found, figure(unit_ids=[office.unit.pk], first=span.first, last=span.last))
