"""The units: the city's published list, primary schools with assumed names, and one invented merger."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from people.models import Sector, Unit
from portal.demo.city import SEKDAS_UNIT, City, UnitPlan

UNITS_FILE = Path(__file__).parent / "units.csv"
STARTS_ON = date(2017, 1, 1)  # the organisation's assumed first day: the list gives none
PRIMARY_SCHOOLS = 65
DISTRICTS = ("Tanjungpinang Kota", "Tanjungpinang Timur", "Bukit Bestari", "Tanjungpinang Barat")
# The Sekda, who heads the secretariat, answers for the heads of agencies.
TOP_CODE = "PEMKO"
MERGED_CODE = "UPT-P2"
SUCCESSOR_CODE = "UPT-P1"
MERGED_MONTHS_AGO = 9


@dataclass(frozen=True)
class Line:
    """One line of the published list."""

    code: str
    name: str
    kind: str
    parent: str
    sector: str


def published() -> list[Line]:
    """The list as published; assumed names carry "(contoh)"."""
    with UNITS_FILE.open(encoding="utf-8", newline="") as file:
        return [
            Line(
                code=row["code"],
                name=row["name"] + (" (contoh)" if row["source"] != "published list" else ""),
                kind=row["type"],
                parent=row["parent"],
                sector=row["sector"],
            )
            for row in csv.DictReader(file)
        ]


def invented() -> list[Line]:
    """Primary schools up to their real number, and the two market offices of the invented merger."""
    schools = [
        Line(
            f"SD-{n}",
            f"SD Negeri {(n - 1) // 4 + 1:03d} {DISTRICTS[(n - 1) % 4]} (contoh)",
            "sekolah",
            "112",
            "education",
        )
        for n in range(5, PRIMARY_SCHOOLS + 1)
    ]
    markets = [
        Line(SUCCESSOR_CODE, "UPTD Pengelolaan Pasar (contoh)", "upt", "121", "economy"),
        Line(MERGED_CODE, "UPTD Pasar Wilayah II (contoh)", "upt", "121", "economy"),
    ]
    return [*schools, *markets]


def make_units(city: City) -> None:
    """Add every unit; parents come before children in the list."""
    sectors = dict(Sector.objects.values_list("code", "pk"))
    for line in [*published(), *invented()]:
        merged = line.code == MERGED_CODE
        ends_on = city.last_day_of_month(MERGED_MONTHS_AGO) if merged else None
        key = city.rows.add(
            Unit,
            code=line.code,
            name=line.name,
            kind=line.kind,
            sector_id=sectors[line.sector],
            parent_id=city.units[line.parent].id if line.parent else None,
            starts_on=STARTS_ON,
            ends_on=ends_on,
            merged_into_id=city.units[SUCCESSOR_CODE].id if merged else None,
            answered_by_id=None,
        )
        city.units[line.code] = UnitPlan(
            id=key, code=line.code, kind=line.kind, sector=line.sector, parent=line.parent, ends_on=ends_on
        )
    top = next(row for row in city.rows.of(Unit) if row["code"] == TOP_CODE)
    top["answered_by_id"] = city.units[SEKDAS_UNIT].id
