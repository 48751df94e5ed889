"""What the public pages of a unit, a sector and the city show, read with a fixed number of queries.

A period that was published is shown as it was published; any other is counted now and called provisional.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from people.models import Sector, Unit
from surveys.charts import Trend
from surveys.figures import Change, Figure, Rules, change_between
from surveys.models import ImprovementPlan, PeriodKind, Publication, SetAside, SurveyRule
from surveys.periods import Span, named_span, span_of
from surveys.periods_shown import Offer, offers_of, shown_offer, stored_spans
from surveys.publications.mixes import mix_now
from surveys.publications.scopes import Scope, unit_scope
from surveys.publications.shown import Row, Shown, bare_figure, newest_by_period, shown, way_rows
from surveys.publications.trends import trend_around
from surveys.reports import (
    figure,
    figures_by_group,
    figures_by_unit,
    months_of,
    rules_on,
    versions_in_use,
    with_users,
)

FEW_ANSWERS, WIDE_MARGIN = 30, 5
"""Below so many answers, or with a margin of so many points, a page asks to read the figure with care."""


@dataclass(frozen=True, slots=True)
class Results:
    """One figure with its period, its change since a year ago, its trend, and the other periods on offer."""

    span: Span
    figure: Figure
    change: Change | None
    trend: Trend
    offers: tuple[Offer, ...]
    rules: Rules
    set_aside: int
    """How many answers of the period do not count because they looked stuffed."""
    is_running: bool
    running: Span | None
    """The period that is not over yet and has answers, when another one is shown."""
    ways: tuple[Row, ...] = ()
    published: Shown | None = None
    """The published version that is shown; None: the figure was counted now and may still change."""
    versions: tuple[Publication, ...] = ()
    """All published versions of the period, newest first."""
    unpublished: Span | None = None
    """A period that was asked for but is not published, and is not shown before it is."""

    @property
    def asks_for_care(self) -> bool:
        """Whether the figure rests on few answers, or is wide."""
        wide = self.figure.margin is not None and self.figure.margin > WIDE_MARGIN
        return self.figure.is_shown and (self.figure.count < FEW_ANSWERS or wide)


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One sector in the city's table; `is_published`: its figure is frozen."""

    sector: Sector
    figure: Figure
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a sector's table; `is_published`: its figure is frozen."""

    unit: Unit
    figure: Figure
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asked for: a period's code and a version's number, as they stand in the address."""

    period: str = ""
    version: str = ""


def results_of(
    *, unit_ids: Collection[int], scope: Scope, asked: Asked = Asked(), stored: Sequence[Span] = (), day: date
) -> Results:
    """The results of one or several units in the wanted period, or in the one that fits best.

    Only periods of the city's kind, files' periods and published ones are shown: a figure of any other stretch of
    months could be subtracted from them.
    """
    versions = versions_in_use()
    months = months_of(unit_ids=unit_ids, versions=versions)
    frozen = newest_by_period(scope)
    rule = SurveyRule.objects.in_force(day).first() or SurveyRule(starts_on=day)
    offers = offers_of(months, stored, day, PeriodKind(rule.period_kind), [span_of(code) for code in frozen])
    wanted = named_span(asked.period)
    may = wanted is not None and (wanted.kind == rule.period_kind or wanted in stored or wanted.code in frozen)
    span = wanted if wanted and may else shown_offer(offers, day, rule.minimum_answers)
    rules = with_users(rules_on(min(span.last, day), versions), unit_ids, span)
    chosen = _version(frozen.get(span.code, []), asked.version)
    parts = _published(chosen, rules) if chosen else _counted(unit_ids, span, rules)
    found, rules = parts[0], parts[1]
    before = frozen.get(span.a_year_before().code)
    then = _bare(before[0], rules) if before else months.figure(span.a_year_before(), rules)
    return Results(
        span=span,
        figure=found,
        change=change_between(found, then),
        trend=trend_around(months, span, rules, frozen, scope, PeriodKind(rule.period_kind)),
        offers=tuple(offers),
        rules=rules,
        set_aside=parts[2],
        is_running=span.last >= day,
        running=next((offer.span for offer in offers if offer.span.last >= day and offer.span != span), None),
        ways=parts[3],
        published=parts[4],
        versions=tuple(frozen.get(span.code, [])),
        unpublished=wanted if wanted and not may else None,
    )


def _version(versions: Sequence[Publication], wanted: str) -> Publication | None:
    """The version that was asked for, else the newest."""
    asked = [one for one in versions if str(one.version) == wanted]
    return next(iter([*asked, *versions]), None)


def _published(chosen: Publication, rules: Rules) -> tuple[Figure, Rules, int, tuple[Row, ...], Shown | None]:
    found = shown(chosen, {name.key: name for name in rules.elements})
    return found.figure, found.rules(rules), found.content["set_aside"], found.ways, found


def _counted(
    unit_ids: Collection[int], span: Span, rules: Rules
) -> tuple[Figure, Rules, int, tuple[Row, ...], Shown | None]:
    found = figure(unit_ids=unit_ids, first=span.first, last=span.last, rules=rules)
    ways = way_rows(mix_now(unit_ids=unit_ids, span=span, rules=rules)) if found.is_shown else ()
    return found, rules, _set_aside(unit_ids, span, rules), ways, None


def _bare(publication: Publication, rules: Rules) -> Figure:
    return bare_figure(publication, {band.grade: band for band in rules.bands})


def _set_aside(unit_ids: Collection[int], span: Span, rules: Rules) -> int:
    aside = SetAside.objects.in_force().suspected().filter(unit__in=unit_ids, day__range=(span.first, span.last))
    return aside.filter(response__version__in=rules.versions).count()


def unit_results(*, unit: Unit, asked: Asked = Asked(), day: date) -> Results:
    """A unit's results; see `results_of`."""
    return results_of(unit_ids=[unit.pk], scope=unit_scope(unit), asked=asked, stored=stored_spans(unit.pk), day=day)


