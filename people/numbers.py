"""NIP and NI PPPK: parsing and validation of the two 18-digit layouts. Pure.

NIP: YYYYMMDD birth, YYYYMM appointment, sex, sequence (Perka BKN 22/2007 and 43/2007).
NI PPPK: YYYYMMDD birth, YYYY appointment, FF frequency of contract, sex, sequence.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

LENGTH = 18
MINIMUM_AGE = 18
# A decision may be signed some months before the day from which it counts.
YEARS_AHEAD = 1
FIRST_REPEATED_CONTRACT = 21


def _(text: str) -> str:
    """Mark a sentence for the catalogue; whoever shows it translates it."""
    return text


class NumberKind(Enum):
    """Whose number it is: the same 18 digits, two layouts."""

    NIP = "NIP"
    NI_PPPK = "NI PPPK"


class Sex(Enum):
    """Digit 15."""

    MALE = 1
    FEMALE = 2


class NumberError(ValueError):
    """The text is no such number; `template % values` is the reason in words."""

    def __init__(self, template: str, **values: str | int) -> None:
        super().__init__(template % values)
        self.template = template
        self.values = values


@dataclass(frozen=True)
class EmployeeNumber:
    """What the 18 digits of a civil servant's number say."""

    digits: str
    kind: NumberKind
    born_on: date
    appointed_year: int
    appointed_month: int | None
    frequency: int | None
    sex: Sex
    sequence: int


def parse(text: str, kind: NumberKind, *, on: date | None = None) -> EmployeeNumber:
    """Read a number of `kind`; spaces, dots and dashes are ignored.

    With `on`, an appointment more than a year after that day is refused.

    Raises:
        NumberError: with the first reason found, in plain Indonesian.
    """
    digits = plain(text)
    _check_digits(digits, kind)
    born_on = _birth_date(digits)
    year, middle = int(digits[8:12]), int(digits[12:14])
    if kind is NumberKind.NIP:
        month, frequency = _month(middle), None
    else:
        month, frequency = None, _frequency(middle)
    sex = _sex(digits)
    _check_age(born_on, year, month)
    if on is not None and year > on.year + YEARS_AHEAD:
        raise NumberError(_("Tahun pengangkatan %(year)s masih terlalu jauh di depan."), year=year)
    return EmployeeNumber(digits, kind, born_on, year, month, frequency, sex, int(digits[15:]))


def plain(text: str) -> str:
    """The number without the spaces, dots and dashes that people write between its groups."""
    return re.sub(r"[\s.\-]", "", text)


def grouped(number: str) -> str:
    """The number as it is written on paper: `19860926 201505 1 001`; anything else unchanged."""
    if len(number) != LENGTH:
        return number
    return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}"


def masked(number: str) -> str:
    """The number for public pages: neither birth date nor sex can be read from it."""
    if len(number) != LENGTH:
        return "•" * len(number)
    return f"{'•' * 8} {number[8:14]} • {number[15:]}"


def _check_digits(digits: str, kind: NumberKind) -> None:
    if not re.fullmatch(r"[0-9]*", digits):
        raise NumberError(_("%(kind)s hanya berisi angka."), kind=kind.value)
    if len(digits) != LENGTH:
        raise NumberError(
            _("%(kind)s terdiri atas 18 angka; yang tertulis %(count)s angka."), kind=kind.value, count=len(digits)
        )


def _birth_date(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError as error:
        raise NumberError(
            _("Delapan angka pertama (%(digits)s) bukan tanggal lahir yang ada di kalender."), digits=digits[:8]
        ) from error


def _month(middle: int) -> int:
    if not 1 <= middle <= 12:
        raise NumberError(
            _("Angka ke-13 dan ke-14 (%(digits)s) bukan bulan pengangkatan 01–12."), digits=f"{middle:02d}"
        )
    return middle


def _frequency(middle: int) -> int:
    if 1 <= middle <= 12 or middle >= FIRST_REPEATED_CONTRACT:
        return middle
    raise NumberError(
        _("Angka ke-13 dan ke-14 (%(digits)s) bukan frekuensi pengangkatan PPPK: 01–12, atau 21 ke atas."),
        digits=f"{middle:02d}",
    )


def _sex(digits: str) -> Sex:
    try:
        return Sex(int(digits[14]))
    except ValueError as error:
        raise NumberError(_("Angka ke-15 (%(digit)s) harus 1 (pria) atau 2 (wanita)."), digit=digits[14]) from error


def _check_age(born_on: date, year: int, month: int | None) -> None:
    # An appointment counts from the first of a month; of a PPPK's only the year is known.
    age = year - born_on.year
    if month is not None and (born_on.month, born_on.day) > (month, 1):
        age -= 1
    if age < MINIMUM_AGE:
        raise NumberError(
            _("Menurut nomor ini pegawai baru berumur %(age)s tahun saat diangkat; paling muda 18 tahun."), age=age
        )
