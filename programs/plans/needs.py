"""Stating a competency gap (AKPK), and putting those of a unit into an order."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from people.models import Account, Assignment, Unit
from programs.errors import NeedError
from programs.models import Need, PlannedNeed


def state(*, need: Need, by: Account | None, now: datetime) -> Need:
    """Keep a new need (unsaved, of an employee) with the unit where that employee works today.

    Raises NeedError when the employee works nowhere, or has stated the same need for that year.
    """
    assignment = Assignment.objects.main_on(city_day(now)).filter(employee=need.employee).first()
    if assignment is None:
        raise NeedError(_nowhere(need, by))
    need.unit_id, need.stated_at, need.stated_by = assignment.unit_id, now, by
    with transaction.atomic(), refusing_with(NeedError):
        need.save(force_insert=True)
    return need


def _nowhere(need: Need, by: Account | None) -> str:
    if by is not None and by.employee_id == need.employee_id:
        return _("Anda belum tercatat bekerja di sebuah unit. Hubungi BKPSDM.")
    return _("%(name)s tidak tercatat bekerja di sebuah unit hari ini. Hubungi BKPSDM.") % {"name": need.employee.name}


def withdraw(*, need: Need, by: Account | None, now: datetime) -> None:
    """Take a stated need back; the ranked ones behind it move up. Taking back twice changes nothing more.

    Raises NeedError when a plan or a proposal answers it.
    """
    answer = PlannedNeed.objects.filter(need=need).select_related("planned").first()
    if answer is not None:
        raise NeedError(
            _("Kebutuhan ini sudah masuk rencana atau usulan “%(title)s”, jadi tidak dapat ditarik. Hubungi BKPSDM.")
            % {"title": answer.planned.title}
        )
    with transaction.atomic():
        if need.pk not in _hold(need.unit_id, need.year):
            return
        need.refresh_from_db()
        need.delete()
        if need.rank is not None:
            behind = Need.objects.filter(unit=need.unit_id, year=need.year, rank__gt=need.rank)
            behind.update(rank=F("rank") - 1)


def rank(*, unit: Unit, year: int, ranked: Sequence[int], by: Account | None, now: datetime) -> list[Need]:
    """Give the unit's needs of `year` the ranks 1, 2, … in the order of the ids `ranked`; the others have none.

    Returns the needs in their new order, the ranked ones first. Raises NeedError when an id is not, or no longer,
    one of them, or stands twice.
    """
    with transaction.atomic():
        known = _hold(unit.pk, year)
        if len(set(ranked)) < len(ranked) or not set(ranked) <= known:
            raise NeedError(_("Daftar kebutuhan unit ini sudah berubah. Muat ulang halaman, lalu urutkan lagi."))
        of_unit = Need.objects.filter(unit=unit, year=year)
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ranked, start=1)]
        of_unit.update(rank=Case(*places, default=None))
    return list(of_unit.in_order())


def _hold(unit_id: int, year: int) -> set[int]:
    """Lock the unit's needs of the year, so that two orders given at once follow each other; return their ids."""
    rows = Need.objects.select_for_update(no_key=True).filter(unit=unit_id, year=year).order_by("pk")
    return set(rows.values_list("pk", flat=True))
