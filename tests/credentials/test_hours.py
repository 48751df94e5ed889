"""Hours of a year against the rule: PNS at least 20 JP (PP 11/2017), PPPK at most 24 (PP 49/2018, a warning)."""

from decimal import Decimal

import pytest

from credentials.hours import hours_by_employee, hours_of, standing, standing_against, target_of
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.programs import make_program


@pytest.mark.parametrize(
    ("status", "credited", "state", "percent", "words"),
    [
        ("pns", "14", "short", 70, "Perlu 6 JP lagi sampai akhir tahun 2026."),
        ("pns", "19.5", "short", 97, "Perlu 0,5 JP lagi sampai akhir tahun 2026."),
        ("pns", "20", "met", 100, "Terpenuhi: paling sedikit 20 JP."),
        ("pppk", "24", "within", 100, "Masih dapat menambah 0 JP tahun ini."),
        ("pppk", "30", "over", 125, "Melewati batas 24 JP sebanyak 6 JP. Ini peringatan, bukan larangan."),
        ("pppk_part_time", "30", "no_rule", None, "Belum ada ketentuan jumlah JP untuk status kepegawaian Anda."),
        ("non_asn", "0", "no_rule", None, "Belum ada ketentuan jumlah JP untuk status kepegawaian Anda."),
    ],
)
def test_the_standing_follows_the_rule_of_the_status(
    db: None, status: str, credited: str, state: str, percent: int | None, words: str
) -> None:
    result = standing_against(credited=Decimal(credited), target=target_of(status=status, year=2026), year=2026)
    assert (result.state, result.percent, result.words) == (state, percent, words)


def test_hours_add_up_over_batches_and_are_read_for_many_at_once(cast: Cast) -> None:
    person, other = cast.employee.employee, cast.stranger.employee
    assert person is not None
    assert other is not None
    make_settled([person, other])
    make_settled([person], program=make_program(learning_hours="5.5"))
    assert hours_of(employee=person, year=2026) == Decimal("25.50")
    assert hours_by_employee(employee_ids=[person.pk, other.pk, 0], year=2026) == {
        person.pk: Decimal("25.50"),
        other.pk: Decimal("20.00"),
    }
    assert standing(employee=person, year=2026).state == "met"
    assert standing(employee=person, year=2025).credited == Decimal(0)
