"""JP by the conversion table; every expected figure is a hand calculation on the table of PerLAN 10/2018."""

from datetime import date
from decimal import Decimal

import pytest

from credentials.conversion import Learned, Rule, credit
from credentials.models import HoursConversion

MARCH = date(2026, 3, 23)


def learned(hours: str = "20", **fields: object) -> Learned:
    return Learned(**{"program_hours": Decimal(hours), "starts_on": MARCH, "ends_on": MARCH, **fields})


def days(*numbers: int, month: int = 3) -> tuple[date, ...]:
    return tuple(date(2026, month, n) for n in numbers)


@pytest.mark.parametrize(
    ("rule", "what", "expected"),
    [
        (Rule("program", Decimal("1.00")), learned("20"), "20.00"),
        (Rule("program", Decimal("1.20")), learned("20.5"), "24.60"),  # 20.5 × 1.2
        (Rule("day", Decimal(4)), learned(session_days=days(23, 23, 24)), "8.00"),  # 2 days × 4
        (Rule("day", Decimal(5)), learned(session_days=()), "0.00"),
        (Rule("session", Decimal(2), 2), learned(session_days=days(2, 9, 16, 23)), "4.00"),  # 2 of 4 count
        (Rule("session", Decimal(2), 2), learned(session_days=(*days(2, 9, 16), *days(6, month=4))), "6.00"),
        (Rule("day", Decimal(4), 2), learned(session_days=days(2, 3, 4)), "8.00"),  # 2 of 3 days × 4
        (Rule("event", Decimal(10)), learned("40"), "10.00"),
        (Rule("day_cap", Decimal(3)), learned("16", session_days=days(23), lesson_days=days(23, 24)), "6.00"),
        (Rule("day_cap", Decimal(3)), learned("4", lesson_days=days(21, 22, 23)), "4.00"),  # never above the program
        (Rule("semester", Decimal(20)), learned(ends_on=date(2027, 3, 1)), "40.00"),  # 12 months: two semesters
        (Rule("semester", Decimal(20)), learned(ends_on=date(2026, 5, 1)), "20.00"),
    ],
)
def test_a_rule_gives_the_hours_of_the_table(rule: Rule, what: Learned, expected: str) -> None:
    assert credit(rule, what) == Decimal(expected)


@pytest.mark.parametrize(
    ("code", "international", "basis", "amount"),
    [
        ("TUBEL", False, "semester", "20"),
        ("TEK", False, "program", "1"),
        ("TEK", True, "program", "1.2"),
        ("SEM", False, "day", "4"),
        ("SEM", True, "day", "6"),
        ("WS", False, "day", "5"),
        ("ELE", False, "day_cap", "3"),
        ("COA", False, "session", "2"),
        ("BEN", True, "event", "20"),
        ("DET", True, "event", "24"),
    ],
)
def test_the_loaded_table_is_that_of_the_regulation(
    db: None, code: str, international: bool, basis: str, amount: str
) -> None:
    rule = HoursConversion.objects.on(MARCH).get(form_code=code, international=international)
    assert (rule.basis, rule.amount) == (basis, Decimal(amount))
    assert "PerLAN 10/2018" in rule.source


def test_leadership_training_abroad_has_no_rule(db: None) -> None:
    assert not HoursConversion.objects.filter(form_code="PIM", international=True).exists()


def test_all_25_forms_have_a_rule_at_home(db: None) -> None:
    assert HoursConversion.objects.on(MARCH).filter(international=False).count() == 25
