"""Figures of questionnaires other than SKM over the city: one of all units that are asked, and each unit's own."""

from dataclasses import dataclass
from datetime import date

from people.models import Unit
from surveys.figures import Figure, Rules
from surveys.models import MonthlyRollup, Questionnaire
from surveys.periods import Span, named_span, quarter_of
from surveys.reports import figure, figures_by_unit, rules_of, with_users


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """One unit of the table."""

    unit: Unit
    figure: Figure


@dataclass(frozen=True, slots=True)
class CityResults:
    """A questionnaire's figure over all units with answers in a period, and theirs."""

    questionnaire: Questionnaire
    span: Span
    figure: Figure
    lines: tuple[UnitFigure, ...]
    rules: Rules

    @property
    def highest(self) -> int:
        """The scale's upper end: 100 or 4."""
        return 4 * self.rules.points


def city_results(*, questionnaire: Questionnaire, wanted: str, day: date) -> CityResults:
    """The results in the wanted period, or in the last quarter that is over; units by name."""
    span = named_span(wanted) or quarter_of(day).before()
    rules = rules_of(questionnaire, min(span.last, day))
    rows = MonthlyRollup.objects.filter(version__in=rules.versions, month__range=(span.first, span.last), count__gt=0)
    units = list(Unit.objects.without_tree_fields().filter(pk__in=rows.values("unit")).order_by("name", "pk"))
    unit_ids = [unit.pk for unit in units]
    days = {"first": span.first, "last": span.last}
    figures = figures_by_unit(unit_ids=unit_ids, **days, rules=rules)
    whole = figure(unit_ids=unit_ids, **days, rules=with_users(rules, unit_ids, span))
    return CityResults(questionnaire, span, whole, tuple(UnitFigure(unit, figures[unit.pk]) for unit in units), rules)
