"""Figures of units, sectors and the city, read from the roll-ups with a fixed number of queries.

Rooms above call `figure`, `figures_by_unit`, `series` and `change_between`; periods come from `surveys.periods`.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from surveys.figures import (
    Change,
    ElementFigure,
    ElementName,
    Figure,
    Rules,
    Tally,
    change_between,
    combine,
    estimate,
    figure_of,
    has_share,
)
from surveys.index import EXACT_WEIGHT, SCALE
from surveys.models import (
    SATISFACTION,
    CityMethod,
    DailyRollup,
    Element,
    GradeBandRow,
    Item,
    MonthlyRollup,
    Questionnaire,
    Scale,
    SetAside,
    SurveyRule,
)
from surveys.periods import Span
from surveys.targets import target_of

__all__ = [
    "Change",
    "ElementFigure",
    "Figure",
    "Months",
    "Rules",
    "change_between",
    "figure",
    "figures_by_group",
    "figures_by_unit",
    "minimum_on",
    "months_of",
    "rules_of",
    "rules_on",
    "series",
    "versions_in_use",
    "with_set_aside",
    "with_users",
]

SCORE_COLUMNS = ("unit_id", "version_id", "count", "score_sum", "score_squares")


def versions_in_use(questionnaire: str = SATISFACTION) -> dict[int, tuple[str, ...]]:
    """The published versions of a questionnaire, each with its elements in the answers' order; one query."""
    versions: defaultdict[int, list[str]] = defaultdict(list)
    items = Item.objects.filter(version__questionnaire__code=questionnaire, version__published_at__isnull=False)
    for version, key in items.order_by("version_id", "position").values_list("version_id", "element__key"):
        versions[version].append(key)
    return {version: tuple(keys) for version, keys in versions.items()}


def rules_on(day: date, versions: Mapping[int, tuple[str, ...]] | None = None) -> Rules:
    """The rules, bands, elements and questionnaires of a day; four queries, three when the versions are known."""
    rule = SurveyRule.objects.in_force(day).first() or SurveyRule(starts_on=day)
    return Rules(
        weight=rule.weight,
        minimum_answers=rule.minimum_answers,
        city_method=rule.city_method,
        bands=tuple(GradeBandRow.objects.best_first(day)),
        elements=_elements_of(SATISFACTION),
        versions=versions_in_use() if versions is None else versions,
    )


def minimum_on(day: date) -> int:
    """How many answers a figure of a day needs to be shown; one query."""
    rule = SurveyRule.objects.in_force(day).first() or SurveyRule(starts_on=day)
    return rule.minimum_answers


def rules_of(questionnaire: Questionnaire, day: date) -> Rules:
    """Like `rules_on` for any questionnaire: its scale, grade table and elements. Printed weights are SKM's own."""
    if questionnaire.code == SATISFACTION:
        return rules_on(day)
    scheme = questionnaire.grade_scheme
    return replace(
        rules_on(day, versions_in_use(questionnaire.code)),
        weight=EXACT_WEIGHT,
        bands=tuple(GradeBandRow.objects.best_first(day, scheme)) if scheme else (),
        elements=_elements_of(questionnaire.code),
        points=SCALE if questionnaire.scale == Scale.INDEX else 1,
    )


def _elements_of(questionnaire: str) -> tuple[ElementName, ...]:
    names = Element.objects.of(questionnaire).values_list("key", "name", "short_name")
    return tuple(ElementName(*name) for name in names)


def figures_by_unit(
    *, unit_ids: Collection[int], first: date, last: date, rules: Rules | None = None
) -> dict[int, Figure]:
    """Each unit's own figure of the days `first`..`last`, both included; units without answers have count 0."""
    rules = rules or rules_on(last)
    tallies = _tallies(unit_ids, first, last, rules)
    return {
        unit_id: figure_of(estimate(tallies[unit_id], rules), rules, count=tallies[unit_id].count)
        for unit_id in unit_ids
    }


def figures_by_group(
    *, groups: Mapping[int, Collection[int]], first: date, last: date, rules: Rules | None = None
) -> dict[int, Figure]:
    """Like `figure` for several groups of units (sectors) at once; one query for all."""
    rules = rules or rules_on(last)
    tallies = _tallies([unit_id for unit_ids in groups.values() for unit_id in unit_ids], first, last, rules)
    return {
        group: _one_figure({unit_id: tallies[unit_id] for unit_id in unit_ids}, rules)
        for group, unit_ids in groups.items()
    }


def figure(*, unit_ids: Collection[int], first: date, last: date, rules: Rules | None = None) -> Figure:
    """One figure of one or several units over the days `first`..`last`, both included.

    Several units are formed into one as the rule in force says (`city_method`). Units with fewer answers than the
    minimum are left out, so that none of them can be told from the total.
    """
    rules = rules or rules_on(last)
    return _one_figure(_tallies(unit_ids, first, last, rules), rules)


