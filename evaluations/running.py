"""The estimation with what follows from it; asked for by a person it is a job, made once however often it is asked."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from documents import jobs
from documents.models import Job, JobState
from evaluations.estimating import Report, estimate_impacts
from evaluations.models import ImpactRun
from evaluations.next_year.noise import keep_noise
from pembinaan.base.errors import DomainError
from people.models import Account

KIND: Final = "evaluations.estimate"


class EstimatingError(DomainError):
    """The estimation can't be made now."""


def register() -> None:
    """Tell the worker how this kind of job is done."""
    jobs.does(KIND, work)


def estimate(*, now: datetime, report: Report | None = None) -> ImpactRun | None:
    """Estimate every program, then keep the city's noise on the same months.

    Return the finished run, or None while another worker is at the same data. `report` hears how far it is.
    """
    run = estimate_impacts(now=now, report=report)
    if run is not None:
        keep_noise(run=run)
    return run


def ask_for_estimates(*, by: Account, now: datetime) -> Job:
    """Ask the worker to estimate every program on today's data; while one is asked for or running, that one."""
    with transaction.atomic():
        # Two clicks at once, of one person or two: the second waits here and finds the first one's job.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [KIND])
        known = going_on()
        if known:
            return known
        shown = {jobs.SHOWN_AT: reverse("impact_runs")}
        return jobs.start(kind=KIND, title=_("Menghitung pengaruh pelatihan"), arguments=shown, by=by, now=now)


def going_on() -> Job | None:
    """The job that waits or runs, if there is one."""
    return Job.objects.filter(kind=KIND, state__in=[JobState.WAITING, JobState.RUNNING]).order_by("pk").first()


def work(job: Job, progress: jobs.Progress) -> None:
    """Estimate; the work of the kind of job `KIND`.

    Raises EstimatingError while another worker is at the same data.
    """

    def report(done: int, total: int) -> None:
        progress.report(done=done, total=total)

    if estimate(now=job.sign_of_life_at or job.requested_at, report=report) is None:
        raise EstimatingError(_("Perhitungan dari data yang sama sedang berjalan. Lihat hasilnya sebentar lagi."))