def plans_of(unit: Unit, day: date) -> list[ImprovementPlan]:
    """What a unit is improving, and what it finished in the last year; soonest first."""
    plans = ImprovementPlan.objects.filter(unit=unit).select_related("element").order_by("due_on", "pk")
    return [plan for plan in plans if plan.done_on is None or (day - plan.done_on).days <= 366]


def sector_lines(*, span: Span, rules: Rules) -> list[SectorLine]:
    """Every sector with its figure, in the sectors' own order; four queries, and one for users where they weigh."""
    units: dict[int, list[int]] = {}
    for unit_id, sector_id in Unit.objects.without_tree_fields().order_by("pk").values_list("pk", "sector_id"):
        units.setdefault(sector_id, []).append(unit_id)
    sectors = [sector for sector in Sector.objects.order_by("pk") if sector.pk in units]
    rules = with_users(rules, [unit_id for unit_ids in units.values() for unit_id in unit_ids], span)
    figures = figures_by_group(groups=units, first=span.first, last=span.last, rules=rules)
    rows = Publication.objects.filter(sector__in=sectors, period_code=span.code).defer("content").newest()
    frozen: Mapping[int | None, Publication] = {one.sector_id: one for one in rows}
    return [
        SectorLine(one, _bare(frozen[one.pk], rules) if one.pk in frozen else figures[one.pk], one.pk in frozen)
        for one in sectors
    ]


def unit_lines(*, units: Sequence[Unit], span: Span, rules: Rules) -> list[UnitLine]:
    """Units with their figures, in the given order; two queries."""
    ids = [unit.pk for unit in units]
    figures = figures_by_unit(unit_ids=ids, first=span.first, last=span.last, rules=rules)
    rows = Publication.objects.filter(unit__in=ids, period_code=span.code).defer("content").newest()
    frozen: Mapping[int | None, Publication] = {one.unit_id: one for one in rows}
    return [
        UnitLine(one, _bare(frozen[one.pk], rules) if one.pk in frozen else figures[one.pk], one.pk in frozen)
        for one in units
    ]
