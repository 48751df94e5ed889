"""Plan against realisation: every sum here was added up by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import CostKind, Plan, PlannedCost
from programs.plans.realisation import Figures, Line, planned_figures, realisation_of, realised_by
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_cost, make_enrollment, make_plan, make_planned, make_program

pytestmark = pytest.mark.django_db

CLOSED_AT = datetime(2027, 6, 1, tzinfo=UTC)


def kind(code: str) -> CostKind:
    return CostKind.objects.get(code=code)


def run(cast: Cast, program: object, starts_on: date, *, state: str = "closed", **people: int) -> object:
    """A batch of the day with so many people in each state."""
    closed_at = CLOSED_AT if state == "closed" else None
    batch = make_batch(program, state=state, seats=50, starts_on=starts_on, ends_on=starts_on, closed_at=closed_at)  # type: ignore[arg-type]
    for standing, count in people.items():
        for _each in range(count):
            make_enrollment(batch, make_employee(unit=cast.unit), state=standing)
    return batch


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Two planned programs: service (30 people, 20 JP, Q1, for the agency) and data (10 people, 8 JP, Q3, for all).

    Service ran twice in 2027: in February (2 finished, 1 absent, 1 not finished) and in May (3 finished); once in 2026,
    which is not this plan's. Data has no program yet. A program outside the plan ran in November (1 finished).
    """
    plan, service, other = make_plan(2027), make_program(learning_hours=20), make_program(learning_hours=6, title="Z")
    first = make_planned(plan, title="Layanan", people=30, quarter=1, program=service, agency=cast.agency)
    second = make_planned(plan, title="Data", people=10, learning_hours=8, quarter=3)
    make_planned(plan, state="dropped", people=500)
    for planned, code, amount in (
        (first, "honor", 6_000_000),
        (first, "konsumsi", 3_000_000),
        (second, "honor", 2_000_000),
    ):
        PlannedCost.objects.create(planned=planned, kind=kind(code), amount=amount)
    february = run(cast, service, date(2027, 2, 8), finished=2, absent=1, not_finished=1)
    may = run(cast, service, date(2027, 5, 10), finished=3)
    run(cast, service, date(2027, 6, 14), state="open", confirmed=4)
    make_cost(run(cast, service, date(2026, 12, 7), finished=9), 99_000_000, kind="honor")  # type: ignore[arg-type]
    november = run(cast, other, date(2027, 11, 1), finished=1)
    make_cost(february, 4_000_000, kind="honor")  # type: ignore[arg-type]
    make_cost(may, 1_250_000)  # type: ignore[arg-type]
    make_cost(may, 7_777_777, voided_at=CLOSED_AT, void_reason="Ganda")  # type: ignore[arg-type]
    make_cost(november, 500_000, kind="sewa")  # type: ignore[arg-type]
    return plan


def figures(line: Line) -> tuple[tuple[int, Decimal, int], tuple[int, Decimal, int]]:
    return (
        (line.planned.people, line.planned.hours, line.planned.rupiah),
        (line.realised.people, line.realised.hours, line.realised.rupiah),
    )


def by_name(lines: list[Line]) -> dict[str, tuple[tuple[int, Decimal, int], tuple[int, Decimal, int]]]:
    return {line.name: figures(line) for line in lines}


NOTHING = (0, 0, 0)
SERVICE = ((30, 600, 9_000_000), (5, 100, 5_250_000))
DATA = ((10, 80, 2_000_000), NOTHING)


def test_each_planned_program_stands_beside_its_batches_of_the_year(plan: Plan) -> None:
    found = realisation_of(plan)
    assert by_name(found.programs) == {"Layanan": SERVICE, "Data": DATA}
    assert by_name(found.unplanned) == {"Z": (NOTHING, (1, 6, 500_000))}


def test_quarters_name_when_it_was_planned_and_when_it_really_ran(plan: Plan) -> None:
    assert by_name(realisation_of(plan).quarters) == {
        "Triwulan I": ((30, 600, 9_000_000), (2, 40, 4_000_000)),
        "Triwulan II": (NOTHING, (3, 60, 1_250_000)),
        "Triwulan III": ((10, 80, 2_000_000), NOTHING),
        "Triwulan IV": (NOTHING, (1, 6, 500_000)),
    }


def test_agencies_are_those_that_it_was_planned_for_the_rest_comes_last(plan: Plan) -> None:
    assert list(by_name(realisation_of(plan).agencies).items()) == [
        ("Dinas Kesehatan", SERVICE),
        ("", ((10, 80, 2_000_000), (1, 6, 500_000))),
    ]


def test_costs_are_compared_kind_by_kind(plan: Plan) -> None:
    lines = realisation_of(plan).costs
    assert [(line.name, line.planned.rupiah, line.realised.rupiah, line.difference.rupiah) for line in lines] == [
        ("Honor pengajar", 8_000_000, 4_000_000, -4_000_000),
        ("Konsumsi", 3_000_000, 1_250_000, -1_750_000),
        ("Sewa tempat dan alat", 0, 500_000, 500_000),
    ]


def test_the_total_contains_what_was_outside_the_plan(plan: Plan) -> None:
    total = realisation_of(plan).total
    assert figures(total) == ((40, 680, 11_000_000), (6, 106, 5_750_000))
    assert total.difference == Figures(-34, Decimal(-574), -5_250_000)
    assert total.percent == 52  # 5.75 of 11 million
    assert planned_figures([plan.pk]) == {plan.pk: Figures(40, Decimal(680), 11_000_000)}


def test_one_program_alone_has_the_same_figures(plan: Plan) -> None:
    assert figures(realised_by(plan.planned.get(title="Layanan"))) == SERVICE
    assert figures(realised_by(plan.planned.get(title="Data"))) == DATA


def test_the_sums_of_quarters_agencies_and_kinds_are_the_total(plan: Plan) -> None:
    found = realisation_of(plan)
    for lines in (found.quarters, found.agencies, [*found.programs, *found.unplanned]):
        assert sum((line.planned for line in lines), Figures()) == found.total.planned
        assert sum((line.realised for line in lines), Figures()) == found.total.realised
    assert sum(line.realised.rupiah for line in found.costs) == found.total.realised.rupiah


def test_an_empty_plan_has_nothing_to_compare(cast: Cast) -> None:
    found = realisation_of(make_plan(2030))
    assert (found.programs, found.costs, found.total.percent) == ([], [], None)


def test_more_programs_take_no_more_queries(plan: Plan) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        realisation_of(plan)
    for n in range(3):
        make_planned(plan, program=make_program(title=f"P{n}"))
    with CaptureQueriesContext(connection) as many:
        realisation_of(plan)
    assert len(many) == len(few)
