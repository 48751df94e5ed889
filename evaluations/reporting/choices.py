"""What may be asked for: of what, and of which days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from evaluations.access import visible_scopes
from evaluations.reporting.scopes import KEYS, WHOLE_CITY, Scope, ScopeKind, named
from pembinaan.base.dates import days_in_words
from people.access import Access
from programs.models import Batch, BatchState
from surveys.models import PeriodKind
from surveys.periods import Span, ending_with, quarter_of

YEARS, QUARTERS, MONTHS, BATCHES = 5, 4, 12, 300
ALL: Final = "semua-yang-boleh-dibaca"
WITHOUT_KEY: Final = (ScopeKind.YEAR, ScopeKind.CITY)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, by a code for the machine and a name for people."""

    what: str
    title: str
    scopes: list[Scope]


def kinds_for(access: Access) -> list[ScopeKind]:
    """The kinds of report that the visitor may ask for: those that may be read."""
    readable = visible_scopes(access)
    return [kind for kind in ScopeKind if readable is None or readable.get(kind)]


def subjects_for(access: Access, kind: ScopeKind) -> list[tuple[str, str]]:
    """Key and name of everything of a kind that the visitor may ask about; of batches the newest that were closed."""
    readable = visible_scopes(access)
    keys = None if readable is None else readable.get(kind, frozenset())
    if kind is ScopeKind.BATCH:
        batches = Batch.objects.filter(state=BatchState.CLOSED).select_related("program").order_by("-ends_on", "-pk")
        chosen = batches if keys is None else batches.filter(pk__in=keys)
        return [
            (str(batch.pk), f"{batch} · {days_in_words(batch.ends_on, batch.ends_on)}") for batch in chosen[:BATCHES]
        ]
    if kind in WITHOUT_KEY:
        return []
    model, name = KEYS[kind]
    rows: Iterable[tuple[str, str]] = model.objects.order_by(name, "pk").values_list("code", name)
    return [(code, words) for code, words in rows if keys is None or code in keys]


def spans_for(kind: ScopeKind, day: date) -> list[Span]:
    """The periods on offer, the year of `day` first; none for a batch, which has its own days."""
    if kind is ScopeKind.BATCH:
        return []
    years = _back(Span(day.year, PeriodKind.YEAR, 1), YEARS)
    if kind is ScopeKind.YEAR:
        return years
    months = _back(Span(day.year, PeriodKind.MONTH, day.month), MONTHS)
    return [*years, *_back(quarter_of(day), QUARTERS), *months]


def wished(kind: ScopeKind, *, key: str, span: Span | None, subjects: Mapping[str, str], day: date) -> Wish:
    """The scopes that a choice stands for; all of `subjects` when the key is `ALL`."""
    first, last = (span.first, span.last) if span else (day, day)
    keys = {
        ScopeKind.CITY: [WHOLE_CITY],
        ScopeKind.YEAR: [str(first.year)],
    }.get(kind) or (list(subjects) if key == ALL else [key])
    scopes = named(Scope(kind, each, first, last) for each in keys)
    if len(scopes) == 1:
        return Wish(scopes[0].code, scopes[0].label, scopes)
    days = f" · {span.label}" if span else ""
    return Wish(f"{kind.value}.{ALL}.{span.code if span else ''}", f"{kind.label}{days}", scopes)


def _back(span: Span, count: int) -> list[Span]:
    """So many spans of one kind, `span` first and then back in time."""
    return ending_with(span, count)[::-1]
