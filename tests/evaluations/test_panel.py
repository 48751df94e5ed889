"""The panel from the database: small cities worked out by hand."""

from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.panel import INDEX, Measurements, measurements, months_before
from people.models import Employee, Unit
from programs.models import Program
from surveys.models import MonthlyRollup, QuestionnaireVersion
from tests.factories.people import make_assignment, make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment, make_program

UNTIL = date(2026, 7, 14)
# The batch ends on 24 March: April is the first month that begins with trained people, March the month between.
FEBRUARY, MARCH, APRIL, JUNE = 1, 2, 3, 5
pytestmark = pytest.mark.django_db


def _row(found: Measurements, unit: Unit, place: int = -1) -> int:
    rows = [row for row, each in enumerate(found.series) if each.unit_id == unit.pk]
    return rows[place]


def _finish(program: Program, *employees: Employee, ends_on: date = date(2026, 3, 24)) -> None:
    batch = make_batch(program, state="closed", starts_on=ends_on, ends_on=ends_on, seats=50)
    for employee in employees:
        first = employee.assignments.order_by("starts_on")[0]
        make_enrollment(batch, employee, first.unit, state="finished")


def _six(program: Program) -> tuple[Measurements, np.ndarray, np.ndarray]:
    found = measurements(until=UNTIL, months=6)
    exposure = found.exposures[program.pk]
    return found, exposure.share, exposure.touched


def test_months_are_the_whole_ones_before_today() -> None:
    assert months_before(date(2026, 3, 1), 3) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))


def test_the_share_is_of_those_who_serve_when_the_month_begins() -> None:
    unit, program = make_unit(), make_program(target_elements=["time"])
    people = [make_employee(unit=unit) for _ in range(4)]
    _finish(program, people[0])
    found, share, touched = _six(program)
    assert share[_row(found, unit)].tolist() == [0, 0, 0, 0.25, 0.25, 0.25]
    assert touched[_row(found, unit)].tolist() == [False, False, True, True, True, True]


def test_people_who_move_take_their_training_along() -> None:
    old, new = make_unit(), make_unit("Kelurahan Contoh")
    program = make_program(target_elements=["time"])
    stays = [make_employee(unit=old), make_employee(unit=new)]
    mover = make_employee()
    make_assignment(mover, old, ends_on=date(2026, 5, 10))
    make_assignment(mover, new, starts_on=date(2026, 5, 11))
    _finish(program, mover)
    found, share, _touched = _six(program)
    assert share[_row(found, old)].tolist() == [0, 0, 0, 0.5, 0.5, 0]
    assert share[_row(found, new)].tolist() == [0, 0, 0, 0, 0, 0.5]
    assert len(stays) == 2


def test_of_two_batches_the_first_that_a_person_finished_counts() -> None:
    unit, program = make_unit(), make_program(target_elements=["time"])
    people = [make_employee(unit=unit) for _ in range(4)]
    _finish(program, people[0])
    _finish(program, *people[:2], ends_on=date(2026, 5, 5))
    found, share, _touched = _six(program)
    assert share[_row(found, unit)].tolist() == [0, 0, 0, 0.25, 0.25, 0.5]


def test_a_unit_in_which_nobody_serves_has_nobody_trained() -> None:
    unit, program = make_unit(), make_program(target_elements=["time"])
    leaver = make_employee()
    make_assignment(leaver, unit, ends_on=date(2026, 4, 30))
    _finish(program, leaver)
    found, share, touched = _six(program)
    assert share[_row(found, unit)].tolist() == [0, 0, 0, 1, 0, 0]
    assert touched[_row(found, unit)].tolist() == [False, False, True, True, False, False]
    assert found.staff[_row(found, unit)].tolist() == [1, 1, 1, 1, 0, 0]


def test_only_those_who_finished_a_closed_batch_count() -> None:
    unit, program = make_unit(), make_program(target_elements=["time"])
    absent, running = make_employee(unit=unit), make_employee(unit=unit)
    batch = make_batch(program, state="closed", ends_on=date(2026, 3, 24), starts_on=date(2026, 3, 24))
    make_enrollment(batch, absent, state="absent")
    make_enrollment(make_batch(program), running, state="confirmed")
    _found, share, touched = _six(program)
    assert not share.any()
    assert not touched.any()


