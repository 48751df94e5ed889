"""Numbers as people print them: decimal comma or point, separators of thousands, wide spaces."""

import re
from decimal import Decimal
from fractions import Fraction

THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
BOTH = re.compile(r"\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d+")


def readings(text: str) -> list[Fraction]:
    """All numbers that a printed figure can mean: "1.200" is 1.2 or 1200, "abc" is none."""
    compact = re.sub(r"[\s\u00a0\u202f]", "", text)
    found: set[Fraction] = set()
    if PLAIN.fullmatch(compact):
        found.add(Fraction(Decimal(compact.replace(",", "."))))
    if THOUSANDS.fullmatch(compact):
        found.add(Fraction(re.sub(r"[.,]", "", compact)))
    if BOTH.fullmatch(compact):
        whole, decimals = re.split(r"[.,](?=\d+$)", compact)
        found.add(Fraction(re.sub(r"[.,]", "", whole) + "." + decimals))
    return sorted(found)


def counts(text: str) -> list[int]:
    """The whole numbers that a printed figure can mean: "1.200" and "1200 orang" are 1200, "1.2" is none."""
    plain = re.sub(r"\s*(?:responden|orang|kuesioner)\.?$", "", text.strip(), flags=re.IGNORECASE)
    return [int(number) for number in readings(plain) if number.denominator == 1]


def printed_step(text: str) -> Fraction:
    """The value of one unit of the last printed decimal, for comparisons with rounded figures."""
    decimals = re.search(r"[.,](\d+)\s*$", text)
    return Fraction(1, 10 ** (len(decimals.group(1)) if decimals else 0))
