"""Evaluation reports and runs as rows, and batches to report on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from documents.files import store
from documents.models import Job
from evaluations.models import EvaluationReport, EvaluationReportRun, EvaluationReportTask
from evaluations.models.reports import about
from evaluations.reporting.scopes import Scope, ScopeKind, named
from people.models import Account, Unit
from programs.models import Batch, Program
from tests.factories.credentials import make_settled
from tests.factories.people import make_employee

AT = datetime(2026, 4, 2, 3, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def ran(unit: Unit, *, people: int = 2, program: Program | None = None) -> Batch:
    """A closed batch of 23 and 24 March 2026 with so many people of the unit."""
    return make_settled([make_employee(f"Peserta {n}", unit=unit) for n in range(people)], program=program)


def scope_about(kind: ScopeKind, key: str, first: date = FIRST, last: date = LAST) -> Scope:
    """The scope with its name."""
    return named([Scope(kind, key, first, last)])[0]


def keep_report(scope: Scope, version: int = 1, /, **fields: Any) -> EvaluationReport:
    """A stored version that nobody rendered."""
    content = f"{scope.code} {version}".encode()
    pdf = store(name=f"{scope.code}-v{version}.pdf", content_type="application/pdf", content=content, now=AT)
    book = store(name=f"{scope.code}-v{version}.xlsx", content_type="application/zip", content=content + b"x", now=AT)
    digest = f"{version:064x}"
    values = {**about(scope), "version": version, "digest": digest, "code_version": "1", "made_at": AT, **fields}
    return EvaluationReport.objects.create(pdf=pdf, workbook=book, **values)


def keep_run(
    by: Account | None,
    reports: Sequence[EvaluationReport] = (),
    *,
    failed: Sequence[Scope] = (),
    occasion: str = "hand",
    title: str = "Laporan",
) -> EvaluationReportRun:
    """A run whose job is over: what it made, and what failed."""
    job = Job.objects.create(
        kind="evaluations.reports", title=title, requested_at=AT, state="done", finished_at=AT, started_by=by
    )
    run = EvaluationReportRun.objects.create(
        occasion=occasion, title=title, cause=f"test:{job.pk}", job=job, requested_by=by, requested_at=AT
    )
    for made in reports:
        columns = {name: getattr(made, name) for name in ("scope", "kind", "key", "label")}
        EvaluationReportTask.objects.create(run=run, state="done", report=made, **columns)
    for scope in failed:
        EvaluationReportTask.objects.create(run=run, state="failed", reason="Ruang simpan penuh.", **about(scope))
    return run
