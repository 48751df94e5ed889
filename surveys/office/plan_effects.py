"""What an element's figure was before a plan began and after it was done, and whether that is more than chance.

It says nothing of the cause: something else may have changed in the same months.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from surveys.figures import Change, Rules
from surveys.index import SCALE, difference_margin, margin_from, round_half_up, squared_error
from surveys.models import ImprovementPlan, MonthlyRollup
from surveys.periods import Span
from surveys.targets import span_around


@dataclass(frozen=True, slots=True)
class ElementInSpan:
    """One element in one period: index (25 to 100) with its margin; both None with too few answers."""

    span: Span
    count: int
    index: Decimal | None = None
    margin: Decimal | None = None
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """The periods before and after a plan; `change` is None until both can be shown."""

    before: ElementInSpan
    after: ElementInSpan | None
    """None as long as the plan is not done or no period after it has begun."""
    change: Change | None


def effects_of(*, plans: Collection[ImprovementPlan], rules: Rules, span: Span, day: date) -> dict[int, Effect]:
    """Before and after of plans of one unit, by plan; one query.

    Before is the last whole period of `span`'s kind that ended before the plan began; after is the latest one that
    began after it was done, the running one included.
    """
    if not plans:
        return {}
    rows = _months(plans, rules)
    return {plan.pk: _effect(plan, rows, rules, span, day) for plan in plans}


Sums = Mapping[tuple[date, str], Sequence[int]]


def _months(plans: Collection[ImprovementPlan], rules: Rules) -> dict[tuple[date, str], list[int]]:
    """Count, sum and sum of squares of each month and element of the plans' unit."""
    units = {plan.unit_id for plan in plans}
    found: dict[tuple[date, str], list[int]] = {}
    rows = MonthlyRollup.objects.filter(unit__in=units, version__in=rules.versions)
    for month, version, histogram in rows.order_by("month", "pk").values_list("month", "version_id", "histogram"):
        for place, key in enumerate(rules.versions[version]):
            counts = histogram[4 * place : 4 * place + 4]
            known = found.setdefault((month, key), [0, 0, 0])
            for answer, count in enumerate(counts, start=1):
                known[0] += count
                known[1] += answer * count
                known[2] += answer * answer * count
    return found


def _effect(plan: ImprovementPlan, rows: Sums, rules: Rules, span: Span, day: date) -> Effect:
    key = plan.element.key
    before = _element(rows, key, span_around(plan.starts_on, span.kind).before(), rules, day)
    running = span_around(day, span.kind)
    after = None
    if plan.done_on is not None and running.first > plan.done_on:
        after = _element(rows, key, running, rules, day)
        whole = running.before()
        if after.index is None and whole.first > plan.done_on:
            after = _element(rows, key, whole, rules, day)
    return Effect(before, after, _change(before, after))


def _element(rows: Sums, key: str, span: Span, rules: Rules, day: date) -> ElementInSpan:
    parts = [rows[month, key] for month in span.months if (month, key) in rows]
    count, total, squares = (sum(part[place] for part in parts) for place in range(3))
    is_running = span.last >= day
    if count < max(rules.minimum_answers, 2):
        return ElementInSpan(span, count, is_running=is_running)
    error = squared_error(count=count, total=Fraction(total * SCALE), squares=Fraction(squares * SCALE**2))
    index, margin = round_half_up(Fraction(total * SCALE, count)), margin_from(error, freedom=count - 1)
    return ElementInSpan(span, count, index, margin, is_running)


def _change(before: ElementInSpan, after: ElementInSpan | None) -> Change | None:
    if after is None or before.index is None or before.margin is None or after.index is None or after.margin is None:
        return None
    return Change(after.index - before.index, difference_margin(before.margin, after.margin))
