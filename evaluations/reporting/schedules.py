"""Reports that the calendar asks for: at the end of a month, of a batch, of a year; each once, also when it is late.

A month or a year is due on the day after its last one. A batch is due fifteen days after it was closed: its reaction
form stays open for fourteen, so that every reaction that will come has come. Opened again and closed again, it is due
again. What a stopped machine missed is asked for once it runs again, if that is no longer ago than three months; older
ones are asked for by hand.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evaluations.models import EvaluationReportRun, Occasion
from evaluations.reaction.asking import OPEN_DAYS
from evaluations.reporting.runs import ask
from evaluations.reporting.scopes import Scope, ScopeKind, named, of_batch, of_city, of_year
from partners.models import Institution
from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.models import Sector, Unit
from programs.models import Batch, BatchState, Program
from surveys.models import PeriodKind
from surveys.periods import Span

BATCH_DAYS: Final = OPEN_DAYS + 1
LATE_DAYS: Final = 92


@dataclass(frozen=True, slots=True)
class Due:
    """What the calendar asks for, and the cause by which it asks once."""

    cause: str
    title: str
    occasion: Occasion
    scopes: Callable[[], list[Scope]]


@in_city_language()
def ask_for_due(*, now: datetime) -> int:
    """Ask for every report that is due on the city's day and was not asked for; return how many runs that makes."""
    dues = {due.cause: due for due in (*_months(city_day(now)), *_years(city_day(now)), *_batches(city_day(now)))}
    known = EvaluationReportRun.objects.filter(cause__in=dues).values_list("cause", flat=True)
    new = [due for cause, due in dues.items() if cause not in set(known)]
    for due in new:
        # Its unique cause decides when another worker asks at the same moment.
        ask(scopes=due.scopes(), title=due.title, cause=due.cause, occasion=due.occasion, by=None, now=now)
    return len(new)


def _months(day: date) -> Iterator[Due]:
    span = Span(day.year, PeriodKind.MONTH, day.month).before()
    while (day - span.last).days <= LATE_DAYS:
        title = _("Laporan evaluasi %(period)s") % {"period": span.label}
        yield Due(f"month:{span.code}", title, Occasion.MONTH, partial(_of_month, span))
        span = span.before()


def _of_month(span: Span) -> list[Scope]:
    return [of_city(span.first, span.last), *_each(ScopeKind.PARTNER, _partners(span), span)]


def _years(day: date) -> Iterator[Due]:
    span = Span(day.year - 1, PeriodKind.YEAR, 1)
    if (day - span.last).days <= LATE_DAYS:
        title = _("Laporan evaluasi akhir tahun %(year)d") % {"year": span.year}
        yield Due(f"year:{span.code}", title, Occasion.YEAR, partial(_of_year, span))


def _of_year(span: Span) -> list[Scope]:
    programs = Program.objects.filter(batches__in=_closed(span)).distinct().order_by("title", "pk")
    units = Unit.objects.without_tree_fields().filter(starts_on__lte=span.last).exclude(ends_on__lt=span.first)
    return [
        of_year(span.year),
        *_each(ScopeKind.SECTOR, Sector.objects.order_by("name", "pk").values_list("code", flat=True), span),
        *_each(ScopeKind.PROGRAM, programs.values_list("code", flat=True), span),
        *_each(ScopeKind.PARTNER, _partners(span), span),
        *_each(ScopeKind.UNIT, units.order_by("name", "pk").values_list("code", flat=True), span),
    ]


def _batches(day: date) -> Iterator[Due]:
    closed = Batch.objects.filter(state=BatchState.CLOSED, closed_at__isnull=False).select_related("program")
    # A day wider than needed on both sides: closing has a time, what is due has a day.
    near = closed.filter(closed_at__date__range=(day - timedelta(BATCH_DAYS + LATE_DAYS + 1), day))
    for batch in near.order_by("pk"):
        assert batch.closed_at is not None
        since = (day - city_day(batch.closed_at)).days - BATCH_DAYS
        if 0 <= since <= LATE_DAYS:
            cause, scope = f"batch:{batch.pk}:{city_day(batch.closed_at)}", of_batch(batch)
            yield Due(cause, scope.label, Occasion.BATCH, partial(_just, scope))


def _just(scope: Scope) -> list[Scope]:
    return [scope]


def _closed(span: Span) -> QuerySet[Batch]:
    return Batch.objects.filter(state=BatchState.CLOSED, ends_on__range=(span.first, span.last))


def _partners(span: Span) -> Iterable[str]:
    institutions = Institution.objects.filter(programs__batches__in=_closed(span)).distinct()
    return institutions.order_by("name", "pk").values_list("code", flat=True)


def _each(kind: ScopeKind, keys: Iterable[str], span: Span) -> list[Scope]:
    return named(Scope(kind, key, span.first, span.last) for key in keys)
