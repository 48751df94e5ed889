"""Someone begins, moves on, leaves; the main assignment never overlaps and never leaves a gap by itself."""

from datetime import date, datetime

import pytest

from pembinaan.base.models import Event
from people import assignments
from people.assignments import AssignmentError
from people.models import Assignment, Headship, Position, UnitEvent
from tests.cast import Cast
from tests.factories.people import EPOCH, make_employee, make_unit

APRIL = date(2026, 4, 1)


@pytest.fixture
def nurse(db: None) -> Position:
    return Position.objects.create(name="Perawat Ahli Pertama", kind="fungsional")


def move(cast: Cast, position: Position, now: datetime, **changes: object) -> Assignment:
    facts = {"employee": cast.employee.employee, "unit": cast.other_unit, "position": position, "on": APRIL}
    return assignments.transfer(**{**facts, "by": cast.hr, "now": now, **changes})


def history(cast: Cast) -> list[tuple[str, date, date | None]]:
    rows = Assignment.objects.filter(employee=cast.employee.employee).order_by("starts_on")
    return list(rows.values_list("unit__code", "starts_on", "ends_on"))


def test_a_transfer_ends_the_old_assignment_the_day_before(cast: Cast, nurse: Position, now: datetime) -> None:
    move(cast, nurse, now)
    assert history(cast) == [("153", EPOCH, date(2026, 3, 31)), ("114", APRIL, None)]


def test_the_same_transfer_twice_is_one_transfer(cast: Cast, nurse: Position, now: datetime) -> None:
    assert move(cast, nurse, now) == move(cast, nurse, now)
    assert len(history(cast)) == 2


def test_a_transfer_to_come_is_undone_and_the_old_one_goes_on(cast: Cast, nurse: Position, now: datetime) -> None:
    coming = move(cast, nurse, now, employee=cast.head.employee)
    assignments.undo(assignment=coming, by=cast.hr, now=now)
    assignments.undo(assignment=coming, by=cast.hr, now=now)
    rows = Assignment.objects.filter(employee=cast.head.employee).values_list("unit__code", "ends_on")
    assert list(rows) == [("153", None)]
    assert Headship.objects.get(unit=cast.unit).ends_on is None


def test_undoing_brings_back_the_end_that_was_known_before(cast: Cast, nurse: Position, now: datetime) -> None:
    present = Assignment.objects.get(employee=cast.employee.employee)
    assignments.end(assignment=present, on=date(2026, 12, 31), by=cast.hr, now=now)
    assignments.undo(assignment=move(cast, nurse, now), by=cast.hr, now=now)
    assert history(cast) == [("153", EPOCH, date(2026, 12, 31))]


def test_undoing_leaves_alone_who_had_left_before(cast: Cast, nurse: Position, now: datetime) -> None:
    present = Assignment.objects.get(employee=cast.employee.employee)
    assignments.end(assignment=present, on=date(2026, 3, 31), by=cast.hr, now=now)
    assignments.undo(assignment=move(cast, nurse, now), by=cast.hr, now=now)
    assert history(cast) == [("153", EPOCH, date(2026, 3, 31))]


def test_an_assignment_that_has_begun_is_not_undone(cast: Cast, now: datetime) -> None:
    with pytest.raises(AssignmentError, match="sudah berlaku"):
        assignments.undo(assignment=Assignment.objects.get(employee=cast.employee.employee), by=cast.hr, now=now)


def test_a_head_who_moves_leaves_the_headship(cast: Cast, nurse: Position, now: datetime) -> None:
    move(cast, nurse, now, employee=cast.head.employee)
    assert Headship.objects.get(unit=cast.unit).ends_on == date(2026, 3, 31)


def test_a_newcomer_gets_an_assignment_and_an_account(cast: Cast, nurse: Position, now: datetime) -> None:
    newcomer = make_employee("Baru")
    move(cast, nurse, now, employee=newcomer)
    newcomer.refresh_from_db()
    assert newcomer.account.username == newcomer.number
    assert not newcomer.account.has_usable_password()


def test_a_transfer_before_the_present_assignment_is_refused(cast: Cast, nurse: Position, now: datetime) -> None:
    with pytest.raises(AssignmentError, match="harus setelah 1 Januari 2020"):
        move(cast, nurse, now, on=EPOCH)
    assert history(cast) == [("153", EPOCH, None)]


def test_a_unit_that_is_gone_names_its_successor(cast: Cast, nurse: Position, now: datetime) -> None:
    gone = make_unit("Dinas Lama", ends_on=date(2025, 12, 31), merged_into=cast.other_unit)
    with pytest.raises(AssignmentError) as refusal:
        move(cast, nurse, now, unit=gone)
    assert refusal.value.message == ("Dinas Lama berakhir pada 31 Desember 2025. Pilih penerusnya: Dinas Perhubungan.")


def test_a_unit_that_is_not_there_yet_is_refused(cast: Cast, nurse: Position, now: datetime) -> None:
    with pytest.raises(AssignmentError, match="baru berdiri pada 1 Mei 2026"):
        move(cast, nurse, now, unit=make_unit("Dinas Baru", starts_on=date(2026, 5, 1)))


def test_ending_the_last_assignment_is_an_event_for_the_rooms_above(cast: Cast, now: datetime) -> None:
    assignment = Assignment.objects.get(employee=cast.employee.employee)
    assignments.end(assignment=assignment, on=date(2026, 3, 31), by=cast.hr, now=now)
    assert history(cast) == [("153", EPOCH, date(2026, 3, 31))]
    event = Event.objects.get(kind="people.left")
    assert event.subject_id == cast.employee.employee_id
    assignments.end(assignment=assignment, on=date(2026, 3, 31), by=cast.hr, now=now)
    assert Event.objects.filter(kind="people.left").count() == 1


def test_an_ended_assignment_ends_no_later(cast: Cast, now: datetime) -> None:
    assignment = Assignment.objects.get(employee=cast.employee.employee)
    assignments.end(assignment=assignment, on=date(2026, 3, 31), by=cast.hr, now=now)
    with pytest.raises(AssignmentError, match="sudah berakhir pada 31 Maret 2026"):
        assignments.end(assignment=assignment, on=date(2026, 4, 30), by=cast.hr, now=now)
    with pytest.raises(AssignmentError, match="Tanggal selesai tidak boleh sebelum tanggal mulai"):
        assignments.end(assignment=assignment, on=date(2019, 1, 1), by=cast.hr, now=now)


def test_the_history_says_who_moved_whom(cast: Cast, nurse: Position, now: datetime) -> None:
    move(cast, nurse, now)
    change = Assignment.pgh_event_model.objects.filter(pgh_label="update").get()
    assert change.pgh_context.metadata == {"by": cast.hr.pk, "deed": "transfer"}
    assert UnitEvent.objects.exists()
