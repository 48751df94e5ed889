"""Heads who are away, requests that lie, and a participant who asks to withdraw."""

from datetime import datetime, timedelta

from people.models import Absence, AbsenceReason
from portal.demo.city import City
from portal.demo.rows import Row
from programs.models import (
    Attendance,
    Batch,
    BatchState,
    Enrollment,
    EnrollmentChange,
    EnrollmentState,
    Nudge,
    NudgeKind,
)

# unit, first and last day from today, why, with a deputy
AWAY = (
    ("114", -1, 2, AbsenceReason.TRAVEL, True),
    ("105", 0, 1, AbsenceReason.LEAVE, False),
    ("153", 9, 13, AbsenceReason.LEAVE, True),
)
REMIND_AFTER, ESCALATE_AFTER = 3, 7  # the first rule of programs.AnswerDeadline
WITHDRAWING_FROM = "naskah-dinas"
REASON = "Orang tua dirawat di rumah sakit sejak tadi malam."


def make_standing_in(city: City) -> None:
    """Add absences with and without deputies, reminders and escalations as beat would have, and a withdrawal asked."""
    for unit, first, last, reason, with_deputy in AWAY:
        _away(city, unit, first, last, reason, with_deputy=with_deputy)
    for row in city.rows.of(Enrollment):
        if row["state"] == EnrollmentState.REQUESTED:
            _nudge(city, row)
    _ask_to_withdraw(city)


def _away(city: City, unit: str, first: int, last: int, reason: str, *, with_deputy: bool) -> None:
    head = next((headed.employee_id for headed in city.heads.get(unit, []) if headed.holds_on(city.today)), None)
    others = [key for key in city.serving(unit, city.today) if key not in {head, *city.personas.values()}]
    if head is None or not others:
        return
    # Whoever waits for a decision is no good example of a deputy.
    deputies = [key for key in others if key not in city.asked] or others
    city.rows.add(
        Absence,
        employee_id=head,
        deputy_id=deputies[0] if with_deputy else None,
        reason=reason,
        starts_on=city.today + timedelta(days=first),
        ends_on=city.today + timedelta(days=last),
        recorded_by_id=city.accounts[head],
        recorded_at=city.at(city.today - timedelta(days=3), 15, 30),
        withdrawn_at=None,
    )


def _nudge(city: City, row: Row) -> None:
    asked: datetime = row["requested_at"]
    for kind, days in ((NudgeKind.REMINDER, REMIND_AFTER), (NudgeKind.ESCALATION, ESCALATE_AFTER)):
        due = (asked + timedelta(days=days)).date()
        if due < city.today:
            city.rows.add(Nudge, enrollment_id=row["id"], kind=kind, at=city.at(due, 7, 20))


def _ask_to_withdraw(city: City) -> None:
    """Somebody who was not there on the first day asked that morning; BKPSDM has not answered."""
    program = city.programs[WITHDRAWING_FROM]
    running = {
        row["id"]: row
        for row in city.rows.of(Batch)
        if row["program_id"] == program and row["state"] == BatchState.OPEN
    }
    there = {row["enrollment_id"] for row in city.rows.of(Attendance) if row["present"]}
    for row in city.rows.of(Enrollment):
        if row["batch_id"] in running and row["state"] == EnrollmentState.CONFIRMED and row["id"] not in there:
            at = city.at(running[row["batch_id"]]["starts_on"], 6, 40)
            row["state"], row["reason"] = EnrollmentState.WITHDRAWING, REASON
            city.rows.add(
                EnrollmentChange,
                enrollment_id=row["id"],
                from_state=EnrollmentState.CONFIRMED,
                to_state=EnrollmentState.WITHDRAWING,
                by_id=city.accounts[row["employee_id"]],
                at=at,
                reason=REASON,
            )
            return
