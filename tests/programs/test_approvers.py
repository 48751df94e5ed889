"""Who decides on an application."""

from datetime import date, datetime

import pytest

from people.access import Access
from people.models import Account, Headship
from programs.approvers import may_decide, waiting_for
from tests.cast import Cast
from tests.factories.people import EPOCH, make_account, make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment

DAY = date(2026, 3, 9)


def decides(cast: Cast, *, who: Account, applicant: Account) -> bool:
    enrollment = make_enrollment(make_batch(), applicant.employee)
    access = Access(account=who, day=DAY)
    listed = enrollment in waiting_for(access)
    assert may_decide(access, enrollment) is listed
    return listed


def test_the_head_of_the_unit_decides(cast: Cast) -> None:
    assert decides(cast, who=cast.head, applicant=cast.employee)


def test_hr_decides_too(cast: Cast) -> None:
    assert decides(cast, who=cast.hr, applicant=cast.employee)


@pytest.mark.parametrize("who", ["agency_head", "employee", "stranger", "leader", "officer"])
def test_nobody_else_decides(cast: Cast, who: str) -> None:
    assert not decides(cast, who=getattr(cast, who), applicant=cast.employee)


def test_a_heads_own_application_goes_to_the_next_one_up(cast: Cast) -> None:
    assert decides(cast, who=cast.agency_head, applicant=cast.head)
    assert not decides(cast, who=cast.head, applicant=cast.head)


def test_a_unit_without_a_head_goes_to_the_next_one_up(cast: Cast) -> None:
    ward = make_unit("Unit Tanpa Kepala", parent=cast.unit)
    applicant = make_account(make_employee("Warga Unit", unit=ward))
    assert decides(cast, who=cast.head, applicant=applicant)
    Headship.objects.filter(unit=cast.unit).update(ends_on=date(2026, 1, 31))
    assert decides(cast, who=cast.agency_head, applicant=applicant)


def test_an_acting_head_decides_during_the_acting_days_only(cast: Cast) -> None:
    deputy = make_account(make_employee("Pelaksana Harian", unit=cast.unit))
    Headship.objects.create(
        unit=cast.unit, employee=deputy.employee, acting=True, starts_on=DAY, ends_on=date(2026, 3, 10)
    )
    assert decides(cast, who=deputy, applicant=cast.employee)
    enrollment = make_enrollment(make_batch(), cast.stranger.employee, cast.unit)
    assert not may_decide(Access(account=deputy, day=date(2026, 3, 11)), enrollment)


def test_an_acting_head_does_not_decide_for_the_head(cast: Cast) -> None:
    deputy = make_account(make_employee("Pelaksana Harian", unit=cast.unit))
    Headship.objects.create(unit=cast.unit, employee=deputy.employee, acting=True, starts_on=EPOCH)
    assert not decides(cast, who=deputy, applicant=cast.head)


def test_with_no_head_above_only_hr_decides(cast: Cast) -> None:
    assert not decides(cast, who=cast.agency_head, applicant=cast.agency_head)
    assert decides(cast, who=cast.hr, applicant=cast.agency_head)


def test_the_oldest_request_comes_first(cast: Cast, now: datetime) -> None:
    newer = make_enrollment(make_batch(), cast.employee.employee, requested_at=now)
    older = make_enrollment(make_batch(), cast.officer.employee)
    assert list(waiting_for(Access(account=cast.head, day=DAY))) == [older, newer]
