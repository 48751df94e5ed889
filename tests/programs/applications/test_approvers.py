"""Who decides on an application."""

from datetime import UTC, date, datetime

import pytest

from people.access import Access
from people.models import Absence, Account, Headship
from programs.applications.approvers import chain_on, deciders_of, may_decide, waiting_for
from programs.models import Nudge
from tests.cast import Cast
from tests.factories.people import EPOCH, make_account, make_employee, make_head, make_unit
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


def away(head: Account, *, deputy: Account | None = None) -> Absence:
    return Absence.objects.create(
        employee=head.employee,
        deputy=deputy.employee if deputy else None,
        starts_on=DAY,
        ends_on=DAY,
        reason="leave",
        recorded_at=datetime(2026, 3, 9, tzinfo=UTC),
    )


def test_a_head_who_is_away_without_a_deputy_is_passed_over(cast: Cast) -> None:
    away(cast.head)
    assert decides(cast, who=cast.agency_head, applicant=cast.employee)
    assert not decides(cast, who=cast.head, applicant=cast.officer)


def test_a_deputy_decides_beside_the_head_who_gave_the_mandate(cast: Cast) -> None:
    away(cast.head, deputy=cast.officer)
    assert decides(cast, who=cast.officer, applicant=cast.employee)
    enrollment = make_enrollment(make_batch(), cast.stranger.employee, cast.unit)
    assert deciders_of(enrollment, DAY) == {cast.head.employee_id, cast.officer.employee_id}
    assert deciders_of(enrollment, date(2026, 3, 10)) == {cast.head.employee_id}


def test_a_deputy_decides_neither_for_the_head_nor_for_themselves(cast: Cast) -> None:
    away(cast.head, deputy=cast.officer)
    assert not decides(cast, who=cast.officer, applicant=cast.head)
    assert not decides(cast, who=cast.officer, applicant=cast.officer)
    own = make_enrollment(make_batch(), cast.officer.employee)
    assert deciders_of(own, DAY) == {cast.agency_head.employee_id}


def test_a_deputy_who_is_away_too_is_no_deputy(cast: Cast) -> None:
    away(cast.agency_head, deputy=cast.head)
    away(cast.head)
    assert deciders_of(make_enrollment(make_batch(), cast.employee.employee), DAY) == set()


def test_an_acting_head_decides_while_the_head_is_away(cast: Cast) -> None:
    away(cast.head)
    Headship.objects.create(unit=cast.unit, employee=cast.officer.employee, acting=True, starts_on=EPOCH)
    assert deciders_of(make_enrollment(make_batch(), cast.employee.employee), DAY) == {cast.officer.employee_id}


def test_the_sekda_answers_for_the_heads_of_agencies_and_nobody_but_bkpsdm_for_the_sekda(cast: Cast) -> None:
    secretariat = make_unit("Sekretariat Daerah", code="101", kind="sekretariat", sector="internal", parent=cast.city)
    sekda = make_account(make_head(secretariat, "Sekretaris Daerah"))
    assert not decides(cast, who=sekda, applicant=cast.agency_head)
    cast.city.answered_by = secretariat
    cast.city.save()
    assert decides(cast, who=sekda, applicant=cast.agency_head)
    assert not decides(cast, who=sekda, applicant=cast.employee)
    assert decides(cast, who=sekda, applicant=make_account(make_employee("Staf Setda", unit=secretariat)))
    assert deciders_of(make_enrollment(make_batch(), sekda.employee), DAY) == set()
    # Also where the mayor is among the employees.
    Headship.objects.create(unit=cast.city, employee=cast.leader.employee, starts_on=EPOCH)
    assert deciders_of(make_enrollment(make_batch(), cast.agency_head.employee), DAY) == {sekda.employee_id}


def test_escalated_the_next_one_up_decides_beside_the_head(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee)
    Nudge.objects.create(enrollment=enrollment, kind="escalation", at=now)
    assert deciders_of(enrollment, DAY) == {cast.head.employee_id, cast.agency_head.employee_id}
    assert list(waiting_for(Access(account=cast.agency_head, day=DAY))) == [enrollment]
    assert chain_on(DAY).next_up(cast.unit.pk, cast.employee.employee_id or 0) == {cast.agency_head.employee_id}
