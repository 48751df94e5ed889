"""What the database refuses about reports."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from documents.files import store
from documents.models import Job
from surveys.models import ReportLayout, ReportRun, ReportTask, UnitReport
from tests.cast import Cast

AT = datetime(2026, 4, 2, 3, tzinfo=UTC)


def make_report(cast: Cast, **fields: Any) -> UnitReport:
    file = store(name="a.pdf", content_type="application/pdf", content=b"a", now=AT)
    values = {"period": "2026Q1", "version": 1, "digest": "a" * 64, "answer_count": 12, "index": "80.00", **fields}
    return UnitReport.objects.create(unit=cast.unit, pdf=file, workbook=file, made_at=AT, **values)


def make_run(cast: Cast, **fields: Any) -> ReportRun:
    job = Job.objects.create(kind="surveys.reports", title="x", requested_at=AT)
    return ReportRun.objects.create(period="2026Q1", job=job, requested_by=cast.hr, requested_at=AT, **fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"digest": "b" * 64}, "unit_report_version_once"),
        ({"version": 2}, "unit_report_content_once"),
        ({"version": 2, "digest": "B" * 64}, "unit_report_has_digest"),
        ({"version": 0, "digest": "b" * 64}, "unit_report_version_from_one"),
    ],
)
def test_a_report_that_is_there_already_or_without_its_marks_is_refused(
    cast: Cast, fields: dict[str, Any], constraint: str
) -> None:
    make_report(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_report(cast, **fields)


def test_a_report_is_kept_as_it_was_made(cast: Cast) -> None:
    report = make_report(cast)
    for change in (lambda: UnitReport.objects.update(index="90.00"), report.delete):
        with pytest.raises(DatabaseError, match="unit_report_kept"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "done"},
        {"state": "failed"},
        {"state": "passed_over"},
        {"state": "waiting", "reason": "x"},
        {"state": "lost"},
    ],
)
def test_a_task_in_no_state_is_refused(cast: Cast, fields: dict[str, Any]) -> None:
    run = make_run(cast)
    with pytest.raises(IntegrityError, match="report_task_state_has_its_columns"), transaction.atomic():
        ReportTask.objects.create(run=run, unit=cast.unit, **fields)


def test_a_unit_is_in_a_run_once(cast: Cast) -> None:
    run = make_run(cast)
    ReportTask.objects.create(run=run, unit=cast.unit)
    with pytest.raises(IntegrityError, match="report_task_unit_once"), transaction.atomic():
        ReportTask.objects.create(run=run, unit=cast.unit)


def test_a_run_is_of_a_unit_or_a_sector(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="report_run_unit_or_sector"), transaction.atomic():
        make_run(cast, unit=cast.unit, sector=cast.unit.sector)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"chapters": ["introduction", "collection", "results", "analysis"]}, "report_layout_has_every_chapter"),
        ({"chapters": ["introduction"] * 5}, "report_layout_has_every_chapter"),
        ({"element_numbering": "alphabet"}, "report_layout_known_numbering"),
        ({"recap_rows": 5001}, "report_layout_lengths_bounded"),
        ({"comment_samples": 51}, "report_layout_lengths_bounded"),
        ({"ends_on": date(2025, 1, 1)}, "report_layout_dates_in_order"),
    ],
)
def test_a_layout_that_no_report_could_have_is_refused(db: None, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises((IntegrityError, ValidationError), match=constraint), transaction.atomic():
        ReportLayout.objects.create(starts_on=date(2026, 1, 1), **fields)


def test_two_layouts_never_share_a_day(db: None) -> None:
    ReportLayout.objects.create(starts_on=date(2026, 1, 1))
    with pytest.raises(IntegrityError, match="report_layout_one_at_a_time"), transaction.atomic():
        ReportLayout.objects.create(starts_on=date(2026, 5, 1))
