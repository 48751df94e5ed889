"""Survey periods by code: 2026 (year), 2026S1 (semester), 2026Q3 or 2026TW3 (quarter), 2026M07 (month)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from pembinaan.base.errors import DomainError
from surveys.models import PeriodKind, SurveyPeriod

CODE: Final = re.compile(r"(?P<year>20\d\d)(?:(?P<kind>S|Q|TW|M)(?P<number>\d{1,2}))?", re.IGNORECASE)
MONTHS: Final = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.SEMESTER: 6, PeriodKind.YEAR: 12}
KINDS: Final = {"S": PeriodKind.SEMESTER, "Q": PeriodKind.QUARTER, "TW": PeriodKind.QUARTER, "M": PeriodKind.MONTH}
LETTERS: Final = {PeriodKind.MONTH: "M", PeriodKind.QUARTER: "Q", PeriodKind.SEMESTER: "S"}
ROMAN: Final = ("I", "II", "III", "IV")


class PeriodError(DomainError):
    """A period's code that can't be read."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of whole months of a year, as `kind` says; both days included."""

    year: int
    kind: PeriodKind
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.number * MONTHS[self.kind]
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def code(self) -> str:
        """Its code, like 2026Q3."""
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        number = f"{self.number:02d}" if self.kind is PeriodKind.MONTH else str(self.number)
        return f"{self.year}{LETTERS[self.kind]}{number}"

    @property
    def label(self) -> str:
        """Its name for people, like “Triwulan III 2026”."""
        if self.kind is PeriodKind.QUARTER:
            return _("Triwulan %(number)s %(year)d") % {"number": ROMAN[self.number - 1], "year": self.year}
        if self.kind is PeriodKind.SEMESTER:
            return _("Semester %(number)s %(year)d") % {"number": ROMAN[self.number - 1], "year": self.year}
        if self.kind is PeriodKind.MONTH:
            return f"{month_name(self.number)} {self.year}"
        return _("Tahun %(year)d") % {"year": self.year}

    @property
    def short_label(self) -> str:
        """Its name on a chart's axis, like “2026 III”."""
        return f"{self.year} {ROMAN[self.number - 1]}" if self.kind is PeriodKind.QUARTER else self.code

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        return [date(self.year, month, 1) for month in range(self.first.month, self.last.month + 1)]

    def a_year_before(self) -> "Span":
        """The same months of the year before."""
        return Span(self.year - 1, self.kind, self.number)

    def before(self) -> "Span":
        """The span of the same kind just before."""
        if self.number > 1:
            return Span(self.year, self.kind, self.number - 1)
        return Span(self.year - 1, self.kind, 12 // MONTHS[self.kind])


def month_name(number: int) -> str:
    """The month's name in the reader's language."""
    names = _("Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember")
    return names.split(",")[number - 1]


def span_of(code: str) -> Span:
    """Read a period's code; raises PeriodError when it isn't one."""
    match = CODE.fullmatch(code.strip())
    if match:
        kind = KINDS[match["kind"].upper()] if match["kind"] else PeriodKind.YEAR
        number = int(match["number"] or 1)
        if 1 <= number <= 12 // MONTHS[kind]:
            return Span(int(match["year"]), kind, number)
    raise PeriodError(
        _("Periode “%(code)s” tidak dikenal. Contoh: 2026, 2026S1, 2026Q3 atau 2026TW3, 2026M07.") % {"code": code}
    )


def named_span(code: str) -> Span | None:
    """The period that an address names; None when it names none."""
    try:
        return span_of(code)
    except PeriodError:
        return None


def quarter_of(day: date) -> Span:
    """The quarter that a day lies in."""
    return Span(day.year, PeriodKind.QUARTER, (day.month - 1) // 3 + 1)


def ending_with(span: Span, count: int) -> list[Span]:
    """`count` spans of one kind, oldest first, the last of them `span`."""
    return list(reversed(list(_backwards(span, count))))


def _backwards(span: Span, count: int) -> Iterator[Span]:
    for _unused in range(count):
        yield span
        span = span.before()


def ensure_period(span: Span) -> SurveyPeriod:
    """The stored period of a span, made when missing."""
    period, _made = SurveyPeriod.objects.get_or_create(
        code=span.code, defaults={"kind": span.kind, "starts_on": span.first, "ends_on": span.last}
    )
    return period
