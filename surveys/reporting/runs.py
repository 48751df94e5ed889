"""Many reports at once: asked for in a request, made by the worker unit by unit, taken up again where it stopped."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from documents import jobs
from documents.models import Job, JobState
from documents.runs import hand_on, open_again, work_through
from pembinaan.base.errors import DomainError
from people.models import Account, Sector, Unit
from surveys.models import ReportRun, ReportTask, UnitReport
from surveys.periods import Span, span_of
from surveys.reporting.facts import NothingToReportError
from surveys.reporting.making import make_report

KIND: Final = "surveys.reports"


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
        if not open_again(held.tasks.all()):
            raise RunError(_("Semua laporan sudah selesai. Tidak ada yang perlu diulang."))
        title = _title(span_of(held.period), held.unit, held.sector)
        held.job = jobs.start(kind=KIND, title=title, arguments={}, by=by, now=now)
        held.save(update_fields=["job"])
        return held


def work(job: Job, progress: jobs.Progress) -> None:
    """Make the reports of the job's run that nobody has made yet; the work of the kind of job `KIND`."""
    run = ReportRun.objects.filter(job=job)
    going_on = run.first()
    if going_on is None:
        return  # another job has taken the run over
    span, now = span_of(going_on.period), job.sign_of_life_at or job.requested_at

    def make(task: ReportTask) -> UnitReport:
        return make_report(unit=task.unit, span=span, by=job.started_by, now=now)

    tasks = ReportTask.objects.filter(run=going_on).select_related("unit__sector")
    if not work_through(tasks=tasks, make=make, passing_over=NothingToReportError, progress=progress):
        hand_on(held=run, job=job, now=now)


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
