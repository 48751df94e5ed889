"""Every rule that the tables of reports keep, broken on purpose."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from documents.models import Job
from evaluations.models import EvaluationReport, EvaluationReportRun, EvaluationReportTask, ReportSubscription
from evaluations.models.reports import about
from evaluations.reporting.scopes import of_year
from tests.cast import Cast
from tests.evaluations.reporting.made import AT, keep_report, keep_run

pytestmark = pytest.mark.django_db
YEAR = of_year(2026)


def refuses(name: str, deed: Any) -> None:
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        deed()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"version": 1, "digest": "b" * 64}, "evaluation_report_version_once"),
        ({"version": 2, "digest": f"{1:064x}"}, "evaluation_report_content_once"),
        ({"version": 2, "digest": "bukan sidik"}, "evaluation_report_has_digest"),
        ({"version": 0}, "evaluation_report_version_from_one"),
        ({"version": 2, "kind": "lain", "scope": "lain.2026.20260101.20261231"}, "evaluation_report_kind_known"),
        ({"version": 2, "key": "2025"}, "evaluation_report_names_its_scope"),
    ],
)
def test_a_report_that_breaks_a_rule_is_refused(fields: dict[str, Any], name: str) -> None:
    keep_report(YEAR)
    refuses(name, lambda: keep_report(YEAR, **{"version": 2, **fields}))


def test_a_kept_report_is_never_changed_or_deleted() -> None:
    made = EvaluationReport.objects.filter(pk=keep_report(YEAR).pk)
    refuses("evaluation_report_kept|Cannot update", lambda: made.update(version=5))
    refuses("evaluation_report_kept|Cannot delete", made.delete)


def test_a_run_has_one_cause_and_only_a_person_asks_by_hand(cast: Cast) -> None:
    run = keep_run(cast.hr)
    fields = {"title": "x", "requested_at": AT, "job": Job.objects.get()}
    runs = EvaluationReportRun.objects
    same = {**fields, "cause": run.cause, "occasion": "month"}
    refuses("evaluation_run_cause_once", lambda: runs.create(**same))
    nobody = {**fields, "cause": "y", "occasion": "hand"}
    refuses("evaluation_run_by_hand_has_somebody", lambda: runs.create(**nobody))
    somebody = {**fields, "cause": "y", "occasion": "year", "requested_by": cast.hr}
    refuses("evaluation_run_by_hand_has_somebody", lambda: runs.create(**somebody))


def test_a_task_names_its_scope_once_and_has_what_its_state_needs(cast: Cast) -> None:
    run = keep_run(cast.hr, failed=[YEAR])
    create = EvaluationReportTask.objects.create
    refuses("evaluation_task_scope_once", lambda: create(run=run, **about(YEAR)))
    other = about(of_year(2025))
    refuses("evaluation_task_state_has_its_columns", lambda: create(run=run, state="done", **other))
    refuses("evaluation_task_names_its_scope", lambda: create(run=run, **{**other, "key": "2024"}))


def test_one_choice_for_each_subject_and_only_what_the_calendar_makes(cast: Cast) -> None:
    fields = {"account": cast.hr, "kind": "kota", "wanted": True, "changed_at": AT}
    create = ReportSubscription.objects.create
    create(occasion="month", **fields)
    refuses("report_subscription_once", lambda: create(occasion="month", **fields))
    refuses("report_subscription_by_calendar", lambda: create(occasion="hand", **fields))
