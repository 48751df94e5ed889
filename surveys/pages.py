"""What the public pages of a unit, a sector and the city show, read with a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from people.models import Sector, Unit
from surveys.charts import Trend, trend_of
from surveys.figures import Change, Figure, Rules, change_between
from surveys.models import ImprovementPlan, SetAside, SurveyRule
from surveys.periods import PeriodError, Span, ending_with, quarter_of, span_of
from surveys.periods_shown import MOST_QUARTERS, Offer, offers_of, shown_offer, stored_spans
from surveys.reports import Months, figure, figures_by_group, figures_by_unit, months_of, rules_on, versions_in_use


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


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One sector in the city's table."""

    sector: Sector
    figure: Figure


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in a sector's table."""

    unit: Unit
    figure: Figure


def results_of(*, unit_ids: Collection[int], wanted: str, stored: Sequence[Span], day: date) -> Results:
    """The results of one or several units in the wanted period, or in the one that fits best."""
    versions = versions_in_use()
    months = months_of(unit_ids=unit_ids, versions=versions)
    offers = offers_of(months, stored, day)
    rule = SurveyRule.objects.in_force(day).first() or SurveyRule(starts_on=day)
    span = _wanted(wanted) or shown_offer(offers, day, rule.minimum_answers)
    rules = rules_on(min(span.last, day), versions)
    found = figure(unit_ids=unit_ids, first=span.first, last=span.last, rules=rules)
    return Results(
        span=span,
        figure=found,
        change=change_between(found, months.figure(span.a_year_before(), rules)),
        trend=_trend(months, span, rules),
        offers=tuple(offers),
        rules=rules,
        set_aside=_set_aside(unit_ids, span, rules),
        is_running=span.last >= day,
        running=next((offer.span for offer in offers if offer.span.last >= day and offer.span != span), None),
    )


def _set_aside(unit_ids: Collection[int], span: Span, rules: Rules) -> int:
    aside = SetAside.objects.in_force().suspected().filter(unit__in=unit_ids, day__range=(span.first, span.last))
    return aside.filter(response__version__in=rules.versions).count()


def _wanted(code: str) -> Span | None:
    try:
        return span_of(code) if code else None
    except PeriodError:
        return None


def _trend(months: Months, span: Span, rules: Rules) -> Trend:
    spans = ending_with(quarter_of(span.last), MOST_QUARTERS)
    spans = [one for one in spans if months.first and one.last >= months.first]
    return trend_of(spans, [months.figure(one, rules) for one in spans])


def unit_results(*, unit: Unit, wanted: str, day: date) -> Results:
    """A unit's results; see `results_of`."""
    return results_of(unit_ids=[unit.pk], wanted=wanted, stored=stored_spans(unit.pk), day=day)


def plans_of(unit: Unit, day: date) -> list[ImprovementPlan]:
    """What a unit is improving, and what it finished in the last year; soonest first."""
    plans = ImprovementPlan.objects.filter(unit=unit).select_related("element").order_by("due_on", "pk")
    return [plan for plan in plans if plan.done_on is None or (day - plan.done_on).days <= 366]


def sector_lines(*, span: Span, rules: Rules) -> list[SectorLine]:
    """Every sector with its figure, in the sectors' own order; three queries."""
    units: dict[int, list[int]] = {}
    for unit_id, sector_id in Unit.objects.without_tree_fields().order_by("pk").values_list("pk", "sector_id"):
        units.setdefault(sector_id, []).append(unit_id)
    sectors = [sector for sector in Sector.objects.order_by("pk") if sector.pk in units]
    figures = figures_by_group(groups=units, first=span.first, last=span.last, rules=rules)
    return [SectorLine(sector, figures[sector.pk]) for sector in sectors]


def unit_lines(*, units: Sequence[Unit], span: Span, rules: Rules) -> list[UnitLine]:
    """Units with their figures, in the given order; one query."""
    figures = figures_by_unit(unit_ids=[unit.pk for unit in units], first=span.first, last=span.last, rules=rules)
    return [UnitLine(unit, figures[unit.pk]) for unit in units]
