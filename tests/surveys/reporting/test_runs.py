"""Many reports at once: each made once, whatever happens to the workers."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from documents import jobs
from documents.models import Job, StoredFile
from people.models import Unit
from surveys.models import ReportRun, ReportTask, UnitReport
from surveys.periods import span_of
from surveys.reporting import making, runs
from surveys.reporting.runs import RunError, ask_for_reports, retry_failed
from tests.cast import Cast, assemble
from tests.factories.people import make_unit
from tests.parallel import run_in_parallel
from tests.surveys.reporting.made import answer

Q1 = span_of("2026Q1")
NOW = datetime(2026, 4, 2, 3, tzinfo=UTC)
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


def states(run: ReportRun) -> Counter[str]:
    return Counter(run.tasks.values_list("state", flat=True))


def units_with_answers(cast: Cast, many: int) -> list[Unit]:
    units = [make_unit(f"Puskesmas {place}", code=f"P{place}", parent=cast.agency) for place in range(many)]
    for unit in units:
        answer(unit)
    return units


def test_all_units_of_the_public_are_made_and_those_without_answers_are_passed_over(cast: Cast) -> None:
    answer(cast.unit)
    run = ask_for_reports(span=Q1, by=cast.hr, now=NOW)
    assert jobs.run_waiting(now=NOW) == 1
    outcomes = {task.unit.name: (task.state, task.reason) for task in run.tasks.select_related("unit")}
    assert outcomes == {
        "UPTD Puskesmas Sei Jang": ("done", ""),
        "Dinas Kesehatan": ("passed_over", "Belum ada jawaban pada periode ini."),
        "Dinas Perhubungan": ("passed_over", "Belum ada jawaban pada periode ini."),
    }
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 3, 3)


def test_a_run_of_a_sector_or_a_unit_has_only_those(cast: Cast) -> None:
    of_sector = ask_for_reports(span=Q1, by=cast.hr, now=NOW, sector=cast.other_unit.sector)
    of_unit = ask_for_reports(span=Q1, by=cast.officer, now=NOW, unit=cast.unit)
    assert [task.unit for task in of_sector.tasks.all()] == [cast.other_unit]
    assert [task.unit for task in of_unit.tasks.all()] == [cast.unit]


def test_asked_twice_the_run_that_goes_on_is_the_same(cast: Cast) -> None:
    first = ask_for_reports(span=Q1, by=cast.hr, now=NOW)
    assert ask_for_reports(span=Q1, by=cast.hr, now=NOW) == first
    jobs.run_waiting(now=NOW)
    assert ask_for_reports(span=Q1, by=cast.hr, now=NOW) != first


def test_units_that_did_not_exist_in_the_period_are_not_asked_for(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.other_unit.pk).update(ends_on="2025-12-31")
    run = ask_for_reports(span=Q1, by=cast.hr, now=NOW)
    assert cast.other_unit.pk not in run.tasks.values_list("unit", flat=True)


def test_a_unit_that_fails_is_named_with_its_reason_and_made_alone_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = units_with_answers(cast, 2)
    paper_of = making.paper_of

    def broken(facts, *rest):
        if facts.unit == units[0]:
            raise OSError("disk full")
        return paper_of(facts, *rest)

    monkeypatch.setattr(making, "paper_of", broken)
    run = ask_for_reports(span=Q1, by=cast.hr, now=NOW)
    jobs.run_waiting(now=NOW)
    failed = run.tasks.get(state="failed")
    assert (failed.unit, failed.reason) == (
        units[0],
        "Terhenti karena gangguan di sistem. Coba lagi; bila berulang, lapor.",
    )
    assert states(run) == {"done": 1, "failed": 1, "passed_over": 3}
    monkeypatch.setattr(making, "paper_of", paper_of)
    retry_failed(run=run, by=cast.hr, now=NOW)
    assert states(run) == {"done": 1, "waiting": 1, "passed_over": 3}
    jobs.run_waiting(now=NOW)
    assert states(run) == {"done": 2, "passed_over": 3}
    assert sorted(UnitReport.objects.values_list("version", flat=True)) == [1, 1]


def test_when_all_is_done_there_is_nothing_to_repeat(cast: Cast) -> None:
    answer(cast.unit)
    run = ask_for_reports(span=Q1, by=cast.hr, now=NOW, unit=cast.unit)
    assert retry_failed(run=run, by=cast.hr, now=NOW).job == run.job  # still waiting: nothing changes
    jobs.run_waiting(now=NOW)
    with pytest.raises(RunError, match="Semua laporan sudah selesai"):
        retry_failed(run=run, by=cast.hr, now=NOW)


def test_a_job_that_takes_long_leaves_the_rest_to_another(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    units_with_answers(cast, 2)
    monkeypatch.setattr("documents.runs.SECONDS_A_JOB", 0)
    run = ask_for_reports(span=Q1, by=cast.hr, now=NOW)
    jobs.run_waiting(now=NOW, limit=1)
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["done", "waiting"]
    monkeypatch.setattr("documents.runs.SECONDS_A_JOB", 100)
    jobs.run_waiting(now=NOW, limit=1)
    run.refresh_from_db()
    assert (states(run)["done"], run.job.state) == (2, "done")


def test_a_report_that_kills_its_worker_is_given_up_after_three_tries(cast: Cast) -> None:
    answer(cast.unit)
    run = ask_for_reports(span=Q1, by=cast.hr, now=NOW, unit=cast.unit)
    run.tasks.update(attempts=3)
    jobs.run_waiting(now=NOW)
    assert run.tasks.get().reason == "Pembuatan laporan ini berulang kali terputus. Hubungi pengelola."


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_s_run_is_finished_by_another_and_nothing_is_made_twice() -> None:
    cast = assemble()
    units = units_with_answers(cast, 4)
    run = ask_for_reports(span=Q1, by=cast.hr, now=timezone.now())
    environment = {**os.environ, "DATABASE_URL": _database(), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-W", "ignore", "-c", WORKER]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        while _made() < 2:
            assert worker.stdout.readline()
            worker.stdin.write("\n")
            worker.stdin.flush()
        worker.kill()
    # Whatever it had in hand when it died came to nothing; what it had kept stays as it is.
    before = dict(UnitReport.objects.values_list("unit", "pdf"))
    assert 2 <= len(before) < 4
    files = StoredFile.objects.count()
    later = timezone.now() + timedelta(minutes=11)
    assert jobs.run_waiting(now=later) == 1
    assert states(run) == {"done": 4, "passed_over": 3}
    after = dict(UnitReport.objects.values_list("unit", "pdf"))
    assert set(after) == {unit.pk for unit in units}
    assert before.items() <= after.items()
    assert StoredFile.objects.count() == files + 2 * (4 - len(before))


def _made() -> int:
    return UnitReport.objects.count()


def _database() -> str:
    there = settings.DATABASES["default"]
    name = connection.settings_dict["NAME"]
    return f"postgres://{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT']}/{name}"


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_workers_of_one_run_never_make_the_same_report() -> None:
    cast = assemble()
    units_with_answers(cast, 4)
    run = ask_for_reports(span=Q1, by=cast.hr, now=timezone.now())
    rendered = _rendered_by_three(run)
    assert sorted(rendered) == sorted(set(rendered))
    assert states(run) == {"done": 4, "passed_over": 3}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_without_its_locks_the_same_report_is_made_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the rows are not held and the unit's lock is another one each time."""
    cast = assemble()
    units_with_answers(cast, 1)
    run = ask_for_reports(span=Q1, by=cast.hr, now=timezone.now())
    monkeypatch.setattr("django.db.models.QuerySet.select_for_update", lambda self, **options: self)
    numbers = iter(range(10_000_000, 20_000_000))
    monkeypatch.setattr(making, "_hold", lambda unit: next(numbers))
    rendered = _rendered_by_three(run)
    assert len(rendered) > len(set(rendered))


def _rendered_by_three(run: ReportRun) -> list[str]:
    """Three workers at once on one run; the units whose papers were rendered, as often as they were."""
    rendered: list[str] = []
    paper_of, job = making.paper_of, run.job
    Job.objects.filter(pk=job.pk).update(state="running")

    def counted(facts, *rest):
        rendered.append(facts.unit.code)
        return paper_of(facts, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "paper_of", counted)
        run_in_parallel(3, lambda n: runs.work(job, jobs.Progress(job)))
    assert ReportTask.objects.filter(run=run, state="waiting").count() == 0
    return rendered
