"""Telling people of reports: whoever asked, whoever gets them by the calendar, and BKPSDM of what failed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import TaskState
from evaluations.models import EvaluationReport, EvaluationReportRun, EvaluationReportTask, Occasion
from evaluations.reporting.subscriptions import recipients
from notifications.outbox import enqueue
from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.models import Account
from people.queries import hr_accounts


@in_city_language()
def tell_of(*, run: EvaluationReportRun, now: datetime) -> None:
    """Tell of what became of a run since people were last told; run twice, it tells once."""
    with transaction.atomic():
        # The run's row: of two workers that reach the end together only one tells.
        held = EvaluationReportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        over = EvaluationReportTask.objects.filter(run=held).to_tell_of()
        tasks = list(over.select_related("report").order_by("pk"))
        if not tasks:
            return
        if held.requested_by_id:
            _answer(held, tasks, now)
        else:
            _deliver(held, tasks, now)
        over.filter(pk__in=[task.pk for task in tasks]).update(told=True)


def _answer(run: EvaluationReportRun, tasks: Sequence[EvaluationReportTask], now: datetime) -> None:
    """Tell whoever asked what came of it."""
    assert run.requested_by is not None
    made = [task.report for task in tasks if task.report]
    if len(made) == len(tasks):
        _tell_made(run.requested_by, run, made, now)
        return
    unmade = next(task for task in tasks if not task.report)
    words = {"title": run.title, "made": len(made), "all": len(tasks), "label": unmade.label, "reason": unmade.reason}
    _tell(
        run.requested_by,
        subject=_("Laporan belum lengkap: %(title)s") % words,
        body=_("%(made)d dari %(all)d laporan dibuat. %(label)s: %(reason)s") % words,
        cause=_cause(run, tasks),
        link=reverse("evaluation_run", args=[run.pk]),
        now=now,
    )


def _deliver(run: EvaluationReportRun, tasks: Sequence[EvaluationReportTask], now: datetime) -> None:
    """Tell everyone who gets one of the reports, and BKPSDM of those that failed."""
    made = [task for task in tasks if task.report]
    found = recipients(occasion=Occasion(run.occasion), tasks=made, day=city_day(now)) if made else {}
    for account, wanted in found.items():
        _tell_made(account, run, [task.report for task in wanted if task.report], now)
    failed = [task for task in tasks if task.state == TaskState.FAILED]
    if not failed:
        return
    words = {"title": run.title, "failed": len(failed), "label": failed[0].label, "reason": failed[0].reason}
    for account in hr_accounts(city_day(now)):
        _tell(
            account,
            subject=_("Laporan belum berhasil dibuat: %(title)s") % words,
            body=_("%(failed)d laporan belum berhasil dibuat. %(label)s: %(reason)s Buat lagi dari halamannya.")
            % words,
            cause=f"{_cause(run, failed)}:failed",
            link=reverse("evaluation_run", args=[run.pk]),
            now=now,
        )


def _tell_made(account: Account, run: EvaluationReportRun, made: Sequence[EvaluationReport], now: datetime) -> None:
    words = {"title": run.title, "label": made[0].label, "count": len(made)}
    one = len(made) == 1
    _tell(
        account,
        subject=(_("Laporan evaluasi siap: %(label)s") if one else _("%(count)d laporan evaluasi siap: %(title)s"))
        % words,
        body=_(
            "Baca di halamannya, atau unduh sebagai PDF dan XLSX. Bila ada versi lebih baru, halaman itu memberi tahu."
        ),
        cause=_cause(run, made),
        link=page_of(made[0]) if one else f"{reverse('evaluation_reports')}?dari={run.pk}",
        now=now,
    )


def page_of(report: EvaluationReport) -> str:
    """The address of a version's page."""
    return reverse("evaluation_report_version", args=[report.scope, report.version])


def _cause(run: EvaluationReportRun, told: Sequence[EvaluationReportTask] | Sequence[EvaluationReport]) -> str:
    """What is told of, and after which job: what was made or failed again only later is told of later."""
    first = told[0]
    return f"evaluation-run:{run.pk}:{run.job_id}:{first._meta.model_name}:{first.pk}"


def _tell(account: Account, *, subject: str, body: str, cause: str, link: str, now: datetime) -> None:
    enqueue(
        to=account,
        kind="evaluation.report",
        subject=subject,
        body=body,
        cause=f"{cause}:{account.pk}",
        link=link,
        now=now,
    )
