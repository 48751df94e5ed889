"""Who decides on an application: the head of the applicant's unit, or the next one up."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from people.access import Access
from people.models import Headship, Unit
from programs.models import Enrollment, EnrollmentQuerySet, EnrollmentState


@dataclass(frozen=True)
class Chain:
    """The unit tree and its heads (acting ones too) on one day, read in two queries."""

    parents: dict[int, int | None]
    heads: dict[int, frozenset[int]]

    def headed_unit(self, unit_id: int | None, employee_id: int) -> int | None:
        """The nearest unit at or above `unit_id` that has a head who is not the applicant."""
        while unit_id is not None:
            heads = self.heads.get(unit_id, frozenset())
            if heads and employee_id not in heads:
                return unit_id
            unit_id = self.parents.get(unit_id)
        return None

    def deciders(self, unit_id: int, employee_id: int) -> frozenset[int]:
        """Ids of the employees who may decide for an applicant of the unit; empty: HR alone."""
        headed = self.headed_unit(unit_id, employee_id)
        return self.heads[headed] if headed is not None else frozenset()


def chain_on(day: date) -> Chain:
    """The chain of heads on the city's day `day`."""
    heads: defaultdict[int, set[int]] = defaultdict(set)
    for unit_id, employee_id in Headship.objects.on(day).values_list("unit_id", "employee_id"):
        heads[unit_id].add(employee_id)
    parents = dict(Unit.objects.without_tree_fields().values_list("pk", "parent_id"))
    return Chain(parents=parents, heads={unit: frozenset(ids) for unit, ids in heads.items()})


def deciders_of(enrollment: Enrollment, day: date) -> frozenset[int]:
    """Ids of the employees who may decide on this application on the city's day `day`; empty: HR alone."""
    return chain_on(day).deciders(enrollment.unit_id, enrollment.employee_id)


def may_decide(access: Access, enrollment: Enrollment) -> bool:
    """Whether the visitor approves or declines this application: HR, or the applicant's head as above."""
    if access.is_hr:
        return True
    if access.employee_id is None:
        return False
    return access.employee_id in deciders_of(enrollment, access.day)


def waiting_for(access: Access) -> EnrollmentQuerySet:
    """The undecided applications that the visitor decides today, the oldest first."""
    undecided = Enrollment.objects.filter(state=EnrollmentState.REQUESTED).order_by("requested_at", "pk")
    if access.is_hr:
        return undecided
    chain, me = chain_on(access.day), access.employee_id
    below = undecided.filter(unit_id__in=access.headed_unit_ids).values_list("pk", "unit_id", "employee_id")
    return undecided.filter(pk__in=[pk for pk, unit, applicant in below if me in chain.deciders(unit, applicant)])
