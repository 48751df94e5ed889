"""The city's elements with their margins and their changes since a year ago.

A published level is shown as it was published; margins are always counted now, from the whole months of the same
periods, because published contents hold none.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from surveys.figures import Change, ElementName, Estimate, Rules, combine, has_share
from surveys.histograms import by_element, moments
from surveys.index import difference_margin, margin_from, round_half_up, squared_error
from surveys.models import MonthlyRollup, Publication
from surveys.pages import Results
from surveys.periods import Span
from surveys.publications.scopes import city_scope
from surveys.publications.shown import figure_from


@dataclass(frozen=True, slots=True)
class Level:
    """An element of the city in one period: index (25 to 100) and margin."""

    index: Decimal
    margin: Decimal


@dataclass(frozen=True, slots=True)
class ElementLine:
    """An element in the shown period, a year before, and the change; None where there were too few answers."""

    element: ElementName
    now: Level
    before: Level | None

    @property
    def change(self) -> Change | None:
        """Since a year ago."""
        if self.before is None:
            return None
        return Change(self.now.index - self.before.index, difference_margin(self.now.margin, self.before.margin))


@dataclass
class _Sum:
    """Answers on one element of one unit."""

    count: int = 0
    total: int = 0
    squares: int = 0

    def add(self, counts: Sequence[int]) -> None:
        found = moments(counts)
        self.count += found.count
        self.total += found.total
        self.squares += found.squares

    def estimate(self, rules: Rules) -> Estimate:
        total, squares = Fraction(self.total) * rules.points, Fraction(self.squares) * rules.points**2
        error = squared_error(count=self.count, total=total, squares=squares)
        return Estimate(self.count, total / self.count, error, {}, self.count - 1)


def element_lines(*, results: Results, unit_ids: Collection[int]) -> list[ElementLine]:
    """The elements of the shown figure, weakest first; two queries."""
    span, rules = results.span, results.rules
    before = span.a_year_before()
    counted = {each: _levels(sums, rules) for each, sums in _sums(unit_ids, (span, before), rules).items()}
    published = _published(before, rules)
    lines = []
    for found in results.figure.weakest:
        key = found.element.key
        now, then = counted[span].get(key), counted[before].get(key)
        if now:
            past = Level(published.get(key, then.index), then.margin) if then else None
            lines.append(ElementLine(found.element, Level(found.index, now.margin), past))
    return lines


def _published(span: Span, rules: Rules) -> Mapping[str, Decimal]:
    """The elements as the city's latest publication of a period has them; one query."""
    newest = Publication.objects.filter(city_scope().condition, period_code=span.code).newest().first()
    if newest is None:
        return {}
    figure = figure_from(json.loads(newest.content), {name.key: name for name in rules.elements})
    return {each.element.key: each.index for each in figure.elements}


Sums = dict[int, dict[str, _Sum]]


def _sums(unit_ids: Collection[int], spans: Sequence[Span], rules: Rules) -> Mapping[Span, Sums]:
    """By span, unit and element; one query."""
    of_month: dict[date, Span] = {month: span for span in spans for month in span.months}
    found: dict[Span, Sums] = {span: defaultdict(lambda: defaultdict(_Sum)) for span in spans}
    rows = MonthlyRollup.objects.filter(unit_id__in=unit_ids, version_id__in=rules.versions, month__in=of_month)
    for unit, month, version, histogram in rows.order_by("pk").values_list(
        "unit_id", "month", "version_id", "histogram"
    ):
        for key, counts in by_element(histogram, rules.versions[version]):
            found[of_month[month]][unit][key].add(counts)
    return found


def _levels(sums: Sums, rules: Rules) -> dict[str, Level]:
    """Units formed into the city as the rule in force says; those with too few answers are left out, as everywhere."""
    parts: defaultdict[str, dict[int, Estimate]] = defaultdict(dict)
    for unit, elements in sums.items():
        for key, each in elements.items():
            if each.count >= max(rules.minimum_answers, 2) and has_share(rules.city_method, rules.users.get(unit)):
                parts[key][unit] = each.estimate(rules)
    found = {}
    for key, estimates in parts.items():
        users = [rules.users.get(unit, 0) for unit in estimates]
        whole = combine(list(estimates.values()), rules.city_method, users)
        if whole:
            found[key] = Level(round_half_up(whole.index), margin_from(whole.squared_error, freedom=whole.freedom))
    return found
