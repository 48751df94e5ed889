"""The recap layout: one element's sum, count, mean and weighted mean, as printed, checked together."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from surveys.index import HIGHEST_ANSWER, LOWEST_ANSWER, SCALE
from surveys.tables.numbers import counts, printed_step, readings
from surveys.tables.table import Element

WEIGHTED_TOLERANCE: Final = Fraction(15, 100)
"""Printed weights lie within 1 % of 1/k and figures are rounded; a shifted column is far beyond."""


class FigureError(ValueError):
    """A printed figure that can't be read for sure; `column` names the figure."""

    def __init__(self, column: str, reason: str) -> None:
        self.column = column
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of one element as text, empty where the table has none."""

    total: str = ""
    count: str = ""
    mean: str = ""
    weighted: str = ""
    index: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to form a mean from."""
        return not (self.total or self.mean or self.index or self.weighted)


def element_of(label: str, printed: Printed, element_count: int) -> Element:
    """The element from its printed figures: sum and count before the mean before the converted mean.

    Raises FigureError for a figure outside its range, unreadable, or with two meanings.
    """
    if printed.total and printed.count:
        total, count = _total_and_count(printed)
        element = Element(label, Fraction(total, count), total, count)
    else:
        count_only = _single_count(printed.count) if printed.count else None
        element = Element(label, _mean(printed), None, count_only)
    _check_weighted(element.mean, printed.weighted, element_count)
    return element


def notice_of(element: Element, printed: Printed) -> str:
    """A remark when the printed mean isn't the sum divided by the count; empty when it is."""
    if element.total is None or not printed.mean:
        return ""
    allowed = printed_step(printed.mean)
    if any(abs(reading - element.mean) < allowed for reading in readings(printed.mean)):
        return ""
    exact = f"{float(element.mean):.4f}"
    return f"{element.label}: NRR tercetak {printed.mean}, dari jumlah/responden {exact}; dipakai yang kedua"


def _total_and_count(printed: Printed) -> tuple[int, int]:
    pairs = [
        (total, count)
        for total in counts(printed.total)
        for count in counts(printed.count)
        if count > 0 and LOWEST_ANSWER * count <= total <= HIGHEST_ANSWER * count
    ]
    if len(pairs) == 1:
        return pairs[0]
    figures = f"jumlah {printed.total} dari {printed.count} responden"
    if pairs:
        raise FigureError("total", f"{figures} dapat dibaca dengan dua cara; hapus pemisah ribuan")
    raise FigureError("total", f"{figures} tidak mungkin: rata-ratanya di luar 1 sampai 4")


def _single_count(text: str) -> int:
    found = [number for number in counts(text) if number > 0]
    if len(found) != 1:
        raise FigureError("count", f"jumlah responden “{text}” tidak terbaca pasti")
    return found[0]


def _mean(printed: Printed) -> Fraction:
    if printed.mean:
        hint = "jika skala 25–100, beri judul kolom “Nilai konversi”"
        return _within("mean", printed.mean, LOWEST_ANSWER, HIGHEST_ANSWER, hint)
    if printed.index:
        return _within("index", printed.index, SCALE, 100, "nilai konversi = NRR × 25") / SCALE
    if printed.total:
        raise FigureError("total", "jumlah nilai ada, tetapi jumlah responden (n) tidak ada")
    raise FigureError("mean", "NRR kosong")


def _within(column: str, text: str, lowest: int, highest: int, hint: str) -> Fraction:
    found = [reading for reading in readings(text) if lowest <= reading <= highest]
    if len(found) == 1:
        return found[0]
    raise FigureError(column, f"“{text}” bukan nilai {lowest} sampai {highest} ({hint})")


def _check_weighted(mean: Fraction, text: str, element_count: int) -> None:
    if not text:
        return
    expected = mean / element_count
    for reading in readings(text):
        for weighted in (reading, reading / SCALE):
            if abs(weighted - expected) <= expected * WEIGHTED_TOLERANCE:
                return
    reason = f"NRR tertimbang {text} tidak cocok dengan NRR {float(mean):.3f}"
    raise FigureError("weighted", f"{reason}; periksa koma desimal dan urutan kolom")
