"""Reports are asked for once, made once, and what failed says why and can be made again."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from documents import jobs
from documents.models import Job
from evaluations.models import EvaluationReport, EvaluationReportRun, Occasion
from evaluations.reporting import making
from evaluations.reporting.runs import RunError, ask, ask_by_hand, retry_failed, take_up_again
from evaluations.reporting.scopes import Scope, ScopeKind, of_batch, of_year
from notifications.models import Message
from people.models import Account
from tests.cast import Cast, assemble
from tests.evaluations.reporting.made import AT, ran, scope_about
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
# A worker that tells of every report it has kept, and waits for leave to go on.
WORKER = """
import sys, django
django.setup()
from django.utils import timezone
from documents import jobs
said = jobs.Progress.report
def report(self, **values):
    said(self, **values)
    print(values["done"], flush=True)
    sys.stdin.readline()
jobs.Progress.report = report
jobs.run_waiting(now=timezone.now())
"""


def by_hand(by: Account, *scopes: Scope, what: str = "sesuatu") -> EvaluationReportRun:
    return ask_by_hand(scopes=scopes, what=what, title="Laporan tahun 2026", by=by, now=AT)


def outcomes(run: EvaluationReportRun) -> Counter[str]:
    return Counter(run.tasks.values_list("state", flat=True))


def test_what_has_something_to_tell_is_made_and_the_rest_passed_over_with_the_reason(cast: Cast) -> None:
    ran(cast.unit)
    run = by_hand(cast.hr, of_year(2026), scope_about(ScopeKind.UNIT, "114"))
    assert jobs.run_waiting(now=AT) == 1
    assert outcomes(run) == {"done": 1, "passed_over": 1}
    assert run.tasks.get(state="done").report == EvaluationReport.objects.get()
    assert run.tasks.get(state="passed_over").reason


def test_while_a_wish_is_being_fulfilled_the_same_wish_is_that_run(cast: Cast) -> None:
    ran(cast.unit)
    first = by_hand(cast.hr, of_year(2026))
    assert by_hand(cast.hr, of_year(2026)) == first
    assert by_hand(cast.leader, of_year(2026)) != first
    jobs.run_waiting(now=AT)
    again = by_hand(cast.hr, of_year(2026))
    assert again != first
    jobs.run_waiting(now=AT)
    assert EvaluationReport.objects.count() == 1


def test_nothing_cannot_be_asked_for(cast: Cast) -> None:
    with pytest.raises(RunError, match="Belum ada yang dapat dilaporkan"):
        by_hand(cast.hr)


def test_what_failed_says_why_and_alone_is_made_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    scopes = [of_batch(ran(unit)) for unit in (cast.unit, cast.other_unit)]
    paper_of = making.paper_of

    def broken(facts, **rest):
        if facts.scope == scopes[0]:
            raise OSError("disk full")
        return paper_of(facts, **rest)

    monkeypatch.setattr(making, "paper_of", broken)
    run = by_hand(cast.hr, *scopes)
    jobs.run_waiting(now=AT)
    failed = run.tasks.get(state="failed")
    assert failed.scope == scopes[0].code
    assert failed.reason == "Terhenti karena gangguan di sistem. Coba lagi; bila berulang, lapor."
    monkeypatch.setattr(making, "paper_of", paper_of)
    retry_failed(run=run, by=cast.hr, now=AT)
    assert outcomes(run) == {"done": 1, "waiting": 1}
    jobs.run_waiting(now=AT)
    assert outcomes(run) == {"done": 2}
    assert sorted(EvaluationReport.objects.values_list("version", flat=True)) == [1, 1]
    with pytest.raises(RunError, match="Tidak ada yang perlu diulang"):
        retry_failed(run=EvaluationReportRun.objects.get(), by=cast.hr, now=AT)


def test_a_run_that_broke_off_is_gone_on_with_and_gives_no_report_more_tries(cast: Cast) -> None:
    run = by_hand(cast.hr, of_batch(ran(cast.unit)), of_batch(ran(cast.other_unit)))
    Job.objects.update(state="failed", failure="Terputus.", finished_at=AT)
    first = run.tasks.order_by("pk")[0]
    run.tasks.filter(pk=first.pk).update(attempts=3)
    assert take_up_again(now=AT) == 1
    assert take_up_again(now=AT) == 0
    jobs.run_waiting(now=AT)
    assert outcomes(run) == {"done": 1, "failed": 1}
    assert "berulang kali terputus" in run.tasks.get(state="failed").reason


def test_a_report_whose_worker_died_after_another_ended_the_job_is_still_made(cast: Cast) -> None:
    run = by_hand(cast.hr, of_batch(ran(cast.unit)))
    Job.objects.update(state="done", finished_at=AT)
    assert take_up_again(now=AT) == 1
    jobs.run_waiting(now=AT)
    assert outcomes(run) == {"done": 1}
    assert take_up_again(now=AT) == 0


def test_what_is_gone_meanwhile_fails_with_its_name(cast: Cast) -> None:
    run = by_hand(cast.hr, Scope(ScopeKind.UNIT, "999", AT.date(), AT.date(), "Dinas yang dihapus"))
    jobs.run_waiting(now=AT)
    assert "Dinas yang dihapus" in run.tasks.get(state="failed").reason


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_the_calendar_s_question_asked_by_three_workers_at_once_is_one_run() -> None:
    assert assemble()
    wanted = {"scopes": [of_year(2026)], "title": "Tahun", "occasion": Occasion.YEAR, "by": None, "now": AT}
    assert run_in_parallel(3, lambda n: ask(cause="year:2026", **wanted)) == []
    assert (EvaluationReportRun.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_asked_for_without_a_common_cause_it_is_asked_for_as_often_as_there_are_workers() -> None:
    """The negative control: nothing but the cause holds them apart."""
    assert assemble()
    wanted = {"scopes": [of_year(2026)], "title": "Tahun", "occasion": Occasion.YEAR, "by": None, "now": AT}
    assert run_in_parallel(3, lambda n: ask(cause=f"year:2026:{n}", **wanted)) == []
    assert EvaluationReportRun.objects.count() == 3


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_s_run_is_finished_by_another_and_nothing_is_made_or_told_twice() -> None:
    cast = assemble()
    scopes = [of_batch(ran(unit)) for unit in (cast.unit, cast.other_unit, cast.agency)]
    run = by_hand(cast.hr, *scopes)
    environment = {**os.environ, "DATABASE_URL": _database(), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-W", "ignore", "-c", WORKER]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline()  # one is kept; the worker waits for leave, and dies
        worker.kill()
    before = dict(EvaluationReport.objects.values_list("scope", "pdf"))
    assert len(before) == 1
    assert jobs.run_waiting(now=timezone.now() + timedelta(minutes=11)) == 1
    assert outcomes(run) == {"done": 3}
    after = dict(EvaluationReport.objects.values_list("scope", "pdf"))
    assert set(after) == {scope.code for scope in scopes}
    assert before.items() <= after.items()
    assert Message.objects.filter(to=cast.hr, kind="evaluation.report").count() == 1


def _database() -> str:
    there = settings.DATABASES["default"]
    name = connection.settings_dict["NAME"]
    return f"postgres://{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT']}/{name}"
