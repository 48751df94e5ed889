"""Figures as a report writes them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluations.reporting.words import hours, number, rupiah, share, signed


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (number(1234.55), "1.234,6"),
        (number(Fraction(1, 8), 2), "0,13"),
        (number(-0.04), "0,0"),
        (number(-1234.5, 0), "−1.235"),
        (number(None), "–"),
        (signed(1.25), "+1,3"),
        (signed(-0.35), "−0,4"),
        (signed(0.01), "0,0"),
        (rupiah(Fraction(1_000_000, 3)), "Rp333.333"),
        (rupiah(-1_500_000), "−Rp1.500.000"),
        (rupiah(None), "–"),
        (hours(Decimal("1234.50")), "1.234,5 JP"),
        (hours(Decimal("1200.00")), "1.200 JP"),
        (hours(Decimal(0)), "0 JP"),
        (share(1, 3), "33,3 %"),
        (share(1, 0), "–"),
    ],
)
def test_figures_are_written_as_people_do(written: str, expected: str):
    assert written == expected