def test_a_merger_ends_both_old_series_and_starts_a_new_one() -> None:
    successor = make_unit("Pasar")
    merged = make_unit("Pasar Lama", ends_on=date(2026, 4, 15), merged_into=successor)
    found = measurements(until=UNTIL, months=6)
    spans = sorted(
        (each.unit_id, each.first, each.last) for each in found.series if each.unit_id in {successor.pk, merged.pk}
    )
    assert spans == sorted([(successor.pk, 0, FEBRUARY + 1), (successor.pk, 4, JUNE), (merged.pk, 0, MARCH)])
    program = make_program(target_elements=["time"])
    _finish(program, make_employee(unit=successor))
    panel = measurements(until=UNTIL, months=6).panel(program.pk)
    row = panel.units.index((successor.pk, 0))
    assert panel.exists[row].tolist() == [True, True, True, False, False, False]


def test_figures_come_from_the_roll_ups() -> None:
    """By hand: two answers all 3, two all 4: mean 3.5 · 25 = 87.5, variance of 75, 75, 100, 100 is 208⅓."""
    unit, program = make_unit(), make_program(target_elements=["time"])
    _finish(program, make_employee(unit=unit))
    MonthlyRollup.objects.create(
        unit=unit, month=date(2026, 2, 1), version=QuestionnaireVersion.objects.current("skm").get(), count=4,
        sums=[14] * 9, histogram=[0, 0, 2, 2] * 9, score_sum=2 * 27 + 2 * 36, score_squares=2 * 27**2 + 2 * 36**2,
    )  # fmt: skip
    found = measurements(until=UNTIL, months=6)
    for outcome in (INDEX, "time"):
        panel = found.panel(program.pk, outcome)
        cell = (_row(found, unit), FEBRUARY)
        assert panel.count[cell] == 4
        assert panel.outcome[cell] == pytest.approx(87.5)
        assert panel.variance[cell] == pytest.approx(625 / 3)
        assert np.isnan(panel.outcome[cell[0], APRIL])


def test_other_programs_come_along_when_they_aim_at_the_same() -> None:
    unit = make_unit()
    programs = [make_program(target_elements=elements) for elements in (["time"], ["time", "cost"], ["conduct"], [])]
    for program in programs:
        _finish(program, make_employee(unit=unit))
    found = measurements(until=UNTIL, months=6)
    own, same, another, _none = (str(program.pk) for program in programs)
    assert {each.name for each in found.panel(int(own)).others} == {same, another}
    assert [each.name for each in found.panel(int(own), "time").others] == [same]
    assert found.panel(int(own)).others[0].starts[_row(found, unit)] == MARCH


def test_the_number_of_queries_does_not_grow_with_the_city() -> None:
    counts = []
    for more in (1, 3):
        for _ in range(more):
            unit, program = make_unit(), make_program(target_elements=["time"])
            _finish(program, make_employee(unit=unit))
        with CaptureQueriesContext(connection) as queries:
            measurements(until=UNTIL, months=6)
        counts.append(len(queries))
    assert counts == [6, 6]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4), st.integers(1, 6)), min_size=1, max_size=4))
def test_shares_lie_between_zero_and_one_and_never_fall_while_nobody_moves(units: list[tuple[int, int, int]]) -> None:
    program = make_program(target_elements=["time"])
    made = []
    for staff, trained, month in units:
        unit = make_unit()
        people = [make_employee(unit=unit) for _ in range(staff)]
        _finish(program, *people[:trained], ends_on=date(2026, month, 20))
        made.append(unit)
    found, share, _touched = _six(program)
    rows = [_row(found, unit) for unit in made]
    assert ((share >= 0) & (share <= 1)).all()
    assert (np.diff(share[rows], axis=1) >= 0).all()
    expected = [min(trained, staff) / staff if month < 6 else 0.0 for staff, trained, month in units]
    assert share[rows][:, JUNE].tolist() == pytest.approx(expected)
