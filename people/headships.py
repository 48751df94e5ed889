"""Who answers for a unit: appointing heads and acting heads."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.audit import acting as noting
from people.models import Account, Assignment, Employee, Headship, Unit
from people.undoing import give_back_end

# The deeds that end a headship because a later one begins.
CUTTING = {"appoint head", "import"}


class HeadshipError(DomainError):
    """The appointment is refused."""


def appoint(
    *,
    unit: Unit,
    employee: Employee,
    acting: bool,
    on: date,
    until: date | None = None,
    by: Account | None,
    now: datetime,
) -> Headship:
    """Make the employee head (or acting head, Plt./Plh.) of the unit from `on`, to `until` if given.

    The former head of the same kind ends the day before. Asked again, it returns the same headship.

    Raises:
        HeadshipError: the employee serves nowhere that day, the dates are wrong, or a later head is known already.
    """
    if not Assignment.objects.on(on).filter(employee=employee).exists():
        raise HeadshipError(
            _("%(name)s belum mempunyai penempatan pada %(day)s. Catat dahulu penempatannya.")
            % {"name": employee, "day": date_format(on, "j F Y")}
        )
    with transaction.atomic(), noting(by, "appoint head"), refusing_with(HeadshipError):
        # The unit's row is the lock: two appointments at once must not both end the former head.
        Unit.objects.select_for_update().get(pk=unit.pk)
        former: Headship | None = Headship.objects.on(on).filter(unit=unit, acting=acting).first()
        if former and (former.employee_id, former.starts_on) == (employee.pk, on):
            return former
        if former:
            _give_way(former, on)
        return Headship.objects.create(unit=unit, employee=employee, acting=acting, starts_on=on, ends_on=until)


def end(*, headship: Headship, on: date, by: Account | None, now: datetime) -> Headship:
    """End a headship with the day `on`, its last one.

    Raises:
        HeadshipError: it would end before it started.
    """
    with transaction.atomic(), noting(by, "end headship"), refusing_with(HeadshipError):
        held: Headship = Headship.objects.select_for_update().get(pk=headship.pk)
        if held.ends_on is None or held.ends_on > on:
            held.ends_on = on
            held.save(update_fields=["ends_on"])
    return held


def undo(*, headship: Headship, by: Account | None, now: datetime) -> None:
    """Take back a headship that has not begun; the former head goes on as before. Twice is as once.

    Raises:
        HeadshipError: it has begun already.
    """
    if headship.starts_on <= city_day(now):
        raise HeadshipError(_("Kepala ini sudah menjabat, jadi tidak dapat dibatalkan. Akhiri saja."))
    eve = headship.starts_on - timedelta(days=1)
    with transaction.atomic(), noting(by, "undo headship"), refusing_with(HeadshipError):
        # The unit's row is the lock, as for an appointment.
        Unit.objects.select_for_update().get(pk=headship.unit_id)
        gone, _rows = Headship.objects.filter(pk=headship.pk).delete()
        former = Headship.objects.on(eve).filter(unit=headship.unit_id, acting=headship.acting).first()
        if gone and former:
            give_back_end(former, cut_on=eve, deeds=CUTTING)


def _give_way(former: Headship, on: date) -> None:
    if former.starts_on == on:
        raise HeadshipError(
            _("%(name)s sudah tercatat mulai %(day)s. Hapus atau ubah dahulu catatan itu di data induk.")
            % {"name": former.employee, "day": date_format(on, "j F Y")}
        )
    former.ends_on = on - timedelta(days=1)
    former.save(update_fields=["ends_on"])
