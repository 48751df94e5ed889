"""Numbers as an Indonesian report writes them, and the sentences that say what its figures mean.

A report is in Indonesian whoever reads it: nothing here is translated.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.formats import number_format

from surveys.figures import Change, Figure
from surveys.index import EXACT_WEIGHT, element_weight, round_half_up
from surveys.periods import Span

SMALL: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def whole(number: int) -> str:
    """1234 as “1.234”."""
    return str(number_format(number, force_grouping=True))


def decimal(value: Decimal | Fraction, places: int = 2) -> str:
    """A figure with its decimal comma, rounded half up."""
    return str(number_format(str(round_half_up(value, places)), places))


def share(part: int, total: int) -> str:
    """A part of a total in percent, with one decimal."""
    return f"{decimal(Fraction(100 * part, total), 1)}%" if total else "–"


def listed(words: Sequence[str]) -> str:
    """Words in a row: “a, b, dan c”."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def counted(number: int) -> str:
    """A small number as a word: “tiga”."""
    return SMALL[number] if number < len(SMALL) else whole(number)


def weight_in_words(weight: str, element_count: int) -> str:
    """The weight of one element as the recap prints it."""
    if weight == EXACT_WEIGHT:
        return f"1/{element_count} ({decimal(element_weight(weight, element_count), 4)})"
    return weight.replace(".", ",")


def change_sentence(change: Change | None, span: Span, earlier: Figure) -> str:
    """What became of the index since an earlier period, and whether that is more than chance."""
    if change is None or earlier.index is None:
        return f"Perbandingan dengan {span.label} belum dapat dibuat, karena jawaban pada periode itu belum cukup."
    if not change.difference:
        return f"Dibandingkan dengan {span.label} ({decimal(earlier.index)}), IKM tidak berubah."
    way = "naik" if change.difference > 0 else "turun"
    told = (
        f"Dibandingkan dengan {span.label} ({decimal(earlier.index)}), IKM {way} {decimal(change.size)} poin, "
        f"dengan batas galat selisih ±{decimal(change.margin)} poin pada tingkat kepercayaan 95 persen. "
    )
    if change.is_beyond_chance:
        return told + "Selisih ini lebih besar daripada batas galatnya, sehingga merupakan perubahan yang nyata."
    return told + (
        "Selisih ini lebih kecil daripada batas galatnya, sehingga belum dapat disebut perubahan: "
        "dapat terjadi semata-mata karena siapa yang kebetulan menjawab."
    )
