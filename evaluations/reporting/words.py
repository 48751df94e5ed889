"""Figures as a report writes them. A report is in Indonesian whoever reads it: nothing here is translated."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from django.utils.formats import number_format

from surveys.reporting.words import listed, whole

__all__ = ["NOTHING", "hours", "listed", "number", "rupiah", "share", "signed", "whole"]

NOTHING: Final = "–"
MINUS: Final = "\N{MINUS SIGN}"


def rounded(value: Fraction | Decimal | float, places: int) -> Decimal:
    """Rounded half up, as people do; a float is taken as it is printed."""
    exact = value if isinstance(value, Fraction) else Fraction(str(value))
    unit = Decimal(1).scaleb(-places)
    scaled = exact * 10**places
    floor, rest = divmod(abs(scaled.numerator), scaled.denominator)
    size = Decimal(floor + (2 * rest >= scaled.denominator)) * unit
    return (-size if scaled < 0 else size).quantize(unit, ROUND_HALF_UP)


def number(value: Fraction | Decimal | float | None, places: int = 1) -> str:
    """“1.234,5”; a dash for what is not known."""
    if value is None:
        return NOTHING
    shown = rounded(value, places)
    words = str(number_format(abs(shown), places, force_grouping=True))
    return f"{MINUS}{words}" if shown < 0 else words


def signed(value: Fraction | Decimal | float | None, places: int = 1) -> str:
    """“+1,2” or “−0,3”; zero without a sign."""
    words = number(value, places)
    return f"+{words}" if value is not None and rounded(value, places) > 0 else words


def rupiah(value: Fraction | Decimal | int | None) -> str:
    """“Rp1.250.000”, rounded to the whole rupiah."""
    if value is None:
        return NOTHING
    shown = rounded(Fraction(value), 0)
    return f"{MINUS if shown < 0 else ''}Rp{whole(abs(int(shown)))}"


def hours(value: Fraction | Decimal) -> str:
    """“1.234 JP”, with at most two decimals."""
    shown = rounded(value, 2).normalize()
    places = max(0, -int(shown.as_tuple().exponent))
    return f"{number(shown, places)} JP"


def share(part: int, total: int) -> str:
    """A part of a total in percent, one decimal: “12,5 %”."""
    return f"{number(Fraction(100 * part, total))} %" if total else NOTHING
