"""The public satisfaction index (IKM) of PermenPANRB 14/2017: plain values in, plain values out.

Each element has a mean from 1 to 4 (NRR); the index is the weighted sum of the means times 25.
The sums are kept as exact fractions, only the index itself is rounded, and only then graded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

ELEMENT_KEYS: Final = (
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "competence",
    "conduct",
    "complaints",
    "facilities",
)
"""The nine elements (unsur) in the order in which the regulation defines them."""

LOWEST_ANSWER: Final = 1
HIGHEST_ANSWER: Final = 4
SCALE: Final = 25
EXACT_WEIGHT: Final = "exact"
PRINTED_WEIGHTS: Final = ("0.111", "0.11")
"""Weights that offices print and multiply by; both stand for 1/9 and exist for nine elements only."""

CONFIDENCE_Z: Final = 1.959963984540054


class IndexRuleError(ValueError):
    """A value that the regulation's calculation doesn't know; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ElementSum:
    """What was answered on one element: the sum of the answers and how many answered."""

    total: int
    count: int

    @property
    def mean(self) -> Fraction:
        """The element's mean (NRR), from 1 to 4, exact."""
        return Fraction(self.total, self.count)


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One row of the grade table: from `lowest` up to the next band's `lowest`; both days of validity included."""

    grade: str
    name: str
    lowest: Decimal
    highest: Decimal
    valid_from: date
    valid_to: date | None = None


BANDS: Final = (
    GradeBand("A", "Sangat baik", Decimal("88.31"), Decimal("100.00"), date(2017, 1, 1)),
    GradeBand("B", "Baik", Decimal("76.61"), Decimal("88.30"), date(2017, 1, 1)),
    GradeBand("C", "Kurang baik", Decimal("65.00"), Decimal("76.60"), date(2017, 1, 1)),
    GradeBand("D", "Tidak baik", Decimal("25.00"), Decimal("64.99"), date(2017, 1, 1)),
)
"""PermenPANRB 14/2017, in force for results of 2017 and later."""


def round_half_up(value: Fraction | Decimal | int, places: int = 2) -> Decimal:
    """Round to `places` decimals, halves away from zero, without a detour through binary floats."""
    exact = Fraction(value)
    shifted = abs(exact) * 10**places
    rounded = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    quantity = Decimal(rounded).scaleb(-places)
    return -quantity if exact < 0 and rounded else quantity


def element_weight(setting: str, element_count: int) -> Fraction:
    """The weight of one element: 1/k for "exact", else the printed figure.

    Raises IndexRuleError for a printed figure with other than nine elements, or an unknown one.
    """
    if element_count < 1:
        raise IndexRuleError("Tabel tidak memuat satu unsur pun.")
    if setting == EXACT_WEIGHT:
        return Fraction(1, element_count)
    if setting not in PRINTED_WEIGHTS:
        known = ", ".join((EXACT_WEIGHT, *PRINTED_WEIGHTS))
        raise IndexRuleError(f"Bobot “{setting}” tidak dikenal. Pilih salah satu: {known}.")
    if element_count != len(ELEMENT_KEYS):
        raise IndexRuleError(
            f"Bobot {setting} hanya berlaku untuk 9 unsur, sedangkan tabel memuat {element_count}. "
            f"Pakai bobot “{EXACT_WEIGHT}”."
        )
    return Fraction(setting)


def raw_index(means: Sequence[Fraction], weight: str = EXACT_WEIGHT) -> Fraction:
    """The index from the elements' means, 25 to 100, not yet rounded.

    Raises IndexRuleError when a mean lies outside 1 to 4 or the weight doesn't fit.
    """
    for mean in means:
        if not LOWEST_ANSWER <= mean <= HIGHEST_ANSWER:
            raise IndexRuleError(f"Rata-rata unsur harus 1 sampai 4, bukan {float(mean):.4f}.")
    return sum(means, Fraction(0)) * element_weight(weight, len(means)) * SCALE


def index_of(means: Sequence[Fraction], weight: str = EXACT_WEIGHT) -> Decimal:
    """The index (IKM) with two decimals; see `raw_index` for the errors."""
    return round_half_up(raw_index(means, weight))