def with_set_aside(*, unit_id: int, first: date, last: date, rules: Rules) -> Figure:
    """A unit's figure as it would be if every answer that was set aside counted too."""
    tally = _tallies([unit_id], first, last, rules)[unit_id]
    aside = SetAside.objects.in_force().suspected().filter(unit=unit_id, day__range=(first, last))
    rows = aside.filter(response__version__in=rules.versions).values_list("response__version_id", "response__scores")
    for version, scores in rows.order_by("pk"):
        tally.add(version, 1, sum(scores), sum(scores) ** 2)
        tally.add_elements(rules.versions[version], scores, 1)
    return figure_of(estimate(tally, rules), rules, count=tally.count)


@dataclass(frozen=True, slots=True)
class Months:
    """The scores of some units by unit and month: one query, from which any whole-month figure follows."""

    tallies: Mapping[tuple[int, date], Tally]
    counts: Mapping[date, int]
    unit_ids: tuple[int, ...]
    first: date | None
    """The first month with answers."""

    def figure(self, span: Span, rules: Rules) -> Figure:
        """The figure (without elements) of a span."""
        return _one_figure({unit_id: self._tally(unit_id, span) for unit_id in self.unit_ids}, rules)

    def count(self, span: Span) -> int:
        """How many answers a span has."""
        return sum(self.counts.get(month, 0) for month in span.months)

    def _tally(self, unit_id: int, span: Span) -> Tally:
        total = Tally()
        for month in span.months:
            part = self.tallies.get((unit_id, month))
            if part:
                for version, (score_sum, score_squares) in part.scores.items():
                    total.add(version, 0, score_sum, score_squares)
                total.count += part.count
        return total


def months_of(
    *, unit_ids: Collection[int], versions: Mapping[int, tuple[str, ...]], since: date | None = None
) -> Months:
    """The monthly scores of units, since a day or from the beginning; one query."""
    rows = MonthlyRollup.objects.filter(unit_id__in=unit_ids, version_id__in=versions)
    if since:
        rows = rows.filter(month__gte=since.replace(day=1))
    tallies: defaultdict[tuple[int, date], Tally] = defaultdict(Tally)
    for month, unit_id, *scores in rows.values_list("month", *SCORE_COLUMNS):
        tallies[unit_id, month].add(*scores)
    counts: defaultdict[date, int] = defaultdict(int)
    for (_unit_id, month), tally in tallies.items():
        counts[month] += tally.count
    return Months(tallies, counts, tuple(sorted({unit_id for unit_id, _month in tallies})), min(counts, default=None))


def series(*, unit_ids: Collection[int], spans: Sequence[Span], rules: Rules | None = None) -> list[Figure]:
    """One figure (without elements) a span, for one or several units; one query besides those of the rules."""
    if not spans:
        return []
    rules = rules or rules_on(spans[-1].last)
    months = months_of(unit_ids=unit_ids, versions=rules.versions, since=min(span.first for span in spans))
    return [months.figure(span, rules) for span in spans]


def _one_figure(tallies: Mapping[int, Tally], rules: Rules) -> Figure:
    found = {unit_id: one for unit_id, tally in tallies.items() if (one := estimate(tally, rules))}
    if len(tallies) > 1:
        found = {
            unit_id: one for unit_id, one in found.items() if has_share(rules.city_method, rules.users.get(unit_id))
        }
    users = [rules.users.get(unit_id, 0) for unit_id in found]
    count = sum(tally.count for tally in tallies.values())
    whole = combine(found.values(), rules.city_method, users)
    return figure_of(whole, rules, count=count, unit_count=len(found))


def with_users(rules: Rules, unit_ids: Collection[int], span: Span) -> Rules:
    """The rules with the units' users in a period, where users weigh (`CityMethod.POPULATION`); then one query."""
    if rules.city_method != CityMethod.POPULATION:
        return rules
    return replace(
        rules, users={unit: target.users for unit, target in target_of(unit_ids=unit_ids, span=span).items()}
    )


def _tallies(unit_ids: Collection[int], first: date, last: date, rules: Rules) -> defaultdict[int, Tally]:
    rows: Any
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        rows = MonthlyRollup.objects.filter(month__gte=first, month__lte=last)
    else:
        rows = DailyRollup.objects.filter(day__gte=first, day__lte=last)
    rows = rows.filter(unit_id__in=unit_ids, version_id__in=rules.versions)
    tallies: defaultdict[int, Tally] = defaultdict(Tally)
    for unit_id, version, count, score_sum, squares, sums in rows.values_list(*SCORE_COLUMNS, "sums"):
        tallies[unit_id].add(version, count, score_sum, squares)
        tallies[unit_id].add_elements(rules.versions[version], sums, count)
    return tallies
