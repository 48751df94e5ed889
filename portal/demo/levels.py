"""How good each unit is before anybody trains it: its own level and that of each element."""

from dataclasses import dataclass

from portal.demo.city import City
from portal.demo.effects import (
    ELEMENT_DIFFERENCE,
    ELEMENT_SPREAD,
    FREE_COST,
    PAID_COST,
    SECTOR_LEVEL,
    SECTORS_WITH_CHARGES,
    UNIT_SPREAD,
)
from surveys.index import ELEMENT_KEYS


@dataclass(frozen=True)
class Level:
    """A unit's own difference from its sector, and the expected answer of each element at the start."""

    own: float
    elements: dict[str, float]


# Puskesmas Sei Jang, whose story is told: weak in complaints and waiting time, strong in conduct.
STORIES = {
    "153": {
        "requirements": 3.20, "procedure": 3.08, "time": 2.72, "cost": 3.93, "product": 3.33, "competence": 3.16,
        "conduct": 3.16, "complaints": 2.44, "facilities": 3.14,
    },
}  # fmt: skip


def make_levels(city: City) -> None:
    """Draw the level of every unit."""
    dice = city.dice("levels")
    for code, unit in city.units.items():
        own = dice.gauss(0, UNIT_SPREAD)
        drawn = {
            element: SECTOR_LEVEL[unit.sector] + own + ELEMENT_DIFFERENCE[element] + dice.gauss(0, ELEMENT_SPREAD)
            for element in ELEMENT_KEYS
        }
        charged = unit.sector in SECTORS_WITH_CHARGES
        drawn["cost"] = (PAID_COST + own if charged else FREE_COST) + dice.gauss(0, 0.01)
        city.levels[code] = Level(own, STORIES.get(code, drawn))
