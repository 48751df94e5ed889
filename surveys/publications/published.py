"""What is published, for other families and for pages: asked by scope and period."""

from datetime import date, timedelta

from surveys.models import Publication, SurveyRule
from surveys.periods import Span
from surveys.publications.scopes import Scope


def publication_of(scope: Scope, span: Span, version: int | None = None) -> Publication | None:
    """The newest published version of a scope's period, or the one asked for; None when there is none."""
    found = Publication.objects.filter(scope.condition, period_code=span.code).order_by("-version")
    return (found if version is None else found.filter(version=version)).first()


def unit_publication(unit_id: int, span: Span) -> Publication | None:
    """The newest published version of a unit's period; None when there is none."""
    return Publication.objects.filter(unit=unit_id, period_code=span.code).order_by("-version").first()


def last_day_of_grace(span: Span) -> date:
    """The last day on which late answers of a period are simply taken; the rule of the period's last day says it."""
    rule = SurveyRule.objects.in_force(span.last).first() or SurveyRule(starts_on=span.last)
    return span.last + timedelta(days=rule.grace_days)


def accepts_late(span: Span, today: date) -> bool:
    """Whether answers of a period still enter its figure by themselves: it runs, or its days of grace do.

    Later ones are stored too, but change what was published only by a new version with its reason.
    """
    return today <= last_day_of_grace(span)
