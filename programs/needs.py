"""Stating a competency gap (AKPK)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from people.models import Account, Assignment
from programs.errors import NeedError
from programs.models import Need


def state(*, need: Need, by: Account | None, now: datetime) -> Need:
    """Keep a new need (unsaved, of an employee) with the unit where that employee works today.

    Raises NeedError when the employee works nowhere, or has stated the same need for that year.
    """
    assignment = Assignment.objects.main_on(city_day(now)).filter(employee=need.employee).first()
    if assignment is None:
        raise NeedError(_("Anda belum tercatat bekerja di sebuah unit. Hubungi BKPSDM."))
    need.unit_id, need.stated_at = assignment.unit_id, now
    with transaction.atomic(), refusing_with(NeedError):
        need.save(force_insert=True)
    return need


def withdraw(*, need: Need, by: Account | None, now: datetime) -> None:
    """Take a stated need back."""
    need.delete()
