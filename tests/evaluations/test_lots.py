"""Lots from the database: small cities worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.estimating import estimate_impacts
from evaluations.exported import export
from evaluations.impact.drawings import Drawing
from evaluations.lots import drawings_of
from evaluations.panel import Measurements, measurements
from people.models import Unit
from programs.models import Batch, BatchChange, Enrollment, EnrollmentState, Placement, Program
from programs.moves import move
from tests.factories.lots import make_approved, make_drawn, make_lot_batch
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_program

UNTIL = date(2026, 7, 14)
CLOSED_AT = datetime(2026, 3, 25, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _close(batch: Batch) -> None:
    BatchChange.objects.create(batch=batch, from_state="open", to_state="closed", at=CLOSED_AT)
    Batch.objects.filter(pk=batch.pk).update(state="closed", closed_at=CLOSED_AT)


def _drawn(applicants: dict[Unit, int], program: Program | None = None, **fields: object) -> Batch:
    batch = make_lot_batch(program=program or make_program(target_elements=["time"]), **fields)
    for unit, many in applicants.items():
        make_approved(batch, many, unit=unit)
    make_drawn(batch)
    _close(batch)
    return batch


def _measured() -> Measurements:
    return measurements(until=UNTIL, months=6)


def _only(measured: Measurements, batch: Batch) -> Drawing:
    found = drawings_of(measured)[batch.program_id]
    assert len(found) == 1
    return found[0]


def _units_of(measured: Measurements, drawing: Drawing) -> list[int]:
    return [measured.series[row].unit_id for row in drawing.rows]


def test_applicants_seats_and_winners_are_those_of_the_lot() -> None:
    first, second = make_unit(), make_unit("Kelurahan Contoh")
    make_employee("Tidak mendaftar", unit=first)
    batch = _drawn({first: 3, second: 2}, seats=2)
    measured = _measured()
    found = _only(measured, batch)
    assert _units_of(measured, found) == [first.pk, second.pk]
    assert [stratum.applicants.tolist() for stratum in found.lot.strata] == [[3, 2]]
    assert [stratum.seats for stratum in found.lot.strata] == [2]
    assert not found.lot.by_unit
    winners = Placement.objects.filter(batch=batch, outcome="seat").values_list("enrollment__unit", flat=True)
    assert found.won.tolist() == [list(winners).count(unit.pk) for unit in (first, second)]
    assert found.won.sum() == 2
    assert found.staff.tolist() == [4, 2]
    assert (found.starts, found.ends) == (2, 2)  # March, of January to June


def test_a_seat_given_back_stays_won_and_the_next_in_the_queue_is_no_winner() -> None:
    unit, other = make_unit(), make_unit("Kelurahan Contoh")
    batch = _drawn({unit: 2, other: 2}, seats=1)
    measured = _measured()
    before = _only(measured, batch).won.tolist()
    winner = Enrollment.objects.get(batch=batch, state=EnrollmentState.CONFIRMED)
    move(winner, EnrollmentState.CANCELLED, by=None, now=CLOSED_AT, reason="Sakit.")
    heir = Enrollment.objects.filter(batch=batch, state="waiting").order_by("queue_number")[0]
    move(heir, EnrollmentState.OFFERED, by=None, now=CLOSED_AT, offer_expires_at=CLOSED_AT + timedelta(hours=24))
    move(heir, EnrollmentState.CONFIRMED, by=None, now=CLOSED_AT)
    assert _only(_measured(), batch).won.tolist() == before
    assert sum(before) == 1


def test_strata_keep_their_own_seats_and_people() -> None:
    """Four seats for four of one unit and two of the other, by unit: shares of 8/3 and 4/3 make three and one."""
    first, second = make_unit(), make_unit("Kelurahan Contoh")
    batch = _drawn({first: 4, second: 2}, seats=4, strata_by="unit")
    found = _only(_measured(), batch)
    assert sorted((stratum.applicants.tolist(), stratum.seats) for stratum in found.lot.strata) == [
        ([0, 2], 1), ([4, 0], 3),
    ]  # fmt: skip
    assert found.won.tolist() == [3, 1]


def test_a_lot_by_unit_says_so() -> None:
    first, second = make_unit(), make_unit("Kelurahan Contoh")
    batch = _drawn({first: 2, second: 2}, seats=2, lot_by="unit")
    found = _only(_measured(), batch)
    assert found.lot.by_unit
    assert sorted(found.won.tolist()) == [0, 2]


def test_only_lots_that_were_drawn_in_batches_that_ran_count() -> None:
    unit, program = make_unit(), make_program(target_elements=["time"])
    _drawn({unit: 2}, program, seats=1)
    make_approved(make_lot_batch(program=program), 2, unit=unit)
    open_still = make_lot_batch(program=program, seats=1)
    make_approved(open_still, 2, unit=unit)
    make_drawn(open_still)
    assert len(drawings_of(_measured())[program.pk]) == 1


def test_a_lot_before_the_panel_begins_says_nothing() -> None:
    batch = _drawn({make_unit(): 2}, seats=1)
    assert batch.program_id not in drawings_of(measurements(until=UNTIL, months=3))


def test_a_unit_that_ended_before_the_lot_has_no_row_but_keeps_its_place_in_the_draw() -> None:
    gone, there = make_unit("Pasar Lama", ends_on=date(2026, 2, 20)), make_unit()
    batch = _drawn({gone: 2, there: 3}, seats=1)
    found = _only(_measured(), batch)
    assert found.rows[0] == -1
    assert found.rows[1] >= 0
    assert found.lot.strata[0].applicants.tolist() == [2, 3]


def test_the_number_of_queries_does_not_grow_with_the_lots() -> None:
    unit, counts = make_unit(), []
    for more in (1, 2):
        for _ in range(more):
            _drawn({unit: 2}, seats=1)
        measured = _measured()
        with CaptureQueriesContext(connection) as queries:
            drawings_of(measured)
        counts.append(len(queries))
    assert counts == [2, 2]


def test_a_run_keeps_what_the_lots_say_and_comes_out_the_same_again() -> None:
    batch = _drawn({make_unit(): 3, make_unit("Kelurahan Contoh"): 2}, seats=2)
    other = make_program(target_elements=["time"])
    _close(make_batch(other))
    now = datetime(2026, 7, 14, 3, tzinfo=UTC)
    records = []
    for _ in range(2):
        run = estimate_impacts(now=now)
        assert run is not None
        records.append({each.program_id: each.result["lot"] for each in run.estimates.filter(outcome="index")})
        digest = run.data_digest
        run.delete()
    assert records[0] == records[1]
    assert records[0][other.pk] is None
    found = records[0][batch.program_id]
    assert (found["lots"], found["applicants"], found["seats"], found["effect"]) == (1, 5, 2, None)
    assert found["missing"] == [{"need": "months", "found": 0, "needed": 1}]
    _drawn({make_unit(): 2}, batch.program, seats=1)
    again = estimate_impacts(now=now)
    assert again is not None
    assert again.data_digest != digest


def test_an_export_of_a_program_with_a_lot_knows_that_the_data_are_the_same() -> None:
    batch = _drawn({make_unit(): 3, make_unit("Kelurahan Contoh"): 2}, seats=2)
    estimate_impacts(now=datetime(2026, 7, 14, 3, tzinfo=UTC))
    assert export(program=batch.program.code, outcome="time").is_same_data
    _drawn({make_unit(): 2}, batch.program, seats=1)
    assert not export(program=batch.program.code, outcome="time").is_same_data
