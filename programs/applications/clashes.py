"""Sessions at the same hour: what a person would have to be at twice."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from programs.models import ENDED, Batch, BatchState, Enrollment, EnrollmentState, Session


@dataclass(frozen=True)
class Clash:
    """A session of the batch in question, and one of another batch, of the same person, at the same time."""

    own: str
    session: str
    batch_id: int
    batch: str
    starts_at: datetime
    ends_at: datetime
    state: str

    @property
    def get_state_display(self) -> str:
        """How the application to the other batch stands."""
        return str(EnrollmentState(self.state).label)


@dataclass(frozen=True)
class _Meeting:
    title: str
    batch_id: int
    batch: str
    starts_at: datetime
    ends_at: datetime


def clashes_of(*, batch: Batch, employee_id: int) -> list[Clash]:
    """The employee's clashes with this batch, the earliest first."""
    return clashes_with({(batch.pk, employee_id)})[batch.pk, employee_id]


def clashes_of_enrollments(enrollments: Iterable[Enrollment]) -> dict[int, list[Clash]]:
    """The clashes of each application with the person's other ones, by enrollment; two queries for all."""
    pairs = {enrollment.pk: (enrollment.batch_id, enrollment.employee_id) for enrollment in enrollments}
    found = clashes_with(set(pairs.values()))
    return {pk: found[pair] for pk, pair in pairs.items()}


def clashing_people(batch: Batch) -> list[tuple[Enrollment, list[Clash]]]:
    """Everybody with a live application to the batch and a clash, by name; three queries."""
    live = list(batch.enrollments.exclude(state__in=ENDED).select_related("employee").order_by("employee__name", "pk"))
    found = clashes_of_enrollments(live)
    return [(enrollment, found[enrollment.pk]) for enrollment in live if found[enrollment.pk]]


def clashes_with(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[Clash]]:
    """Clashes of people (batch, employee) with all their other live applications; two queries for all pairs."""
    own: defaultdict[int, list[_Meeting]] = defaultdict(list)
    for meeting in _meetings(Session.objects.filter(batch__in={batch for batch, _employee in pairs})):
        own[meeting.batch_id].append(meeting)
    others = _other_meetings({employee for _batch, employee in pairs})
    return {(batch, employee): _compared(own[batch], others[employee], batch) for batch, employee in pairs}


def _compared(own: Iterable[_Meeting], others: Iterable[tuple[_Meeting, str]], batch_id: int) -> list[Clash]:
    return [
        Clash(mine.title, other.title, other.batch_id, other.batch, other.starts_at, other.ends_at, state)
        for other, state in others
        if other.batch_id != batch_id
        for mine in own
        if mine.starts_at < other.ends_at and other.starts_at < mine.ends_at
    ]


def _meeting(title: str, batch_id: int, program: str, number: int, starts_at: datetime, ends_at: datetime) -> _Meeting:
    return _Meeting(title, batch_id, f"{program} · {number}", starts_at, ends_at)


def _meetings(sessions: Any) -> list[_Meeting]:
    held = sessions.filter(cancelled=False).order_by("starts_at", "pk")
    columns = ("title", "batch_id", "batch__program__title", "batch__number", "starts_at", "ends_at")
    return [_meeting(*row) for row in held.values_list(*columns)]


def _other_meetings(employee_ids: Collection[int]) -> dict[int, list[tuple[_Meeting, str]]]:
    """The sessions of all live applications of these people in running batches, in time, by employee."""
    live = Enrollment.objects.filter(employee__in=employee_ids, batch__state=BatchState.OPEN).exclude(state__in=ENDED)
    held = live.filter(batch__sessions__cancelled=False).order_by("batch__sessions__starts_at", "batch__sessions__pk")
    session, program = "batch__sessions__", ("batch_id", "batch__program__title", "batch__number")
    columns = (f"{session}title", *program, f"{session}starts_at", f"{session}ends_at")
    rows: defaultdict[int, list[tuple[_Meeting, str]]] = defaultdict(list)
    for employee_id, state, *row in held.values_list("employee_id", "state", *columns):
        rows[employee_id].append((_meeting(*row), state))
    return rows
