"""Whose figure it is: a unit's, a sector's, the city's."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_noop

from people.models import Sector, Unit

UNIT: Final = "unit"
SECTOR: Final = "sektor"
CITY: Final = "kota"


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom a figure is; `pk` is the unit's or the sector's key, None for the city."""

    kind: str
    pk: int | None
    code: str
    name: str

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a publication that say so."""
        return {
            "unit_id": self.pk if self.kind == UNIT else None,
            "sector_id": self.pk if self.kind == SECTOR else None,
        }

    @property
    def condition(self) -> Q:
        """The publications of this scope."""
        columns = self.columns
        return Q(*(Q(**{name: value}) if value else Q(**{f"{name}__isnull": True}) for name, value in columns.items()))


def unit_scope(unit: Unit) -> Scope:
    """A unit's."""
    return Scope(UNIT, unit.pk, unit.code, unit.name)


def sector_scope(sector: Sector) -> Scope:
    """A sector's."""
    return Scope(SECTOR, sector.pk, sector.code, sector.name)


def city_scope() -> Scope:
    """The whole city's."""
    return Scope(CITY, None, "kota", gettext_noop("Seluruh kota"))


def scope_of(kind: str, code: str) -> Scope | None:
    """The scope that an address names; None when there is no such unit or sector."""
    if kind == UNIT:
        unit = Unit.objects.without_tree_fields().filter(code=code).first()
        return unit_scope(unit) if unit else None
    if kind == SECTOR:
        sector = Sector.objects.filter(code=code).first()
        return sector_scope(sector) if sector else None
    return city_scope() if kind == code == CITY else None
