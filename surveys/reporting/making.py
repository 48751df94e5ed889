"""Making a unit's report: the paper and the workbook, kept as a version, never made twice of the same content."""

from datetime import date, datetime
from typing import Final

from django.db import connection, transaction
from django.utils.formats import date_format

from documents import pdf
from documents.files import store
from documents.models import DocumentKind, StoredFile
from documents.numbers import NumberError, allocate
from documents.spreadsheets import CONTENT_TYPE
from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.models import Account, Unit
from surveys.models import UnitReport
from surveys.periods import Span
from surveys.reporting.facts import Facts, gather
from surveys.reporting.workbook import workbook_of

MAKING_LOCK: Final = 7_202_046  # the first half of an advisory lock; the other half is the unit


@in_city_language()
def make_report(*, unit: Unit, span: Span, by: Account | None, now: datetime) -> UnitReport:
    """Make the unit's report of a period, or return the one that says the same already.

    Raises NothingToReportError while nothing may be shown, ReportError when it can't be made now.
    """
    with transaction.atomic():
        _hold(unit)
        day = city_day(now)
        facts = gather(unit=unit, span=span, day=day)
        of_period = UnitReport.objects.filter(unit=unit, period=span.code)
        known = of_period.filter(digest=facts.digest).first()
        if known:
            return known
        assert facts.figure.index is not None
        version = (of_period.order_by("-version").values_list("version", flat=True).first() or 0) + 1
        number = _number(facts, now)
        return UnitReport.objects.create(
            unit=unit,
            period=span.code,
            version=version,
            digest=facts.digest,
            number=number,
            publication=facts.standing.publication,
            answer_count=facts.figure.count,
            index=facts.figure.index,
            pdf=_kept(facts, version, "pdf", "application/pdf", paper_of(facts, version, number, day), now),
            workbook=_kept(facts, version, "xlsx", CONTENT_TYPE, workbook_of(facts), now),
            made_at=now,
            made_by=by,
        )


def _hold(unit: Unit) -> None:
    """Two makers of one unit's report wait for each other, so that the second one finds it made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [MAKING_LOCK, unit.pk])


def paper_of(facts: Facts, version: int, number: str, day: date) -> bytes:
    """The report as PDF, dated `day`: the same facts, number and day give the same bytes."""
    made_on = date_format(day, "j F Y")
    dated = {"made_on": made_on, "place_and_date": f"{facts.paper['place']}, {made_on}"}
    return pdf.render(template="survey_report", data={**facts.paper, "version": version, "number": number, **dated})


def _number(facts: Facts, now: datetime) -> str:
    """A published report's number: a later version keeps the first one's; a provisional report has none."""
    if not facts.standing.publication:
        return ""
    numbered = UnitReport.objects.filter(unit=facts.unit, period=facts.span.code).exclude(number="")
    known = numbered.order_by("version").values_list("number", flat=True).first()
    if known:
        return known
    try:
        return allocate(kind=DocumentKind.SURVEY_REPORT, unit_code=facts.unit.code, now=now)
    except NumberError:
        # A city without a pattern for reports writes the number by hand.
        return ""


def _kept(facts: Facts, version: int, ending: str, kind: str, content: bytes, now: datetime) -> StoredFile:
    name = f"laporan-skm-{facts.unit.code}-{facts.span.code}-v{version}.{ending}"
    return store(name=name, content_type=kind, content=content, now=now)
