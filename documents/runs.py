"""Runs: long work of many pieces, made one by one, taken up again where it stopped, each piece made once."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any, Final, TypeVar

import structlog
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from documents import jobs
from documents.models import Job, RunTask, TaskState
from pembinaan.base.errors import DomainError

log = structlog.get_logger(__name__)
TRIES: Final = 3
SECONDS_A_JOB: Final = 100  # five jobs at most in one task, which has ten minutes
LONGEST_REASON: Final = 300
Piece = TypeVar("Piece", bound=RunTask)


class BrokenOffError(DomainError):
    """A piece that killed its worker again and again."""


def work_through(
    *,
    tasks: QuerySet[Piece],
    make: Callable[[Piece], Any],
    passing_over: type[DomainError],
    progress: jobs.Progress,
) -> bool:
    """Make the pieces that nobody has made yet, each in a transaction with what `make` keeps; whether all are through.

    A piece for which `make` raises `passing_over` is passed over, one that fails is kept with its reason: neither stops
    the others. After a while it stops and leaves the rest, so that the worker's time is shared and never runs out.
    """
    total, until = tasks.count(), monotonic() + SECONDS_A_JOB
    while monotonic() < until:
        task = _next_of(tasks)
        if task is None:
            return True
        _made(tasks, task, make, passing_over)
        done = tasks.exclude(state=TaskState.WAITING).count()
        progress.report(done=done, total=total, message=str(task))
    return False


def hand_on(*, held: QuerySet[Any], job: Job, now: datetime) -> None:
    """Leave the rest to a job of its own; `held` is the run's row, as long as `job` has it."""
    with transaction.atomic():
        further = jobs.start(kind=job.kind, title=job.title, arguments={}, by=job.started_by, now=now)
        # Conditional: a job that was taken up twice hands the rest on once.
        if not held.filter(job=job).update(job=further):
            transaction.set_rollback(True)


def open_again(tasks: QuerySet[Any]) -> int:
    """Let what failed, or what nobody finished, wait again; return how many."""
    unmade = tasks.exclude(state__in=[TaskState.DONE, TaskState.PASSED_OVER])
    return unmade.update(state=TaskState.WAITING, reason="", attempts=0)


def counts(path: str) -> dict[str, Any]:
    """How many pieces there are, and how many in each state, to aggregate or annotate; `path` leads to the state."""
    states = {str(state): Count(path, filter=Q(**{path: state})) for state in TaskState.values}
    return {"total": Count(path), **states}


def _next_of(tasks: QuerySet[Piece]) -> Piece | None:
    """The next piece of the run, marked as tried; None when none waits that another worker doesn't hold.

    What was tried least comes first, so that a piece that kills its worker holds nobody else up.
    """
    with transaction.atomic():
        waiting = tasks.filter(state=TaskState.WAITING).order_by("attempts", "pk")
        # SKIP LOCKED: the piece that another worker makes right now is its.
        task = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if task:
            task.attempts += 1
            task.save(update_fields=["attempts"])
    return task


def _made(tasks: QuerySet[Piece], task: Piece, make: Callable[[Piece], Any], passing_over: type[DomainError]) -> None:
    try:
        if task.attempts > TRIES:
            raise BrokenOffError(_("Pembuatan laporan ini berulang kali terputus. Hubungi pengelola."))
        _made_held(tasks, task, make)
    except passing_over as refusal:
        _end(tasks, task, TaskState.PASSED_OVER, refusal.message)
    except DomainError as refusal:
        _end(tasks, task, TaskState.FAILED, refusal.message)
    except Exception:  # one broken piece must not stop the others
        log.exception("report_failed", task_id=task.pk, subject=str(task))
        sentence = _("Terhenti karena gangguan di sistem. Coba lagi; bila berulang, lapor.")
        _end(tasks, task, TaskState.FAILED, sentence)


def _made_held(tasks: QuerySet[Piece], task: Piece, make: Callable[[Piece], Any]) -> None:
    with transaction.atomic():
        # Held until the report is kept: a second worker passes it over, and a killed one lets go of it at once.
        held = tasks.select_related(None).filter(pk=task.pk, state=TaskState.WAITING)
        if held.select_for_update(skip_locked=True).first() is None:
            return
        held.update(state=TaskState.DONE, report=make(task))


def _end(tasks: QuerySet[Piece], task: Piece, state: TaskState, reason: str) -> None:
    # Conditional: what another worker has ended meanwhile stays.
    waiting = tasks.filter(pk=task.pk, state=TaskState.WAITING)
    waiting.update(state=state, reason=reason[:LONGEST_REASON])
