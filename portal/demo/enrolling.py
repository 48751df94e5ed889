"""Batches and enrollments with their trails, as the use cases would have left them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from portal.demo.catalogue import BY_CODE, Design
from portal.demo.city import City, weekday_on_or_after
from programs.models import Batch, BatchChange, BatchState, Enrollment, EnrollmentChange, EnrollmentState, Session

PLACES = {
    "bkpsdm": "Aula BKPSDM, Senggarang",
    "umrah": "Aula UMRAH, Dompak",
    "bpsdm": "Kampus BPSDM Provinsi, Dompak",
}


@dataclass
class Run:
    """One batch in the making."""

    program: str
    starts_on: date
    units: list[str] = field(default_factory=list)
    number: int = 0
    id: int = 0
    sessions: list[tuple[int, date]] = field(default_factory=list)
    state: str = BatchState.CLOSED
    offer_hours: int = 24
    # Columns of the batch that differ from the usual.
    special: dict[str, Any] = field(default_factory=dict)

    @property
    def design(self) -> Design:
        """The program of which it is a run."""
        return BY_CODE[self.program]

    @property
    def days(self) -> list[date]:
        """The days on which it meets: weekdays one after the other."""
        days = [weekday_on_or_after(self.starts_on)]
        while len(days) < self.design.days:
            days.append(weekday_on_or_after(days[-1] + timedelta(days=1)))
        return days


@dataclass(frozen=True)
class Step:
    """One change of an enrollment's state."""

    state: str
    by: int | None
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Finished:
    """Somebody who finished a batch: what a certificate is made from."""

    enrollment_id: int
    employee_id: int
    unit: str
    run: Run
    days: tuple[date, ...]  # on which the person was there
    closed_at: datetime


def add_batch(city: City, run: Run, *, opened_on: date) -> None:
    """Add a batch with its sessions and its trail; number and id are set on `run`."""
    city.runs[run.program] = run.number = city.runs.get(run.program, 0) + 1
    days = run.days
    opens_at, closes_at = city.at(opened_on), city.at(days[0] - timedelta(days=1), 17)
    closed_at = (
        city.at(weekday_on_or_after(days[-1] + timedelta(days=1)), 10) if run.state == BatchState.CLOSED else None
    )
    kind = {"umrah": "pks", "bpsdm": "pks"}.get(run.design.institution)
    columns = {
        "program_id": city.programs[run.program],
        "number": run.number,
        "agreement_id": city.agreements[run.design.institution, kind] if kind else None,
        "starts_on": days[0],
        "ends_on": days[-1],
        "enrollment_opens_at": opens_at,
        "enrollment_closes_at": closes_at,
        "seats": run.design.seats,
        "offer_hours": run.offer_hours,
        "state": run.state,
        "closed_at": closed_at,
        "cancel_reason": "Pengajar berhalangan; peserta dialihkan." if run.state == BatchState.CANCELLED else "",
    }
    run.id = city.rows.add(Batch, **(columns | run.special))
    _add_sessions(city, run)
    _add_trail(city, run, opens_at, closed_at)


def _add_sessions(city: City, run: Run) -> None:
    for place, day in enumerate(run.days, 1):
        instructor = next(
            (key for key in city.instructors[run.design.institution] if (key, day) not in city.teaching), None
        )
        if instructor is not None:
            city.teaching.add((instructor, day))
        key = city.rows.add(
            Session,
            batch_id=run.id,
            title=f"{run.design.title}, hari {place}" if run.design.days > 1 else run.design.title,
            starts_at=city.at(day, 8),
            ends_at=city.at(day, 15, 30),
            place="Daring" if run.design.form == "PJJ" else PLACES[run.design.institution],
            instructor_id=instructor,
        )
        run.sessions.append((key, day))


def _add_trail(city: City, run: Run, opens_at: datetime, closed_at: datetime | None) -> None:
    hr = city.accounts[city.personas["hr"]]
    steps: list[tuple[str, datetime]] = [(BatchState.DRAFT, opens_at - timedelta(days=5))]
    if run.state != BatchState.DRAFT:
        steps.append((BatchState.OPEN, opens_at))
    if closed_at is not None:
        steps.append((BatchState.CLOSED, closed_at))
    if run.state == BatchState.CANCELLED:
        steps.append((BatchState.CANCELLED, opens_at + timedelta(days=9)))
    before = ""
    for state, at in steps:
        reason = "Pengajar berhalangan; peserta dialihkan." if state == BatchState.CANCELLED else ""
        city.rows.add(BatchChange, batch_id=run.id, from_state=before, to_state=state, by_id=hr, at=at, reason=reason)
        before = state


def add_enrollment(
    city: City,
    run: Run,
    employee: int,
    unit: str,
    steps: Sequence[Step],
    *,
    queue_number: int | None = None,
    offer_expires_at: datetime | None = None,
    code: str | None = None,
) -> int:
    """Add an enrollment that went through `steps`; return its id."""
    last = steps[-1]
    key = city.rows.add(
        Enrollment,
        batch_id=run.id,
        employee_id=employee,
        unit_id=city.units[unit].id,
        state=last.state,
        requested_at=steps[0].at,
        queue_number=queue_number,
        offer_expires_at=offer_expires_at,
        code=code,
        reason=last.reason,
    )
    before = ""
    for step in steps:
        city.rows.add(
            EnrollmentChange,
            enrollment_id=key,
            from_state=before,
            to_state=step.state,
            by_id=step.by,
            at=step.at,
            reason=step.reason,
        )
        before = step.state
    for day in run.days:
        city.busy.add((employee, day))
    return key


def attended(city: City, enrollment_id: int, by: int | None, at: datetime) -> None:
    """A confirmed participant came to the first session."""
    row = next(row for row in reversed(city.rows.of(Enrollment)) if row["id"] == enrollment_id)
    step = {"from_state": row["state"], "to_state": EnrollmentState.ATTENDED, "by_id": by, "at": at, "reason": ""}
    city.rows.add(EnrollmentChange, enrollment_id=enrollment_id, **step)
    row["state"] = EnrollmentState.ATTENDED


def requested(city: City, employee: int, at: datetime) -> Step:
    """The employee applies."""
    return Step(EnrollmentState.REQUESTED, city.accounts[employee], at)


def confirmed(city: City, employee: int, unit: str, at: datetime) -> Step:
    """The head of the unit approves and there is a seat."""
    return Step(EnrollmentState.CONFIRMED, city.head_account(unit, at.date(), employee), at)


def free_people(city: City, run: Run, unit: str, since: date) -> list[int]:
    """People of a unit, there from `since` to the batch's end, who are in no other batch on its days."""
    days = run.days
    return [
        spell.employee_id
        for spell in city.spells.get(unit, [])
        if spell.holds_on(since) and spell.holds_on(days[-1])
        and not any((spell.employee_id, day) in city.busy for day in days)
    ]  # fmt: skip
