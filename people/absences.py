"""A head says: I am away from this day to that day, and this person decides for me."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from pembinaan.base.events import emit
from people.audit import acting as noting
from people.models import Absence, AbsenceReason, Account, Assignment, Employee, Headship, Unit

# An absence, for the rooms above: its deputy was named, or it ended early.
ABSENCE_RECORDED = "absence.recorded"
ABSENCE_ENDED = "absence.ended"


class AbsenceError(DomainError):
    """The absence cannot be recorded or ended like this."""


def candidates(employee: Employee, day: date) -> QuerySet[Employee]:
    """Who may be this head's deputy on `day`: who serves in the units headed, and the heads right below; by name."""
    headed = Headship.objects.on(day).filter(employee=employee).values_list("unit_id", flat=True)
    serving = Assignment.objects.main_on(day).filter(unit_id__in=list(headed)).values("employee_id")
    below = Unit.objects.without_tree_fields().filter(parent_id__in=list(headed)).values("pk")
    heads_below = Headship.objects.on(day).filter(unit_id__in=below).values("employee_id")
    others = Employee.objects.exclude(pk=employee.pk)
    return (others.filter(pk__in=serving) | others.filter(pk__in=heads_below)).order_by("name", "pk")


def record(
    *,
    employee: Employee,
    starts_on: date,
    ends_on: date,
    reason: AbsenceReason,
    deputy: Employee | None,
    by: Account | None,
    now: datetime,
) -> Absence:
    """Note that a head is away from `starts_on` to `ends_on`, both included, and who decides meanwhile.

    Raises:
        AbsenceError: the person heads nothing then, the days are past or overlap another absence, or the deputy
            serves elsewhere.
    """
    if starts_on < city_day(now):
        raise AbsenceError(_("Tanggal mulai paling awal hari ini."))
    if not Headship.objects.on(starts_on).filter(employee=employee).exists():
        raise AbsenceError(
            _("%(name)s tidak menjabat kepala unit pada tanggal itu, jadi tidak ada yang perlu diwakili.")
            % {"name": employee}
        )
    if deputy is not None and not candidates(employee, starts_on).filter(pk=deputy.pk).exists():
        raise AbsenceError(_("Pilih wakil dari unit yang dipimpin, atau kepala unit tepat di bawahnya."))
    with transaction.atomic(), noting(by, "record absence"), refusing_with(AbsenceError):
        absence: Absence = Absence.objects.create(
            employee=employee,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
            deputy=deputy,
            recorded_by=by,
            recorded_at=now,
        )
        emit(kind=ABSENCE_RECORDED, subject_id=absence.pk, now=now)
    return absence


def end(*, absence: Absence, by: Account | None, now: datetime) -> Absence:
    """The head decides alone again from today; one that did not begin before today is taken back. Twice is as once."""
    today = city_day(now)
    with transaction.atomic(), noting(by, "end absence"), refusing_with(AbsenceError):
        held: Absence = Absence.objects.select_for_update(no_key=True, of=("self",)).get(pk=absence.pk)
        if held.withdrawn_at is not None or (held.ends_on is not None and held.ends_on < today):
            return held
        if held.starts_on >= today:
            held.withdrawn_at = now
        else:
            held.ends_on = today - timedelta(days=1)
        held.save(update_fields=["withdrawn_at", "ends_on"])
        emit(kind=ABSENCE_ENDED, subject_id=held.pk, now=now)
    return held
