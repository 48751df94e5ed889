"""Many reports at once: asked for by somebody or by the calendar, made by the worker one by one, told of when over."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from documents import jobs
from documents.models import Job, JobState, TaskState
from documents.runs import hand_on, open_again, work_through
from evaluations.models import EvaluationReport, EvaluationReportRun, EvaluationReportTask, Occasion
from evaluations.models.reports import about
from evaluations.reporting.delivery import tell_of
from evaluations.reporting.facts import NothingToReportError
from evaluations.reporting.making import make_report
from evaluations.reporting.scopes import Scope, scope_of
from pembinaan.base.constraints import violated_name
from pembinaan.base.errors import DomainError
from people.models import Account

KIND: Final = "evaluations.reports"
CAUSE_ONCE: Final = "evaluation_run_cause_once"


class RunError(DomainError):
    """The reports can't be asked for."""


def register() -> None:
    """Say how the worker makes reports."""
    jobs.does(KIND, work)


def ask_by_hand(*, scopes: Sequence[Scope], what: str, title: str, by: Account, now: datetime) -> EvaluationReportRun:
    """Ask for reports, of `what` (a code of at most 100 letters), called `title`.

    While the same person's same wish is being fulfilled that run is returned.
    """
    if not scopes:
        raise RunError(_("Belum ada yang dapat dilaporkan. Pilih jenis atau periode lain."))
    prefix = f"hand:{by.pk}:{what}:"
    mine = EvaluationReportRun.objects.filter(requested_by=by, cause__startswith=prefix)
    known = mine.going_on().order_by("-pk").first()
    if known:
        return known
    # How many were before: of two presses at once the second meets the first one's cause.
    cause = f"{prefix}{mine.count()}"
    return ask(scopes=scopes, title=title, cause=cause, occasion=Occasion.BY_HAND, by=by, now=now)


def ask(
    *, scopes: Iterable[Scope], title: str, cause: str, occasion: Occasion, by: Account | None, now: datetime
) -> EvaluationReportRun:
    """Ask for the reports of `scopes`; asked again for the same `cause`, the first run is returned."""
    try:
        with transaction.atomic():
            job = jobs.start(kind=KIND, title=title[:200], arguments={}, by=by, now=now)
            run = EvaluationReportRun.objects.create(
                occasion=occasion, title=title[:200], cause=cause, job=job, requested_by=by, requested_at=now
            )
            EvaluationReportTask.objects.bulk_create(EvaluationReportTask(run=run, **about(each)) for each in scopes)
            return run
    except IntegrityError as error:
        # Somebody else, or another worker, was first: the unique cause decides.
        if violated_name(error) != CAUSE_ONCE:
            raise
        return EvaluationReportRun.objects.get(cause=cause)


def retry_failed(*, run: EvaluationReportRun, by: Account, now: datetime) -> EvaluationReportRun:
    """Make again what failed, or what nobody finished, and only that."""
    with transaction.atomic():
        # The run's row: two clicks at once must not start two jobs for it.
        held = EvaluationReportRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
        if not held.job.is_over:
            return held
        held.tasks.filter(state=TaskState.FAILED).update(told=False)
        if not open_again(held.tasks.all()):
            raise RunError(_("Semua laporan sudah selesai. Tidak ada yang perlu diulang."))
        held.job = jobs.start(kind=KIND, title=held.title, arguments={}, by=by, now=now)
        held.save(update_fields=["job"])
        return held


def take_up_again(*, now: datetime) -> int:
    """Go on with runs whose job ended while reports still wait; return how many. Each report has three tries.

    A job may also end well before its reports: a second worker that finds the last one held by the first is through,
    and the first may be killed after that.
    """
    over = [JobState.FAILED, JobState.DONE]
    broken = EvaluationReportRun.objects.filter(job__state__in=over, tasks__state=TaskState.WAITING)
    runs = list(broken.distinct().select_related("job").order_by("pk"))
    for run in runs:
        hand_on(held=EvaluationReportRun.objects.filter(pk=run.pk), job=run.job, now=now)
    return len(runs)


def work(job: Job, progress: jobs.Progress) -> None:
    """Make the reports of the job's run that nobody has made yet, then tell who waits for them."""
    run = EvaluationReportRun.objects.filter(job=job)
    going_on = run.first()
    if going_on is None:
        return  # another job has taken the run over
    now, by = job.sign_of_life_at or job.requested_at, going_on.requested_by

    def make(task: EvaluationReportTask) -> EvaluationReport:
        scope = scope_of(task.scope)
        if scope is None:
            raise RunError(_("Yang dilaporkan tidak ada lagi: %(label)s.") % {"label": task.label})
        return make_report(scope=scope, by=by, now=now)

    tasks = EvaluationReportTask.objects.filter(run=going_on)
    if work_through(tasks=tasks, make=make, passing_over=NothingToReportError, progress=progress):
        tell_of(run=going_on, now=now)
    else:
        hand_on(held=run, job=job, now=now)
