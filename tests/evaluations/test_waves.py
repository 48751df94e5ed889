"""Orders of roll-out from the database."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.models import RolloutOrder
from evaluations.next_year.lot import waves_of
from evaluations.next_year.ordering import draw, record_value
from evaluations.panel import measurements
from evaluations.waves import waves_drawn
from people.models import Unit
from programs.models import Program
from tests.factories.next_year import BORN_AT, make_rollout
from tests.factories.people import make_unit
from tests.factories.programs import make_batch, make_program

UNTIL = date(2027, 9, 14)
DRAWN_AT = BORN_AT + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def _drawn(units: list[Unit], program: Program) -> RolloutOrder:
    order = make_rollout(units, program=program)
    order = record_value(order=order, value="0b2d1c9a" * 8, by=None, now=DRAWN_AT)
    return draw(order=order, by=None, now=DRAWN_AT)


def _program() -> Program:
    program = make_program(target_elements=["time"])
    make_batch(program, state="closed")
    return program


def test_the_waves_are_those_of_the_order() -> None:
    """Two waves, in February and June 2027; the panel's 12 months begin in September 2026."""
    units, program = [make_unit(f"Unit {number}") for number in range(12)], _program()
    order = _drawn(units, program)
    measured = measurements(until=UNTIL, months=12)
    (found,) = waves_drawn(measured)[program.pk]
    assert found.months == (5, 9)
    expected = {
        code: wave.number - 1 for wave in waves_of(order.listing, order.months, order.seed) for code in wave.codes
    }
    codes = dict(Unit.objects.order_by("pk").values_list("pk", "code"))
    told = {codes[measured.series[row].unit_id]: int(wave) for row, wave in zip(found.rows, found.wave, strict=True)}
    assert told == expected
    assert np.bincount(found.wave).tolist() == [6, 6]


def test_only_drawn_orders_whose_first_wave_has_passed_count() -> None:
    units, program = [make_unit(f"Unit {number}") for number in range(12)], _program()
    make_rollout(units, program=_program())
    _drawn(units, program)
    assert list(waves_drawn(measurements(until=UNTIL, months=12))) == [program.pk]
    assert waves_drawn(measurements(until=date(2027, 1, 20), months=12)) == {}


def test_the_number_of_queries_does_not_grow_with_the_orders() -> None:
    units, counts = [make_unit(f"Unit {number}") for number in range(12)], []
    for more in (1, 2):
        for _ in range(more):
            _drawn(units, _program())
        measured = measurements(until=UNTIL, months=12)
        with CaptureQueriesContext(connection) as queries:
            waves_drawn(measured)
        counts.append(len(queries))
    assert counts == [2, 2]
