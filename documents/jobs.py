"""Long work: asked for in a request, done by the worker, watched on a page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from documents.models import Job, JobState, StoredFile
from documents.models.jobs import TRIES
from pembinaan.base.errors import DomainError
from pembinaan.base.wake import wake_on_commit
from people.models import Account

log = structlog.get_logger(__name__)
TASK = "documents.tasks.run_jobs"
# The argument that names the page on which to see what came out, for work that leaves no file.
SHOWN_AT = "shown_at"


class JobError(DomainError):
    """The job cannot be started or retried."""


class Progress:
    """What a running job tells its readers; each report is also its sign of life."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def report(self, *, done: int, total: int, message: str = "") -> None:
        """Say how far the work is. Seen at once when the work's own transactions are short."""
        Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING).update(
            done=min(done, total), total=total, message=message[:300], sign_of_life_at=Now()
        )


Work = Callable[[Job, Progress], StoredFile | None]
_works: dict[str, Work] = {}


def does(kind: str, work: Work) -> None:
    """Register the work of a kind of job, at start-up. It bears being run again from the start.

    Its DomainError is shown to the person as it stands.
    """
    _works[kind] = work


def start(*, kind: str, title: str, arguments: dict[str, Any], by: Account | None, now: datetime) -> Job:
    """Ask for a job (`by` nobody when the calendar asks); the worker takes it after the commit."""
    if kind not in _works:
        raise JobError(_("Pekerjaan ini tidak dikenal. Muat ulang halaman lalu coba lagi."))
    with transaction.atomic():
        job = Job.objects.create(kind=kind, title=title, arguments=arguments, started_by=by, requested_at=now)
        wake_on_commit(TASK)
    return job


def retry(*, job: Job, now: datetime) -> Job:
    """Put a job that failed back in the queue."""
    with transaction.atomic():
        # Conditional update: two clicks at once must not queue the same job twice.
        changed = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
            state=JobState.WAITING,
            failure="",
            finished_at=None,
            done=0,
            total=0,
            message="",
            attempts=0,
            requested_at=now,
        )
        if not changed:
            raise JobError(_("Hanya pekerjaan yang belum berhasil dapat diulang."))
        wake_on_commit(TASK)
    job.refresh_from_db()
    return job


def run_waiting(*, now: datetime, limit: int = 5) -> int:
    """Run the jobs that wait, oldest first; those whose worker died are put back first. Return how many ran."""
    _revive(now)
    ran = 0
    while ran < limit and (job := _claim_next(now)) is not None:
        _run(job)
        ran += 1
    return ran


def _revive(now: datetime) -> None:
    silent = Job.objects.silent(now)
    silent.filter(attempts__lt=TRIES).update(state=JobState.WAITING, message=_("Dimulai lagi setelah terputus."))
    # What killed its worker three times would kill it for ever.
    sentence = _("Pekerjaan berulang kali terputus. Hubungi pengelola sebelum mencoba lagi.")
    silent.update(state=JobState.FAILED, failure=sentence, finished_at=now)


def _claim_next(now: datetime) -> Job | None:
    with transaction.atomic():
        waiting = Job.objects.filter(state=JobState.WAITING).order_by("requested_at", "pk")
        # SKIP LOCKED: two workers at once must not run the same job.
        job = waiting.select_for_update(skip_locked=True).first()
        if job is not None:
            job.state, job.sign_of_life_at = JobState.RUNNING, now
            job.attempts += 1
            job.save(update_fields=["state", "sign_of_life_at", "attempts"])
    return job


def _run(job: Job) -> None:
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    try:
        result = _works[job.kind](job, Progress(job))
    except DomainError as refusal:
        running.update(state=JobState.FAILED, failure=refusal.message, finished_at=Now())
    except Exception:  # one broken job must not stop the others
        log.exception("job_failed", kind=job.kind, job_id=job.pk)
        sentence = _("Pekerjaan terhenti karena gangguan di sistem. Coba lagi; bila berulang, hubungi pengelola.")
        running.update(state=JobState.FAILED, failure=sentence, finished_at=Now())
    else:
        running.update(
            state=JobState.DONE,
            result=result,
            done=F("total"),
            sign_of_life_at=Now(),
            finished_at=Now(),
            message="",
        )
