"""What a report is about: one batch, program, partner, year, unit, sector, or the whole city, in a stretch of days."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models import Institution
from pembinaan.base.dates import days_in_words
from pembinaan.base.language import in_city_language
from people.models import Sector, Unit
from programs.models import Batch, Program

WHOLE_CITY: Final = "semua"
PATTERN: Final = r"[a-z]+\.[A-Za-z0-9._-]+\.[0-9]{8}\.[0-9]{8}"
CODE: Final = re.compile(r"(?P<kind>[a-z]+)\.(?P<key>[A-Za-z0-9._-]+)\.(?P<first>[0-9]{8})\.(?P<last>[0-9]{8})")
LONGEST_CODE: Final = 100
YEARS: Final = range(2000, 2101)


class ScopeKind(models.TextChoices):
    """What a report may be about; the value is the word in addresses."""

    BATCH = "angkatan", _("Angkatan")
    PROGRAM = "program", _("Program")
    PARTNER = "mitra", _("Mitra")
    YEAR = "tahun", _("Tahun")
    UNIT = "unit", _("Unit kerja")
    SECTOR = "sektor", _("Sektor")
    CITY = "kota", _("Seluruh kota")


# Where the key of each kind is kept, and the name that people read.
KEYS: Final[dict[ScopeKind, tuple[Any, str]]] = {
    ScopeKind.PROGRAM: (Program, "title"),
    ScopeKind.PARTNER: (Institution, "name"),
    ScopeKind.UNIT: (Unit, "name"),
    ScopeKind.SECTOR: (Sector, "name"),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about, and from which day to which (both included).

    `key` is the batch's number in the database, the code of program, partner, unit or sector, the year, or "semua".
    Batches count that ended within the days; a batch's own days are its first and last one. `name` is what people
    call it, filled by `scope_of` and `named`; it is no part of what the scope is.
    """

    kind: ScopeKind
    key: str
    first: date
    last: date
    name: str = field(default="", compare=False)

    @property
    def code(self) -> str:
        """For addresses and for storing: “program.pelayanan-prima.20240101.20261231”, at most 100 letters."""
        return f"{self.kind.value}.{self.key}.{self.first:%Y%m%d}.{self.last:%Y%m%d}"

    @property
    def days(self) -> str:
        """Its days in words; a calendar year as “tahun 2026”."""
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            years = {self.first.year, self.last.year}
            return f"tahun {'–'.join(str(year) for year in sorted(years))}"
        with in_city_language():
            return days_in_words(self.first, self.last)

    @property
    def label(self) -> str:
        """Short, in Indonesian, for lists."""
        if self.kind is ScopeKind.YEAR:
            return f"Tahun {self.key}"
        return f"{self.subject}, {self.days}"

    @property
    def subject(self) -> str:
        """What it is called, in Indonesian."""
        if self.kind is ScopeKind.YEAR:
            return f"Tahun {self.key}"
        if self.kind is ScopeKind.CITY:
            return "Seluruh kota"
        if self.kind is ScopeKind.SECTOR:
            return f"Sektor {self.name or self.key}"
        return self.name or f"{self.kind.value} {self.key}"

    @property
    def title(self) -> str:
        """The report's title, in Indonesian."""
        return f"Laporan evaluasi pelatihan: {self.subject}"


def of_batch(batch: Batch) -> Scope:
    """One batch; read it with its program."""
    return Scope(ScopeKind.BATCH, str(batch.pk), batch.starts_on, batch.ends_on, _batch_name(batch))


def of_year(year: int) -> Scope:
    """Everything that ended in a calendar year."""
    return Scope(ScopeKind.YEAR, str(year), date(year, 1, 1), date(year, 12, 31))


def of_city(first: date, last: date) -> Scope:
    """The whole city over some days."""
    return Scope(ScopeKind.CITY, WHOLE_CITY, first, last)


def scope_of(code: str) -> Scope | None:
    """Read a code; None when it says nothing, or names what does not exist. At most one query."""
    found = CODE.fullmatch(code)
    if found is None or len(code) > LONGEST_CODE or found["kind"] not in ScopeKind.values:
        return None
    first, last = _day(found["first"]), _day(found["last"])
    if first is None or last is None or last < first:
        return None
    scope = Scope(ScopeKind(found["kind"]), found["key"], first, last)
    return next(iter(named([scope])), None)


def named(scopes: Iterable[Scope]) -> list[Scope]:
    """The scopes that exist, in their order, each with its name and proper days; one query for each kind."""
    given = list(scopes)
    keys: defaultdict[ScopeKind, set[str]] = defaultdict(set)
    for scope in given:
        keys[scope.kind].add(scope.key)
    batches = _batches(keys[ScopeKind.BATCH])
    names = {kind: _names(kind, keys[kind]) for kind in KEYS}
    found = (_named(scope, batches, names) for scope in given)
    return [scope for scope in found if scope]


def _named(scope: Scope, batches: dict[str, Batch], names: dict[ScopeKind, dict[str, str]]) -> Scope | None:
    if scope.kind is ScopeKind.BATCH:
        return of_batch(batches[scope.key]) if scope.key in batches else None
    if scope.kind is ScopeKind.YEAR:
        return of_year(int(scope.key)) if scope.key.isascii() and scope.key in map(str, YEARS) else None
    if scope.kind is ScopeKind.CITY:
        return scope if scope.key == WHOLE_CITY else None
    name = names[scope.kind].get(scope.key)
    return replace(scope, name=name) if name else None


def _batches(keys: set[str]) -> dict[str, Batch]:
    numbers = [int(key) for key in keys if key.isdecimal() and str(int(key)) == key and len(key) < 18]
    if not numbers:
        return {}
    return {str(batch.pk): batch for batch in Batch.objects.filter(pk__in=numbers).select_related("program")}


def _batch_name(batch: Batch) -> str:
    return f"{batch.program.title}, angkatan {batch.number}"


def _names(kind: ScopeKind, keys: set[str]) -> dict[str, str]:
    if not keys:
        return {}
    model, name = KEYS[kind]
    return dict(model.objects.filter(code__in=keys).values_list("code", name))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None
