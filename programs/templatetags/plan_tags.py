"""Money and the states of plans in words."""

from decimal import Decimal

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import number_format

from programs.models import PlannedState, PlanState

register = template.Library()

TONES = {
    PlanState.DRAFT: "",
    PlanState.APPROVED: "fair",
    PlanState.RUNNING: "good",
    PlanState.CLOSED: "",
    PlannedState.PROPOSED: "warn",
    PlannedState.DECLINED: "bad",
    PlannedState.PLANNED: "good",
    PlannedState.DROPPED: "",
}


@register.filter
def rupiah(amount: int) -> str:
    """Whole rupiah as the city writes them: "Rp1.500.000", with a true minus."""
    return f"{'−' if amount < 0 else ''}Rp{intcomma(abs(amount))}"


@register.filter
def signed(value: int | Decimal) -> str:
    """A difference with its sign, a true minus, and none at zero: "+12", "−3,5"."""
    size = abs(Decimal(value))
    digits = number_format(size, 0 if size == int(size) else 1, force_grouping=True)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{digits}"


@register.filter
def plan_tone(state: str) -> str:
    """The tag's class for the state of a plan or of a planned program."""
    return TONES.get(state, "")  # type: ignore[call-overload, no-any-return]
