"""The improvement plans around a period: those that were running, and those that follow from its result."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from people.models import Unit
from surveys.models import ImprovementPlan
from surveys.periods import Span


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan; `state` says where it stands on the day of the report."""

    element: str
    action: str
    responsible: str
    starts_on: date
    due_on: date
    state: str


@dataclass(frozen=True, slots=True)
class Plans:
    """`running` began before the period and were not done by then; `following` begin in it or soon after."""

    running: tuple[PlanLine, ...]
    following: tuple[PlanLine, ...]


def plans_around(*, unit: Unit, span: Span, day: date) -> Plans:
    """The unit's plans that a report of the period tells of, by element and time; one query."""
    latest = _after(span).last
    plans = ImprovementPlan.objects.filter(unit=unit, starts_on__lte=latest).select_related("element")
    running, following = [], []
    for plan in plans.order_by("element__position", "due_on", "pk"):
        line = PlanLine(plan.element.key, plan.action, plan.responsible, plan.starts_on, plan.due_on, _state(plan, day))
        if plan.starts_on >= span.first:
            following.append(line)
        elif plan.done_on is None or plan.done_on >= span.first:
            running.append(line)
    return Plans(tuple(running), tuple(following))


def _after(span: Span) -> Span:
    """The span of the same kind just after."""
    whole = Span(span.year + 1, span.kind, span.number)
    while whole.before().first > span.first:
        whole = whole.before()
    return whole


def _state(plan: ImprovementPlan, day: date) -> str:
    if plan.done_on:
        proof = f" Bukti: {plan.evidence}" if plan.evidence else ""
        return f"Selesai {date_format(plan.done_on, 'j F Y')}.{proof}"
    if plan.due_on < day:
        return "Belum selesai, lewat waktu."
    return "Sedang dikerjakan." if plan.starts_on <= day else "Belum dimulai."
