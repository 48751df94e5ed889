"""Many reports at once: asked for in a request, made by the worker unit by unit, taken up again where it stopped."""

from datetime import datetime
from time import monotonic
from typing import Final

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from documents import jobs
from documents.models import Job, JobState
from pembinaan.base.errors import DomainError
from people.models import Account, Sector, Unit
from surveys.models import ReportRun, ReportTask, ReportTaskState
from surveys.periods import Span, span_of
from surveys.reporting.facts import NothingToReportError
from surveys.reporting.making import make_report

log = structlog.get_logger(__name__)
KIND: Final = "surveys.reports"
TRIES: Final = 3
SECONDS_A_JOB: Final = 100  # five jobs at most in one task, which has ten minutes
LONGEST_REASON: Final = 300


class RunError(DomainError):
    """The reports can't be asked for."""


def register() -> None:
    """Say how the worker makes reports."""
    jobs.does(KIND, work)


def ask_for_reports(
    *, span: Span, by: Account, now: datetime, unit: Unit | None = None, sector: Sector | None = None
) -> ReportRun:
    """Ask for the reports of one unit, of a sector, or of all units; a run that still goes on is returned as it is."""
    with transaction.atomic():
        units = _units(span, unit, sector)
        if not units:
            raise RunError(_("Tidak ada unit yang melayani masyarakat pada periode ini. Pilih periode lain."))
        going_on = ReportRun.objects.filter(period=span.code, unit=unit, sector=sector)
        known = going_on.filter(job__state__in=[JobState.WAITING, JobState.RUNNING]).order_by("-pk").first()
        if known:
            return known
        job = jobs.start(kind=KIND, title=_title(span, unit, sector), arguments={}, by=by, now=now)
        run = ReportRun.objects.create(
            period=span.code, unit=unit, sector=sector, job=job, requested_by=by, requested_at=now
        )
        ReportTask.objects.bulk_create(ReportTask(run=run, unit_id=unit_id) for unit_id in units)
        return run


def retry_failed(*, run: ReportRun, by: Account, now: datetime) -> ReportRun:
    """Make again what failed, or what nobody finished, and only that."""
    with transaction.atomic():
        # The run's row: two clicks at once must not start two jobs for it.
        held = ReportRun.objects.select_for_update(of=("self",)).select_related("job", "unit", "sector").get(pk=run.pk)
        if not held.job.is_over:
            return held
        open_again = held.tasks.exclude(state__in=[ReportTaskState.DONE, ReportTaskState.PASSED_OVER])
        if not open_again.update(state=ReportTaskState.WAITING, reason="", attempts=0):
            raise RunError(_("Semua laporan sudah selesai. Tidak ada yang perlu diulang."))
        title = _title(span_of(held.period), held.unit, held.sector)
        held.job = jobs.start(kind=KIND, title=title, arguments={}, by=by, now=now)
        held.save(update_fields=["job"])
        return held


def work(job: Job, progress: jobs.Progress) -> None:
    """Make the reports of the job's run that nobody has made yet; the work of the kind of job `KIND`.

    After a while it leaves the rest to a job of its own, so that the worker's time is shared and never runs out.
    """
    run = ReportRun.objects.filter(job=job).first()
    if run is None:
        return  # another job has taken the run over
    total, until = run.tasks.count(), monotonic() + SECONDS_A_JOB
    now = job.sign_of_life_at or job.requested_at
    while monotonic() < until:
        task = _next_of(run)
        if task is None:
            return
        _make(task, by=job.started_by, now=now)
        done = run.tasks.exclude(state=ReportTaskState.WAITING).count()
        progress.report(done=done, total=total, message=task.unit.name)
    _go_on(run, job, now)


def _go_on(run: ReportRun, job: Job, now: datetime) -> None:
    with transaction.atomic():
        further = jobs.start(kind=KIND, title=job.title, arguments={}, by=run.requested_by, now=now)
        # Conditional: a job that was taken up twice hands the rest on once.
        if not ReportRun.objects.filter(pk=run.pk, job=job).update(job=further):
            transaction.set_rollback(True)


def _units(span: Span, unit: Unit | None, sector: Sector | None) -> list[int]:
    """The units that a run is of: those that serve the public and existed in the period."""
    if unit:
        return [unit.pk]
    units = Unit.objects.without_tree_fields().filter(starts_on__lte=span.last, sector__serves_public=True)
    units = units.exclude(ends_on__lt=span.first)
    if sector:
        units = units.filter(sector=sector)
    return list(units.order_by("name", "pk").values_list("pk", flat=True))


def _title(span: Span, unit: Unit | None, sector: Sector | None) -> str:
    whole = _("semua unit")
    return f"{_('Laporan SKM')} {span.label} · {unit or sector or whole}"[:200]


def _next_of(run: ReportRun) -> ReportTask | None:
    """The next unit of the run, marked as tried; None when none waits that another worker doesn't hold.

    What was tried least comes first, so that a unit whose report kills its worker holds nobody else up.
    """
    with transaction.atomic():
        waiting = ReportTask.objects.filter(run=run, state=ReportTaskState.WAITING).order_by("attempts", "pk")
        # SKIP LOCKED: the report that another worker makes right now is its.
        task = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("run", "unit__sector").first()
        if task:
            task.attempts += 1
            task.save(update_fields=["attempts"])
    return task


def _make(task: ReportTask, *, by: Account | None, now: datetime) -> None:
    try:
        if task.attempts > TRIES:
            raise RunError(_("Pembuatan laporan ini berulang kali terputus. Hubungi pengelola."))
        _make_held(task, by, now)
    except NothingToReportError as refusal:
        _end(task, ReportTaskState.PASSED_OVER, refusal.message)
    except DomainError as refusal:
        _end(task, ReportTaskState.FAILED, refusal.message)
    except Exception:  # one broken report must not stop the others
        log.exception("report_failed", unit=task.unit.code, run_id=task.run_id)
        _end(task, ReportTaskState.FAILED, _("Terhenti karena gangguan di sistem. Coba lagi; bila berulang, lapor."))


def _make_held(task: ReportTask, by: Account | None, now: datetime) -> None:
    with transaction.atomic():
        # Held until the report is kept: a second worker passes it over, and a killed one lets go of it at once.
        held = ReportTask.objects.filter(pk=task.pk, state=ReportTaskState.WAITING)
        if held.select_for_update(skip_locked=True).first() is None:
            return
        report = make_report(unit=task.unit, span=span_of(task.run.period), by=by, now=now)
        held.update(state=ReportTaskState.DONE, report=report)


def _end(task: ReportTask, state: ReportTaskState, reason: str) -> None:
    # Conditional: what another worker has ended meanwhile stays.
    waiting = ReportTask.objects.filter(pk=task.pk, state=ReportTaskState.WAITING)
    waiting.update(state=state, reason=reason[:LONGEST_REASON])
