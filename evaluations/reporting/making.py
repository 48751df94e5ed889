"""Making a report: the paper and the workbook, kept as a version, never made twice of the same content."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from documents.files import store
from documents.models import StoredFile
from documents.spreadsheets import CONTENT_TYPE
from evaluations.impact.record import code_version
from evaluations.models import EvaluationReport
from evaluations.models.reports import about
from evaluations.reporting.facts import RENDITION, gather
from evaluations.reporting.paper import paper_of
from evaluations.reporting.scopes import Scope
from evaluations.reporting.workbook import workbook_of
from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.models import Account

MAKING_LOCK: Final = 7_202_047  # the first half of an advisory lock; the other half is the scope


@in_city_language()
def make_report(*, scope: Scope, by: Account | None, now: datetime) -> EvaluationReport:
    """Make the report of a scope, or return the version that says the same already; `by` nobody: by the calendar.

    Raises NothingToReportError while there is nothing to tell of.
    """
    with transaction.atomic():
        _hold(scope)
        day = city_day(now)
        facts = gather(scope=scope, day=day)
        of_scope = EvaluationReport.objects.of(scope)
        known = of_scope.filter(digest=facts.digest).first()
        if known:
            return known
        latest = of_scope.first()
        version = latest.version + 1 if latest else 1
        paper = paper_of(facts, version=version, day=day)
        return EvaluationReport.objects.create(
            **about(scope),
            version=version,
            digest=facts.digest,
            code_version=f"{RENDITION} / {code_version()}",
            pdf=_kept(scope, version, "pdf", "application/pdf", paper, now),
            workbook=_kept(scope, version, "xlsx", CONTENT_TYPE, workbook_of(facts), now),
            made_at=now,
            made_by=by,
        )


def _hold(scope: Scope) -> None:
    """Two makers of one scope's report wait for each other, so that the second one finds it made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [MAKING_LOCK, scope.code])


def _kept(scope: Scope, version: int, ending: str, kind: str, content: bytes, now: datetime) -> StoredFile:
    return store(name=f"laporan-evaluasi-{scope.code}-v{version}.{ending}", content_type=kind, content=content, now=now)
