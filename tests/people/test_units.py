"""A merger: the old unit ends and names its successor, its people and sub-units go on there."""

from datetime import date, datetime

import pytest

from pembinaan.base.models import Event
from people import units
from people.models import Assignment, Headship, Role, Unit
from people.units import UnitError
from tests.cast import Cast
from tests.factories.people import EPOCH, make_assignment, make_employee, make_unit

JULY = date(2026, 7, 1)
JUNE_END = date(2026, 6, 30)


def merge(cast: Cast, now: datetime, **changes: object) -> Unit:
    return units.merge(**{"unit": cast.unit, "into": cast.other_unit, "on": JULY, "by": cast.hr, "now": now, **changes})


def test_the_old_unit_ends_and_names_its_successor(cast: Cast, now: datetime) -> None:
    old = merge(cast, now)
    assert (old.ends_on, old.merged_into) == (JUNE_END, cast.other_unit)
    assert Unit.objects.final_successor(old) == cast.other_unit
    assert Event.objects.get(kind="people.unit_merged").subject_id == old.pk


def test_people_go_on_in_the_new_unit_in_the_same_position(cast: Cast, now: datetime) -> None:
    merge(cast, now)
    rows = Assignment.objects.filter(employee=cast.employee.employee).order_by("starts_on")
    assert list(rows.values_list("unit__code", "position__name", "starts_on", "ends_on")) == [
        ("153", "Analis", EPOCH, JUNE_END),
        ("114", "Analis", JULY, None),
    ]
    assert not Assignment.objects.on(JULY).filter(unit=cast.unit).exists()


def test_heads_and_survey_officers_of_the_old_unit_end_with_it(cast: Cast, now: datetime) -> None:
    merge(cast, now)
    assert Headship.objects.get(unit=cast.unit).ends_on == JUNE_END
    assert Role.objects.get(unit=cast.unit).ends_on == JUNE_END


def test_units_below_move_under_the_new_unit(cast: Cast, now: datetime) -> None:
    merge(cast, now, unit=cast.agency)
    cast.unit.refresh_from_db()
    assert cast.unit.parent == cast.other_unit


def test_an_assignment_that_begins_after_the_merger_begins_in_the_new_unit(cast: Cast, now: datetime) -> None:
    later = make_assignment(make_employee("Baru"), cast.unit, starts_on=date(2026, 8, 1))
    merge(cast, now)
    later.refresh_from_db()
    assert (later.unit, later.starts_on) == (cast.other_unit, date(2026, 8, 1))


def test_the_same_merger_twice_is_one_merger(cast: Cast, now: datetime) -> None:
    merge(cast, now)
    before = Assignment.objects.count()
    merge(cast, now)
    assert Assignment.objects.count() == before
    assert Event.objects.filter(kind="people.unit_merged").count() == 1


def test_a_unit_does_not_go_up_in_one_below_it(cast: Cast, now: datetime) -> None:
    with pytest.raises(UnitError, match="tidak dapat berada di bawah dirinya sendiri"):
        merge(cast, now, unit=cast.agency, into=cast.unit)
    assert Unit.objects.get(pk=cast.agency.pk).ends_on is None


def test_a_unit_that_is_gone_takes_nobody_in(cast: Cast, now: datetime) -> None:
    gone = make_unit("Dinas Lama", ends_on=date(2025, 12, 31))
    with pytest.raises(UnitError, match="Dinas Lama tidak ada pada 1 Juli 2026"):
        merge(cast, now, into=gone)


def test_a_unit_does_not_go_up_in_itself(cast: Cast, now: datetime) -> None:
    with pytest.raises(UnitError):
        merge(cast, now, into=cast.unit)
