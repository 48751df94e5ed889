"""Who decides on an application: the head of the applicant's unit, who stands in for the head, or the next one up."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from people.access import Access
from people.models import Absence, Headship, Unit
from programs.models import Enrollment, EnrollmentQuerySet, EnrollmentState, Nudge

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Chain:
    """The unit tree and who answers for each unit on one day, read in three queries.

    `heads` holds all heads, acting ones too; `answering` those who decide today: heads who are there, heads who named
    a deputy, and that deputy. `answered_by` leads from a unit to the one whose head answers instead (PEMKO: the Sekda).
    """

    parents: dict[int, int | None]
    answered_by: dict[int, int]
    heads: dict[int, frozenset[int]]
    answering: dict[int, frozenset[int]]

    def levels(self, unit_id: int, employee_id: int) -> Iterator[tuple[int, frozenset[int]]]:
        """From the applicant's unit upwards: each unit whose heads may decide, and who they are today.

        A unit that the applicant heads or stands in for is passed over: nobody is decided on by themselves or by
        who acts for them.
        """
        for place in self._path(unit_id):
            concerned = self.answering.get(place, NOBODY) | self.heads.get(place, NOBODY)
            if self.answering.get(place) and employee_id not in concerned:
                yield place, self.answering[place]

    def deciders(self, unit_id: int, employee_id: int, *, escalated: bool = False) -> frozenset[int]:
        """Ids of the employees who may decide for an applicant of the unit; empty: HR alone.

        `escalated`: nobody answered in time, so the next one up may decide too.
        """
        levels = self.levels(unit_id, employee_id)
        first = next(levels, (0, NOBODY))[1]
        if not escalated:
            return first
        return first | next((above for _place, above in levels if above - first), NOBODY)

    def next_up(self, unit_id: int, employee_id: int) -> frozenset[int]:
        """Ids of those to whom an escalation brings the application; empty: HR alone."""
        escalated = self.deciders(unit_id, employee_id, escalated=True)
        return escalated - self.deciders(unit_id, employee_id)

    def _path(self, unit_id: int) -> Iterator[int]:
        here: int | None = unit_id
        passed = set()
        while here is not None:
            place = self.answered_by.get(here, here)
            if place not in passed:
                passed.add(place)
                yield place
            here = self.parents.get(here)


def chain_on(day: date) -> Chain:
    """Who answers for which unit on the city's day `day`."""
    deputies = dict(Absence.objects.in_force(day).values_list("employee_id", "deputy_id"))
    heads: defaultdict[int, set[int]] = defaultdict(set)
    answering: defaultdict[int, set[int]] = defaultdict(set)
    for unit_id, employee_id in Headship.objects.on(day).values_list("unit_id", "employee_id"):
        heads[unit_id].add(employee_id)
        answering[unit_id] |= _instead_of(employee_id, deputies)
    tree = list(Unit.objects.without_tree_fields().values_list("pk", "parent_id", "answered_by_id"))
    return Chain(
        parents={pk: parent for pk, parent, _answered_by in tree},
        answered_by={pk: answered_by for pk, _parent, answered_by in tree if answered_by is not None},
        heads={unit: frozenset(ids) for unit, ids in heads.items()},
        answering={unit: frozenset(ids) for unit, ids in answering.items()},
    )


def _instead_of(head: int, deputies: dict[int, int | None]) -> set[int]:
    """The head; of one who is away, head and deputy (a mandate leaves its giver free), without a deputy nobody."""
    if head not in deputies:
        return {head}
    deputy = deputies[head]
    return {head, deputy} if deputy is not None and deputy not in deputies else set()


def is_escalated(enrollment: Enrollment) -> bool:
    """Whether the application was brought to the next one up."""
    return Nudge.objects.escalations().filter(enrollment=enrollment).exists()


def deciders_of(enrollment: Enrollment, day: date) -> frozenset[int]:
    """Ids of the employees who may decide on this application on the city's day `day`; empty: HR alone."""
    chain = chain_on(day)
    return chain.deciders(enrollment.unit_id, enrollment.employee_id, escalated=is_escalated(enrollment))


def may_decide(access: Access, enrollment: Enrollment) -> bool:
    """Whether the visitor approves or declines this application: HR, or who decides as above."""
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
    if not access.is_approver:
        return undecided.none()
    chain, me = chain_on(access.day), access.employee_id
    below = undecided.filter(unit_id__in=access.approving_unit_ids).values_list("pk", "unit_id", "employee_id")
    escalated = set(
        Nudge.objects.escalations().filter(enrollment__in=undecided).values_list("enrollment_id", flat=True)
    )
    mine = [pk for pk, unit, applicant in below if me in chain.deciders(unit, applicant, escalated=pk in escalated)]
    return undecided.filter(pk__in=mine)
