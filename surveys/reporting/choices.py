"""Which periods a report can be made of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from surveys.models import PeriodKind, SurveyRule
from surveys.periods import Span
from surveys.periods_shown import Offer, offers_of, shown_offer, stored_spans
from surveys.reports import months_of, versions_in_use


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods with answers, latest first, and the one that a page begins with."""

    offers: tuple[Offer, ...]
    usual: Span

    def chosen(self, code: str) -> Span:
        """The period of a code among those on offer, else the usual one."""
        return next((offer.span for offer in self.offers if offer.span.code == code), self.usual)


def periods_to_report(*, unit_ids: Collection[int], unit_id: int | None, day: date) -> Periods:
    """The quarters, semesters and years in which units have answers, and periods with a file of their own."""
    months = months_of(unit_ids=unit_ids, versions=versions_in_use())
    quarters = offers_of(months, stored_spans(unit_id), day)
    rule = SurveyRule.objects.in_force(day).first() or SurveyRule(starts_on=day)
    longer = {span for offer in quarters for span in _around(offer.span)} - {offer.span for offer in quarters}
    offers = [*quarters, *(Offer(span, months.count(span)) for span in longer)]
    offers.sort(key=lambda offer: (-offer.span.last.toordinal(), len(offer.span.months)))
    return Periods(tuple(offers), shown_offer(quarters, day, rule.minimum_answers))


def _around(span: Span) -> tuple[Span, Span]:
    """The semester and the year that a period begins in."""
    return (
        Span(span.year, PeriodKind.SEMESTER, (span.first.month - 1) // 6 + 1),
        Span(span.year, PeriodKind.YEAR, 1),
    )
