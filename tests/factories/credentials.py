"""A batch that ran: two sessions on 23 and 24 March 2026, its people confirmed and present."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from credentials.settlement import settle
from people.models import Employee
from programs.closing import close
from programs.models import Batch, Enrollment, Program, TrainingType
from tests.factories.programs import make_attendance, make_batch, make_enrollment, make_program, make_session

# Wednesday 25 March 2026, 10.00 WIB: the day after the batch.
AFTERWARDS = datetime(2026, 3, 25, 3, tzinfo=UTC)


def make_form(code: str) -> TrainingType:
    """The form of learning with this code."""
    return TrainingType.objects.get_or_create(code=code, defaults={"name": code, "path": "klasikal"})[0]


def make_run(
    people: Iterable[Employee], *, absent: Iterable[Employee] = (), program: Program | None = None, **fields: Any
) -> Batch:
    """An open batch whose people were present at both sessions, those of `absent` at none."""
    people, absent = list(people), list(absent)
    batch = make_batch(program or make_program(), **{"seats": max(2, len(people) + len(absent)), **fields})
    sessions = [make_session(batch, day=0), make_session(batch, day=1)]
    for employee in [*people, *absent]:
        enrollment = make_enrollment(batch, employee, state="confirmed")
        for session in sessions:
            make_attendance(session, enrollment, present=employee not in absent)
    return batch


def make_settled(people: Iterable[Employee], **fields: Any) -> Batch:
    """A batch that was closed and settled."""
    batch = close(batch=make_run(people, **fields), by=None, now=AFTERWARDS)
    settle(batch=batch, now=AFTERWARDS)
    return batch


def enrollment_of(batch: Batch, employee: Employee) -> Enrollment:
    """The person's application to the batch, fresh."""
    return Enrollment.objects.get(batch=batch, employee=employee)
