"""What is known of units before one of their periods is published: what was published, what answers add up to now."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from people.models import Unit
from surveys.figures import Rules
from surveys.models import Publication, Service, SurveyRule
from surveys.periods import Span, span_of
from surveys.publications.gathering import Cell, cells_of, respondent_counts, set_aside_counts
from surveys.publications.suppression import Piece, Plan, Total, plan
from surveys.reports import rules_on
from surveys.targets import Target, target_of


@dataclass(frozen=True)
class Known:
    """One unit's published versions of a year and its answers of one period as they are now."""

    unit: Unit
    span: Span
    versions: tuple[Publication, ...]
    """Oldest first."""
    cells: tuple[Cell, ...]
    rules: Rules

    @cached_property
    def newest(self) -> dict[str, Publication]:
        """The newest version of each period."""
        return {one.period_code: one for one in self.versions}

    @property
    def previous(self) -> Publication | None:
        """The newest version of the period itself."""
        return self.newest.get(self.span.code)

    @property
    def pieces(self) -> list[Piece]:
        """What each published version added of its own."""
        return [piece_of(one) for one in self.versions]

    @cached_property
    def plan(self) -> Plan:
        """How the period's figure is formed."""
        latest = [total_of(one) for code, one in self.newest.items() if code != self.span.code]
        live: defaultdict[date, int] = defaultdict(int)
        for cell in self.cells:
            live[cell.month] += cell.count
        months = frozenset(self.span.months)
        return plan(months=months, latest=latest, live=live, minimum=self.rules.minimum_answers)

    @property
    def fresh_cells(self) -> list[Cell]:
        """The answers that are counted for this figure itself."""
        return [cell for cell in self.cells if cell.month in self.plan.fresh.months]

    @cached_property
    def parts(self) -> list[Publication]:
        """The shorter published periods that it is formed from, in time's order."""
        chosen = [self.newest[part.code] for part in self.plan.parts]
        return sorted(chosen, key=lambda one: one.starts_on)

    def may_be_broken_down(self) -> bool:
        """Whether services, ways in and respondents may be shown: no other period over the same months shows them."""
        others = (one for code, one in self.newest.items() if code != self.span.code)
        overlapping = (one for one in others if one.starts_on <= self.span.last and one.ends_on >= self.span.first)
        return not any(content_of(one)["services"] for one in overlapping)


def content_of(publication: Publication) -> dict[str, Any]:
    """A published version's content as values, with its digest."""
    content: dict[str, Any] = json.loads(publication.content)
    return {**content, "digest": publication.digest}


def piece_of(publication: Publication) -> Piece:
    """What a published version counted by itself."""
    return Piece(frozenset(publication.fresh_months), publication.fresh_answers)


def total_of(publication: Publication) -> Total:
    """A published version as the planning of others sees it."""
    months = frozenset(span_of(publication.period_code).months)
    return Total(publication.period_code, months, publication.answers, piece_of(publication))


@dataclass(frozen=True)
class Matter:
    """What is needed to publish one period of some units, read with a fixed number of queries."""

    span: Span
    rules: Rules
    grace_days: int
    known: Mapping[int, Known]
    services: Mapping[int, tuple[str, str]]
    targets: Mapping[int, Target]
    set_aside: Mapping[int, int]
    respondents: Mapping[int, Mapping[str, Mapping[str, int]]]


def matter_of(units: Collection[Unit], span: Span) -> Matter:
    """Read it."""
    rules = rules_on(span.last)
    ids = [unit.pk for unit in units]
    days: dict[str, Any] = {"unit_ids": ids, "first": span.first, "last": span.last}
    versions = versions_of_year(ids, span.year)
    cells = cells_of(**days, versions=rules.versions)
    services = Service.objects.filter(unit__in=ids).order_by("pk").values_list("pk", "code", "name")
    return Matter(
        span=span,
        rules=rules,
        grace_days=grace_days_of(span),
        known={u.pk: Known(u, span, tuple(versions[u.pk]), tuple(cells[u.pk]), rules) for u in units},
        services={pk: (code, name) for pk, code, name in services},
        targets=target_of(unit_ids=ids, span=span),
        set_aside=set_aside_counts(**days),
        respondents=respondent_counts(**days, versions=list(rules.versions)),
    )


def versions_of_year(unit_ids: Collection[int], year: int) -> defaultdict[int, list[Publication]]:
    """All published versions of units' periods of a year, oldest first; one query."""
    found: defaultdict[int, list[Publication]] = defaultdict(list)
    rows = Publication.objects.filter(unit__in=unit_ids, starts_on__year=year).order_by("pk")
    for one in rows:
        if one.unit_id is not None:
            found[one.unit_id].append(one)
    return found


def grace_days_of(span: Span) -> int:
    """How many days late answers of a period are waited for."""
    rule = SurveyRule.objects.in_force(span.last).first() or SurveyRule(starts_on=span.last)
    return rule.grace_days
