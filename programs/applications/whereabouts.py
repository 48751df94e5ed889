"""Where a request lies and since when: what the applicant reads while it is undecided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pembinaan.base.dates import city_day
from people.models import Absence, Employee, Headship
from programs.applications.approvers import chain_on
from programs.models import Enrollment, Nudge, NudgeKind


@dataclass(frozen=True)
class Whereabouts:
    """Names of those who decide (empty: BKPSDM), of the next one up once escalated, and what was done meanwhile."""

    deciders: list[str]
    next_up: list[str]
    away: list[Absence]
    since: datetime
    days: int
    reminded_at: datetime | None
    escalated_at: datetime | None


def whereabouts(enrollment: Enrollment, day: date) -> Whereabouts:
    """Where an undecided request lies on the city's day `day`."""
    chain = chain_on(day)
    nudges = dict(Nudge.objects.filter(enrollment=enrollment).values_list("kind", "at"))
    of = (enrollment.unit_id, enrollment.employee_id)
    escalated_at = nudges.get(NudgeKind.ESCALATION)
    return Whereabouts(
        deciders=_names(chain.deciders(*of)),
        next_up=_names(chain.next_up(*of)) if escalated_at else [],
        away=list(_away_heads(enrollment, day)),
        since=enrollment.requested_at,
        days=(day - city_day(enrollment.requested_at)).days,
        reminded_at=nudges.get(NudgeKind.REMINDER),
        escalated_at=escalated_at,
    )


def _names(employee_ids: Iterable[int]) -> list[str]:
    return list(Employee.objects.filter(pk__in=list(employee_ids)).order_by("name").values_list("name", flat=True))


def _away_heads(enrollment: Enrollment, day: date) -> Iterable[Absence]:
    heads = Headship.objects.on(day).filter(unit_id=enrollment.unit_id).exclude(employee_id=enrollment.employee_id)
    return Absence.objects.in_force(day).filter(employee__in=heads.values("employee")).select_related("employee")
