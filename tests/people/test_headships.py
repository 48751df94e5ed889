"""One head and one acting head at a time, each with dates."""

from datetime import date, datetime

import pytest

from people import headships
from people.access import Access
from people.headships import HeadshipError
from people.models import Headship
from tests.cast import Cast
from tests.factories.people import EPOCH, make_employee

APRIL = date(2026, 4, 1)


def heads(cast: Cast, *, acting: bool = False) -> list[tuple[str, date, date | None]]:
    rows = Headship.objects.filter(unit=cast.unit, acting=acting).order_by("starts_on")
    return list(rows.values_list("employee__name", "starts_on", "ends_on"))


def test_a_new_head_ends_the_former_one_the_day_before(cast: Cast, now: datetime) -> None:
    siti = cast.employee.employee
    headships.appoint(unit=cast.unit, employee=siti, acting=False, on=APRIL, by=cast.hr, now=now)
    headships.appoint(unit=cast.unit, employee=siti, acting=False, on=APRIL, by=cast.hr, now=now)
    assert heads(cast) == [("Kepala Puskesmas", EPOCH, date(2026, 3, 31)), ("Siti Nurhaliza", APRIL, None)]


def test_an_acting_head_stands_beside_the_head_for_some_days(cast: Cast, now: datetime) -> None:
    until = date(2026, 4, 14)
    siti = cast.employee.employee
    headships.appoint(unit=cast.unit, employee=siti, acting=True, on=APRIL, until=until, by=cast.hr, now=now)
    assert heads(cast) == [("Kepala Puskesmas", EPOCH, None)]
    assert heads(cast, acting=True) == [("Siti Nurhaliza", APRIL, until)]
    assert Access(cast.employee, date(2026, 4, 14)).headed_unit_ids == [cast.unit.pk]
    assert Access(cast.employee, date(2026, 4, 15)).headed_unit_ids == []


def test_a_headship_to_come_is_undone_and_the_former_head_goes_on(cast: Cast, now: datetime) -> None:
    siti = cast.employee.employee
    coming = headships.appoint(unit=cast.unit, employee=siti, acting=False, on=APRIL, by=cast.hr, now=now)
    headships.undo(headship=coming, by=cast.hr, now=now)
    headships.undo(headship=coming, by=cast.hr, now=now)
    assert heads(cast) == [("Kepala Puskesmas", EPOCH, None)]
    with pytest.raises(HeadshipError, match="sudah menjabat"):
        headships.undo(headship=Headship.objects.get(unit=cast.unit), by=cast.hr, now=now)


def test_whoever_serves_nowhere_heads_nothing(cast: Cast, now: datetime) -> None:
    with pytest.raises(HeadshipError, match="Tamu belum mempunyai penempatan pada 1 April 2026"):
        headships.appoint(unit=cast.unit, employee=make_employee("Tamu"), acting=False, on=APRIL, by=cast.hr, now=now)


def test_two_heads_from_the_same_day_are_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(HeadshipError, match="Kepala Puskesmas sudah tercatat mulai 1 Januari 2020"):
        headships.appoint(unit=cast.unit, employee=cast.employee.employee, acting=False, on=EPOCH, by=cast.hr, now=now)


def test_a_head_known_for_later_is_not_overrun(cast: Cast, now: datetime) -> None:
    headships.appoint(
        unit=cast.unit, employee=cast.employee.employee, acting=True, on=date(2026, 6, 1), by=cast.hr, now=now
    )
    with pytest.raises(HeadshipError, match="sudah mempunyai kepala pada tanggal tersebut"):
        headships.appoint(unit=cast.unit, employee=cast.officer.employee, acting=True, on=APRIL, by=cast.hr, now=now)


def test_a_headship_ends_on_its_last_day(cast: Cast, now: datetime) -> None:
    headship = Headship.objects.get(unit=cast.unit)
    headships.end(headship=headship, on=date(2026, 3, 31), by=cast.hr, now=now)
    headships.end(headship=headship, on=date(2026, 6, 30), by=cast.hr, now=now)
    assert heads(cast) == [("Kepala Puskesmas", EPOCH, date(2026, 3, 31))]
    with pytest.raises(HeadshipError, match="Tanggal selesai tidak boleh sebelum tanggal mulai"):
        headships.end(headship=headship, on=date(2019, 1, 1), by=cast.hr, now=now)
