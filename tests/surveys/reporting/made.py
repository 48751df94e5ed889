"""Reports and runs as rows, and answers that add up to a known figure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from documents.files import store
from documents.models import Job
from people.models import Account, Unit
from surveys.models import ReportRun, ReportTask, UnitReport
from surveys.rollups import fold_all
from tests.factories.surveys import GOOD, make_responses

AT = datetime(2026, 4, 2, 3, tzinfo=UTC)
BEST = [4] * 9


def answer(unit: Unit, *, good: int = 6, best: int = 6, **fields: Any) -> None:
    """Answers whose index is 88.89 ± 7.37 when there are six and six.

    U4 and U7 4.0, U8 3.0, the others 3.5: a mean of 32/9. Own scores 28 and 36: standard deviation 11.605 points of
    the index, standard error 3.350, t(11) = 2.201.
    """
    make_responses(unit, good, GOOD, **fields)
    make_responses(unit, best, BEST, **fields)
    fold_all()


def make_report(unit: Unit, content: bytes = b"laporan", **fields: Any) -> UnitReport:
    """A stored report that nobody rendered."""
    pdf = store(name=f"laporan-{unit.code}.pdf", content_type="application/pdf", content=content, now=AT)
    book = store(name=f"laporan-{unit.code}.xlsx", content_type="application/zip", content=content + b"x", now=AT)
    values = {"period": "2026Q1", "version": 1, "digest": "a" * 64, "answer_count": 12, "index": "88.89", **fields}
    return UnitReport.objects.create(unit=unit, pdf=pdf, workbook=book, made_at=AT, **values)


def make_run(
    by: Account, *, units: Sequence[Unit], report: UnitReport | None = None, state: str = "done", **fields: Any
) -> ReportRun:
    """A run whose job is over; `report` is what it made of every unit."""
    job = Job.objects.create(
        kind="surveys.reports", title="Laporan SKM", requested_at=AT, state="done", finished_at=AT, started_by=by
    )
    run = ReportRun.objects.create(period="2026Q1", job=job, requested_by=by, requested_at=AT, **fields)
    reason = "Coba lagi." if state in ("failed", "passed_over") else ""
    ReportTask.objects.bulk_create(
        ReportTask(run=run, unit=unit, state=state, report=report, reason=reason) for unit in units
    )
    return run