def index_of_sums(sums: Mapping[str, ElementSum], weight: str = EXACT_WEIGHT) -> Decimal:
    """The index (IKM) from sums and counts of answers by element, with two decimals."""
    return index_of([element.mean for element in sums.values()], weight)


def element_index(mean: Fraction) -> Decimal:
    """One element's figure on the scale of the index: its mean times 25, with two decimals."""
    return round_half_up(mean * SCALE)


def bands_on(day: date, bands: Sequence[GradeBand] = BANDS) -> list[GradeBand]:
    """The bands in force on a day, best first; raises IndexRuleError when there are none."""
    valid = [band for band in bands if band.valid_from <= day and (band.valid_to is None or day <= band.valid_to)]
    if not valid:
        raise IndexRuleError(f"Tidak ada tabel mutu yang berlaku pada {day:%d-%m-%Y}.")
    return sorted(valid, key=lambda band: band.lowest, reverse=True)


def grade_of(index: Decimal, day: date | None = None, bands: Sequence[GradeBand] = BANDS) -> str:
    """The grade letter of a rounded index on a day (default: the 2017 table).

    The lowest band also takes what lies below it: with weight 0.11, all answers 1 give 24.75.
    Raises IndexRuleError above 100, below 0, or for an index that isn't rounded to two decimals.
    """
    return band_of(index, bands_on(day, bands) if day else bands).grade


def band_of(index: Decimal, bands: Sequence[GradeBand] = BANDS) -> GradeBand:
    """The band of a rounded index, from bands sorted best first; see `grade_of` for the errors."""
    if index != round_half_up(index):
        raise IndexRuleError("Bulatkan indeks ke dua desimal sebelum menentukan mutunya.")
    if not 0 <= index <= bands[0].highest:
        raise IndexRuleError(f"Indeks {index} berada di luar skala.")
    return next((band for band in bands if index >= band.lowest), bands[-1])


def sample_size(population: int) -> int:
    """How many answers a population of users asks for, after Krejcie and Morgan (1970).

    S = 3.841 N P(1-P) / (d²(N-1) + 3.841 P(1-P)), P = 0.5, d = 0.05, rounded to the nearest whole
    number, as the printed table does. Raises IndexRuleError for a population below one.
    """
    if population < 1:
        raise IndexRuleError("Jumlah pengguna layanan harus paling sedikit 1.")
    spread = Fraction("3.841") / 4
    size = spread * population / (Fraction("0.0025") * (population - 1) + spread)
    return int(round_half_up(size, 0))


def margin_of(
    *, count: int, score_sum: int, score_squares: int, element_count: int, weight: str = EXACT_WEIGHT
) -> Decimal | None:
    """Half the width of the 95 % interval around an index, on its scale, with two decimals.

    `score_sum` and `score_squares` are sums over responses of the response's own score (the sum of
    its answers) and of its square: elements go together within a person, so that the variance has
    to come from whole responses. None below two responses. No correction for a finite population.
    """
    if count < 2:
        return None
    per_point = SCALE * element_weight(weight, element_count)
    error = squared_error(count=count, total=score_sum * per_point, squares=score_squares * per_point**2)
    return margin_from(error, freedom=count - 1)


def squared_error(*, count: int, total: Fraction, squares: Fraction) -> Fraction:
    """The squared standard error of a mean, from the sum and the sum of squares of at least two values."""
    if count * squares < total**2:
        raise IndexRuleError("Jumlah kuadrat lebih kecil daripada yang mungkin; hitung ulang rekap.")
    return (count * squares - total**2) / (count * count * (count - 1))


def margin_from(squared: Fraction | Decimal, *, freedom: int) -> Decimal:
    """The 95 % margin that belongs to a squared standard error, with two decimals."""
    if isinstance(squared, Fraction):
        squared = Decimal(squared.numerator) / Decimal(squared.denominator)
    return round_half_up(squared.sqrt() * Decimal(str(student_t(freedom))))


def student_t(freedom: int) -> float:
    """The two-sided 95 % quantile of Student's t (Cornish-Fisher; within 0.005 from 8 degrees on)."""
    z = CONFIDENCE_Z
    first = (z**3 + z) / (4 * freedom)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    return z + first + second + third


def difference_margin(first: Decimal, second: Decimal) -> Decimal:
    """The margin of the difference between two independent figures, with two decimals."""
    return round_half_up((first**2 + second**2).sqrt())
