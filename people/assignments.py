"""Someone begins somewhere, moves on, or leaves."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from pembinaan.base.events import emit
from people.accounts import open_accounts
from people.audit import acting
from people.models import Account, Assignment, Employee, Headship, Position, Unit
from people.undoing import give_back_end

LEFT = "people.left"
DAY = timedelta(days=1)
# The deeds that end an assignment because a later one begins.
CUTTING = {"transfer", "import"}


class AssignmentError(DomainError):
    """The move is refused."""


def transfer(
    *, employee: Employee, unit: Unit, position: Position, on: date, by: Account | None, now: datetime
) -> Assignment:
    """Begin the employee's new main assignment on `on` (TMT) and end the present one the day before.

    For a newcomer, or someone who comes back, it is simply the beginning; the account opens with it.
    Asked again with the same facts it returns the same assignment.

    Raises:
        AssignmentError: the unit does not exist that day, or the day lies before the present assignment.
    """
    refuse_unit_outside_its_dates(unit, on)
    with transaction.atomic(), acting(by, "transfer"), refusing_with(AssignmentError):
        # The employee's row is the lock: two moves of one person must not both end the same assignment.
        Employee.objects.select_for_update().get(pk=employee.pk)
        present = Assignment.objects.last_main_of(employee)
        if present and (present.unit_id, present.position_id, present.starts_on) == (unit.pk, position.pk, on):
            return present
        if present:
            _make_way(present, on)
        begun: Assignment = Assignment.objects.create(employee=employee, unit=unit, position=position, starts_on=on)
        open_accounts(employees=[employee], now=now)
    return begun


def end(*, assignment: Assignment, on: date, by: Account | None, now: datetime) -> Assignment:
    """End an assignment with the day `on`, its last one; the unit's headship ends with it.

    Raises:
        AssignmentError: it has ended already, or would end before it started.
    """
    with transaction.atomic(), acting(by, "end assignment"), refusing_with(AssignmentError):
        # Locked, so that a transfer at the same moment does not end it on another day.
        held: Assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if held.ends_on == on:
            return held
        if held.ends_on is not None and held.ends_on < on:
            raise AssignmentError(
                _("Penempatan ini sudah berakhir pada %(day)s.") % {"day": date_format(held.ends_on, "j F Y")}
            )
        held.ends_on = on
        held.save(update_fields=["ends_on"])
        _leave_headships(held.employee_id, held.unit_id, on)
        if held.main:
            emit(kind=LEFT, subject_id=held.employee_id, now=now)
    return held


def undo(*, assignment: Assignment, by: Account | None, now: datetime) -> None:
    """Take back an assignment that has not begun; what its transfer ended goes on as before. Twice is as once.

    Raises:
        AssignmentError: it has begun already.
    """
    if assignment.starts_on <= city_day(now):
        raise AssignmentError(
            _("Penempatan ini sudah berlaku, jadi tidak dapat dibatalkan. Akhiri, atau pindahkan lagi.")
        )
    eve = assignment.starts_on - DAY
    with transaction.atomic(), acting(by, "undo transfer"), refusing_with(AssignmentError):
        # The employee's row is the lock, as for a transfer: nobody moves the person on while we give back.
        Employee.objects.select_for_update().get(pk=assignment.employee_id)
        gone, _rows = Assignment.objects.filter(pk=assignment.pk).delete()
        earlier = Assignment.objects.main_on(eve).filter(employee=assignment.employee_id).first()
        if not gone or not assignment.main or earlier is None:
            return
        give_back_end(earlier, cut_on=eve, deeds=CUTTING)
        led = Headship.objects.on(eve).filter(employee=assignment.employee_id, unit=earlier.unit_id, acting=False)
        for headship in led:
            give_back_end(headship, cut_on=eve, deeds=CUTTING)


def refuse_unit_outside_its_dates(unit: Unit, on: date) -> None:
    """Raise AssignmentError unless `unit` exists on `on`."""
    if on < unit.starts_on:
        raise AssignmentError(
            _("%(unit)s baru berdiri pada %(day)s.") % {"unit": unit, "day": date_format(unit.starts_on, "j F Y")}
        )
    if unit.ends_on and on > unit.ends_on:
        successor = Unit.objects.final_successor(unit)
        advice = _("Pilih penerusnya: %(unit)s.") % {"unit": successor} if successor != unit else ""
        raise AssignmentError(
            (
                _("%(unit)s berakhir pada %(day)s.") % {"unit": unit, "day": date_format(unit.ends_on, "j F Y")}
                + " "
                + advice
            ).strip()
        )


def _make_way(present: Assignment, on: date) -> None:
    if on <= present.starts_on:
        raise AssignmentError(
            _("Tanggal mulai harus setelah %(day)s, awal penempatan di %(unit)s.")
            % {"day": date_format(present.starts_on, "j F Y"), "unit": present.unit}
        )
    if present.ends_on is None or present.ends_on >= on:
        present.ends_on = on - DAY
        present.save(update_fields=["ends_on"])
        _leave_headships(present.employee_id, present.unit_id, present.ends_on)


def _leave_headships(employee_id: int, unit_id: int, last_day: date) -> None:
    held = Headship.objects.on(last_day).filter(employee_id=employee_id, unit_id=unit_id, acting=False)
    held.update(ends_on=last_day)
