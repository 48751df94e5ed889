"""Figures of questionnaires other than SKM at a unit: the quarter's figure, its elements, and the quarters before."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from people.models import Unit
from surveys.figures import Figure, Rules
from surveys.models import Questionnaire
from surveys.periods import Span, ending_with, named_span, quarter_of
from surveys.periods_shown import offers_of, shown_offer
from surveys.reports import figure, months_of, rules_of, versions_in_use

QUARTERS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One period of the table."""

    span: Span
    figure: Figure


@dataclass(frozen=True, slots=True)
class OtherResults:
    """A questionnaire's figure at a unit in one period, with the quarters before."""

    questionnaire: Questionnaire
    span: Span
    figure: Figure
    lines: tuple[Line, ...]
    rules: Rules

    @property
    def highest(self) -> int:
        """The scale's upper end: 100 or 4."""
        return 4 * self.rules.points


def others_asked(unit_id: int, day: date) -> list[Questionnaire]:
    """The published questionnaires besides SKM that a unit's citizens can answer today, by name."""
    asked = Questionnaire.objects.others().asked_at(unit_id).on(day).filter(versions__published_at__isnull=False)
    return list(asked.distinct().order_by("name"))


def others_in_city() -> QuerySet[Questionnaire]:
    """The published questionnaires besides SKM that citizens of some unit are or were asked, by name."""
    asked = Q(asked_everywhere=True) | Q(units__isnull=False)
    published = Questionnaire.objects.others().filter(asked, versions__published_at__isnull=False)
    found: QuerySet[Questionnaire] = published.distinct().order_by("name")
    return found


def other_results(*, unit: Unit, questionnaire: Questionnaire, wanted: str, day: date) -> OtherResults:
    """The results in the wanted period, or in the latest one that is over and has enough answers."""
    months = months_of(unit_ids=[unit.pk], versions=versions_in_use(questionnaire.code))
    rules = rules_of(questionnaire, day)
    span = named_span(wanted) or shown_offer(offers_of(months, [], day), day, rules.minimum_answers)
    found = figure(unit_ids=[unit.pk], first=span.first, last=span.last, rules=rules)
    spans = [one for one in ending_with(quarter_of(day), QUARTERS_SHOWN) if months.first and one.last >= months.first]
    lines = tuple(Line(one, months.figure(one, rules)) for one in reversed(spans))
    return OtherResults(questionnaire, span, found, lines, rules)
