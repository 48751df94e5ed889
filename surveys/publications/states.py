"""What HR sees of a period: which units are ready, published, changed since, or have too few answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, Sum

from people.models import Sector, Unit
from surveys.models import MonthlyRollup, Publication
from surveys.periods import Span
from surveys.publications.knowledge import content_of, grace_days_of, total_of, versions_of_year
from surveys.publications.scopes import Scope, city_scope, sector_scope, unit_scope
from surveys.publications.suppression import plan
from surveys.reports import rules_on
from surveys.targets import period_kind_on, span_around


class State(StrEnum):
    """Where a scope's period stands."""

    READY = "ready"
    FEW = "few"
    PUBLISHED = "published"
    CHANGED = "changed"
    """Published, and what it was formed from is not the same any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One scope: answers now, the newest version if any, and how many answers came (or went) since."""

    scope: Scope
    state: State
    answers: int
    publication: Publication | None = None
    since: int = 0


def unit_line_states(units: Sequence[Unit], span: Span) -> list[Line]:
    """The lines of units, in the given order; a fixed number of queries."""
    ids = [unit.pk for unit in units]
    live = _live(ids, span)
    versions = versions_of_year(ids, span.year)
    minimum = rules_on(span.last).minimum_answers
    return [_unit_line(unit, span, versions[unit.pk], live[unit.pk], minimum) for unit in units]


def group_line_states(span: Span) -> list[Line]:
    """The lines of the sectors that have a published unit, and of the city."""
    published: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in Publication.objects.of_units().filter(period_code=span.code).newest():
        content = content_of(one)
        published[content["scope"]["sector"]].append(content)
        published[""].append(content)
    rows = Publication.objects.filter(unit__isnull=True, period_code=span.code).newest()
    newest = {one.sector_id: one for one in rows}
    scopes = [(s.code, sector_scope(s)) for s in Sector.objects.order_by("pk") if s.code in published]
    scopes.append(("", city_scope()))
    return [_group_line(scope, published[code], newest.get(scope.pk)) for code, scope in scopes]


def units_of(span: Span) -> list[Unit]:
    """The units that existed at some time of a period, by name; one query."""
    units: Any = Unit.objects.without_tree_fields().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=span.first))
    return list(units.filter(starts_on__lte=span.last).order_by("name", "pk"))


def waiting_to_be_published(day: date) -> tuple[Span, int]:
    """The last period of the city's kind that may be published, and how many of its units are ready; six queries."""
    span = span_around(day, period_kind_on(day)).before()
    while not is_open(span, day):
        span = span.before()
    return span, len(ready_units(unit_line_states(units_of(span), span)))


def ready_units(lines: Iterable[Line]) -> list[int]:
    """The units that can be published for the first time."""
    return [line.scope.pk for line in lines if line.state is State.READY and line.scope.pk is not None]


def is_open(span: Span, day: date) -> bool:
    """Whether a period and its days of grace are over, so that it may be published."""
    return (day - span.last).days > grace_days_of(span)


def _live(unit_ids: Sequence[int], span: Span) -> defaultdict[int, dict[date, int]]:
    rows: Any = MonthlyRollup.objects.filter(
        unit__in=unit_ids, month__range=(span.first, span.last), version__questionnaire__code="skm"
    ).values("unit_id", "month")
    found: defaultdict[int, dict[date, int]] = defaultdict(dict)
    for unit_id, month, many in rows.annotate(many=Sum("count")).values_list("unit_id", "month", "many").order_by():
        found[unit_id][month] = many
    return found


def _unit_line(unit: Unit, span: Span, versions: Sequence[Publication], live: dict[date, int], minimum: int) -> Line:
    newest = {one.period_code: one for one in versions}
    mine = newest.pop(span.code, None)
    months = frozenset(span.months)
    found = plan(months=months, latest=[total_of(one) for one in newest.values()], live=live, minimum=minimum)
    scope = unit_scope(unit)
    if mine is None:
        state = State.READY if found.answers >= minimum else State.FEW
        return Line(scope, state, found.answers)
    since = found.answers - mine.answers
    parts = {newest[part.code].pk for part in found.parts}
    state = State.PUBLISHED if since == 0 and parts == set(mine.parts) else State.CHANGED
    return Line(scope, state, found.answers, mine, since)


def _group_line(scope: Scope, units: Sequence[dict[str, Any]], mine: Publication | None) -> Line:
    answers = sum(unit["answers"] for unit in units)
    if mine is None:
        return Line(scope, State.READY if units else State.FEW, answers)
    content = content_of(mine)
    listed = [*content["units"], *content["units_without_users"]]
    known = {(unit["code"], unit.get("digest", "")) for unit in listed}
    now = {(unit["scope"]["code"], unit["digest"]) for unit in units}
    changed = {pair for pair in now - known if (pair[0], "") not in known}
    return Line(scope, State.CHANGED if changed else State.PUBLISHED, answers, mine, answers - mine.answers)
