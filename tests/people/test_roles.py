"""Roles are given and taken by HR; only HR enters the records, and one HR always remains."""

from datetime import date, datetime, timedelta

import pytest

from people import roles
from people.models import Role, RoleKind
from people.roles import RoleError
from tests.cast import Cast

TODAY = date(2026, 3, 9)


def test_hr_may_enter_the_records_from_its_first_day_to_its_last(cast: Cast, now: datetime) -> None:
    held = roles.grant(account=cast.employee, kind=RoleKind.HR, on=TODAY, by=cast.hr, now=now)
    assert roles.grant(account=cast.employee, kind=RoleKind.HR, on=TODAY, by=cast.hr, now=now) == held
    cast.employee.refresh_from_db()
    assert cast.employee.is_staff
    roles.revoke(role=held, on=TODAY + timedelta(days=9), by=cast.hr, now=now)
    roles.admit_hr_to_records(now=now + timedelta(days=9))
    cast.employee.refresh_from_db()
    assert not cast.employee.is_staff
    assert Role.objects.get(pk=held.pk).ends_on == TODAY + timedelta(days=8)


def test_a_role_for_later_opens_nothing_today(cast: Cast, now: datetime) -> None:
    roles.grant(account=cast.employee, kind=RoleKind.HR, on=date(2026, 5, 1), by=cast.hr, now=now)
    cast.employee.refresh_from_db()
    assert not cast.employee.is_staff


def test_a_role_taken_on_the_day_it_was_given_never_was(cast: Cast, now: datetime) -> None:
    held = roles.grant(account=cast.employee, kind=RoleKind.LEADERSHIP, on=TODAY, by=cast.hr, now=now)
    roles.revoke(role=held, on=TODAY, by=cast.hr, now=now)
    assert not Role.objects.filter(account=cast.employee).exists()


def test_the_last_hr_role_stays(cast: Cast, now: datetime) -> None:
    only = Role.objects.get(kind=RoleKind.HR)
    with pytest.raises(RoleError, match="Ini peran BKPSDM terakhir"):
        roles.revoke(role=only, on=TODAY, by=cast.hr, now=now)


def test_a_survey_officer_needs_a_unit_and_hr_needs_none(cast: Cast, now: datetime) -> None:
    with pytest.raises(RoleError, match="Petugas survei harus mempunyai unit"):
        roles.grant(account=cast.employee, kind=RoleKind.SURVEY_OFFICER, on=TODAY, by=cast.hr, now=now)
    with pytest.raises(RoleError, match="peran lain tanpa unit"):
        roles.grant(account=cast.employee, kind=RoleKind.HR, unit=cast.unit, on=TODAY, by=cast.hr, now=now)


def test_a_closed_account_gets_no_role(cast: Cast, now: datetime) -> None:
    cast.employee.is_active = False
    with pytest.raises(RoleError, match="Akun ini ditutup"):
        roles.grant(account=cast.employee, kind=RoleKind.HR, on=TODAY, by=cast.hr, now=now)


def test_superusers_keep_their_way_in(cast: Cast, now: datetime) -> None:
    cast.leader.is_staff = cast.leader.is_superuser = True
    cast.leader.save()
    roles.admit_hr_to_records(now=now)
    cast.leader.refresh_from_db()
    assert cast.leader.is_staff
