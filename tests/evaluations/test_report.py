"""An evaluation read from the database, and its pages."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluations.report import evaluate
from people.models import Account, Unit
from programs.models import Program
from surveys.models import MonthlyRollup, QuestionnaireVersion
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.people import make_account, make_employee, make_unit
from tests.factories.programs import make_institution, make_partner_staff, make_program

TODAY = date(2026, 11, 1)
# The batch runs on 23 and 24 March 2026: before is September to February, after is April to September.
BEFORE, AFTER = date(2026, 1, 1), date(2026, 5, 1)
ITEMS = 9


def answer(unit: Unit, month: date, values: Iterable[int]) -> None:
    """Roll-up of responses that each give one value to all nine elements."""
    version = QuestionnaireVersion.objects.current("skm").get()
    scores = [value * ITEMS for value in values]
    MonthlyRollup.objects.create(
        unit=unit,
        month=month,
        version=version,
        count=len(scores),
        sums=[sum(scores) // ITEMS] * ITEMS,
        histogram=[0] * (4 * ITEMS),
        score_sum=sum(scores),
        score_squares=sum(score**2 for score in scores),
    )


@pytest.fixture
def program(cast: Cast) -> Program:
    """A program that trained Siti's health centre; another one beside it was not."""
    beside = make_unit("Puskesmas Lain")
    program = make_program(target_elements=["time"], institution=make_institution(kind="internal"))
    make_settled([cast.employee.employee], program=program)  # type: ignore[list-item]
    answer(cast.unit, BEFORE, [3] * 10 + [2] * 10)  # mean 2.5: index 62.5
    answer(cast.unit, AFTER, [3] * 10 + [4] * 10)  # mean 3.5: index 87.5
    answer(beside, BEFORE, [3] * 20)  # 75
    answer(beside, AFTER, [3] * 15 + [4] * 5)  # mean 3.25: 81.25
    return program


def test_trained_units_stand_beside_units_of_the_same_sector(cast: Cast, program: Program) -> None:
    found = evaluate(program, share=Decimal(0), today=TODAY)
    assert found is not None
    assert found.comparison is not None
    assert found.exposure.trained == (cast.unit.pk,)
    assert cast.other_unit.pk not in found.exposure.others, "another sector"
    trained, others = found.comparison.trained, found.comparison.others
    assert (trained.before.index, trained.after.index) == (Decimal("62.50"), Decimal("87.50"))
    assert (others.before.index, others.after.index) == (Decimal("75.00"), Decimal("81.25"))
    assert found.comparison.difference is not None
    assert found.comparison.difference.difference == Decimal("18.75")  # 25 − 6.25
    assert [row.key for row in found.comparison.elements] == ["time"]
    assert found.is_complete


def test_a_unit_below_the_threshold_stands_on_neither_side(cast: Cast, program: Program) -> None:
    found = evaluate(program, share=Decimal("0.50"), today=TODAY)  # 1 of 3 who serve there
    assert found is not None
    assert (found.exposure.trained, found.exposure.mixed) == ((), (cast.unit.pk,))
    assert found.comparison is None


def test_a_unit_trained_only_later_is_left_out(cast: Cast, program: Program) -> None:
    later = make_unit("Puskesmas Kemudian")
    person = make_employee(unit=later)
    make_settled([person], program=program, starts_on=date(2026, 3, 23), ends_on=date(2026, 6, 30))
    found = evaluate(program, share=Decimal(0), today=TODAY)
    assert found is not None
    assert later.pk in found.exposure.mixed
    assert later.pk not in found.exposure.others


def test_before_the_window_begins_nothing_is_compared(program: Program) -> None:
    found = evaluate(program, share=Decimal(0), today=date(2026, 3, 31))
    assert found is not None
    assert found.comparison is None
    assert evaluate(make_program(), share=Decimal(0), today=TODAY) is None


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_page_says_plainly_that_it_is_no_proof(cast: Cast, program: Program) -> None:
    page = signed_in(cast.leader).get(f"/evaluasi/{program.code}/").content.decode()
    assert "Ini perbandingan mentah, bukan bukti sebab-akibat." in page
    assert "tidak dipilih dengan undian" in page
    assert "18,8 poin lebih baik" in page
    assert "20 jawaban" in page
    empty = signed_in(cast.hr).get(f"/evaluasi/{program.code}/?ambang=50").content.decode()
    assert "Belum ada unit yang mencapai ambang ini" in empty


def test_a_partner_reads_its_own_programs_and_an_employee_none(cast: Cast, program: Program) -> None:
    own, other = make_account(), make_account()
    assert program.institution is not None
    make_partner_staff(program.institution, own)
    make_partner_staff(make_institution(), other)
    address = f"/evaluasi/{program.code}/"
    assert signed_in(own).get(address).status_code == 200
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(cast.head).get(address).status_code == 200
    for path in (address, "/evaluasi/"):
        assert signed_in(cast.employee).get(path).status_code == 403
    assert program.title in signed_in(own).get("/evaluasi/").content.decode()
    assert program.title not in signed_in(other).get("/evaluasi/").content.decode()


def test_pages_cost_the_same_with_one_row_and_with_three(cast: Cast, program: Program) -> None:
    client, counts = signed_in(cast.hr), []
    client.get(f"/evaluasi/{program.code}/")
    for more in (0, 2):
        for _ in range(more):
            unit = make_unit()
            make_settled([make_employee(unit=unit)], program=make_program())
            make_settled([make_employee(unit=unit)], program=program)
        with CaptureQueriesContext(connection) as queries:
            client.get("/evaluasi/")
            client.get(f"/evaluasi/{program.code}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
