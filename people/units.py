"""Units change: merging one into another."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.errors import DomainError
from pembinaan.base.events import emit
from people.audit import acting
from people.models import Account, Assignment, Headship, Role, Unit

MERGED = "people.unit_merged"


class UnitError(DomainError):
    """The change of the unit is refused."""


def merge(*, unit: Unit, into: Unit, on: date, by: Account | None, now: datetime) -> Unit:
    """Let `unit` go up in `into` from the day `on`: its last day is the day before.

    Those who work there go on in `into` in the same position; units below move under `into`;
    headships and survey roles of the old unit end. Asked again, it changes nothing.

    Raises:
        UnitError: one of the two does not exist that day, or `unit` lies above `into`.
    """
    last_day = on - timedelta(days=1)
    with transaction.atomic(), acting(by, "merge units"), refusing_with(UnitError):
        # Both units in the order of their ids: a merger the other way round at the same moment waits for this one.
        locked = {u.pk: u for u in Unit.objects.filter(pk__in=[unit.pk, into.pk]).order_by("pk").select_for_update()}
        old, new = locked[unit.pk], locked[into.pk]
        if (old.merged_into_id, old.ends_on) == (new.pk, last_day):
            return old
        _refuse_unless_in_force(old, on)
        _refuse_unless_in_force(new, on)
        Unit.objects.filter(parent=old).on(on).update(parent=new)
        _move_people(old, new, on)
        Headship.objects.on(on).filter(unit=old, starts_on__lt=on).update(ends_on=last_day)
        Role.objects.on(on).filter(unit=old, starts_on__lt=on).update(ends_on=last_day)
        old.ends_on, old.merged_into = last_day, new
        old.save(update_fields=["ends_on", "merged_into"])
        emit(kind=MERGED, subject_id=old.pk, now=now)
    return old


def _refuse_unless_in_force(unit: Unit, on: date) -> None:
    if unit.starts_on >= on or (unit.ends_on and unit.ends_on < on):
        raise UnitError(
            _("%(unit)s tidak ada pada %(day)s. Pilih tanggal atau unit lain.")
            % {"unit": unit, "day": date_format(on, "j F Y")}
        )


def _move_people(old: Unit, new: Unit, on: date) -> None:
    moving = list(Assignment.objects.filter(unit=old, starts_on__lt=on).on(on).order_by("pk").select_for_update())
    Assignment.objects.filter(pk__in=[assignment.pk for assignment in moving]).update(ends_on=on - timedelta(days=1))
    Assignment.objects.bulk_create(
        Assignment(
            employee_id=assignment.employee_id,
            position_id=assignment.position_id,
            main=assignment.main,
            unit=new,
            starts_on=on,
            ends_on=assignment.ends_on,
        )
        for assignment in moving
    )
    Assignment.objects.filter(unit=old, starts_on__gte=on).update(unit=new)
