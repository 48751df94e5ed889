"""What is known about the demo city: how far each training changes each element, and how answers come about.

An analysis of the demo data can be held against these constants. Effects are added to the expected answer
(1 to 4) of an element in a unit from the month after its batch ended; in that first month half of it. An effect
of 0.36 on one of nine elements is 0.36 / 9 * 25 = 1.0 point of the index (IKM).
"""

from typing import Final

# program -> element -> points on the scale 1..4 in units whose people were trained.
EFFECTS: Final[dict[str, dict[str, float]]] = {
    # 1.0 in all: 2.78 points of the index
    "pelayanan-prima": {"conduct": 0.30, "competence": 0.25, "time": 0.25, "procedure": 0.20},
    # 1.25 points
    "penanganan-pengaduan": {"complaints": 0.45},
    # 1.11 points
    "tata-antrean": {"time": 0.30, "procedure": 0.10},
    # none at all, though it means to raise two elements
    "literasi-data": {},
    # real, but in so few units with so few answers that nobody can tell yet
    "manajemen-pelabuhan": {"competence": 0.20, "product": 0.10},
}
# Programs whose seats were drawn by lot among whole units, in batches of their own; 1.25 points of the index.
EFFECTS_BY_LOT: Final[dict[str, dict[str, float]]] = {"menyambut-orang-tua": {"conduct": 0.45}}
NO_EFFECT: Final = "literasi-data"
FIRST_MONTH_SHARE: Final = 0.5

# Share of the units of a program's audience that are ever trained; the others are there to compare with.
TRAINED_SHARE: Final = 0.6

# Whatever training does: the whole city gets a little better every month, on each element but cost.
TREND_PER_MONTH: Final = 0.0016
# A unit's own trend, where it has one.
UNIT_TRENDS: Final = {"153": 0.0035, "119": -0.0060}

# Expected answers at the start by sector, before an element's and a unit's own difference.
SECTOR_LEVEL: Final = {
    "health": 3.17, "education": 3.33, "civil_registry": 3.16, "licensing": 3.15, "territory": 3.18, "economy": 3.10,
    "social": 3.14, "infrastructure": 3.04, "public_order": 3.12, "internal": 3.14,
}  # fmt: skip
ELEMENT_DIFFERENCE: Final = {
    "requirements": 0.05, "procedure": 0.02, "time": -0.16, "cost": 0.0, "product": 0.10, "competence": 0.10,
    "conduct": 0.13, "complaints": -0.26, "facilities": -0.05,
}  # fmt: skip
# Cost: almost everyone answers 4 where the service is free, fewer where a retribution is due.
FREE_COST: Final = 3.94
PAID_COST: Final = 3.20
SECTORS_WITH_CHARGES: Final = ("economy", "infrastructure", "licensing")

UNIT_SPREAD: Final = 0.09  # standard deviation of a unit's own level
ELEMENT_SPREAD: Final = 0.07  # of an element within a unit
MONTH_SPREAD: Final = 0.02  # of a unit from month to month
CITY_MONTH_SPREAD: Final = 0.008  # of the whole city from month to month
# Weaker units are sent to training a little more often, which flatters a plain before and after.
WEAK_UNITS_FIRST: Final = 0.35
# Months in which queues are long (school entry, year's end).
SEASON: Final = {1: -0.01, 6: -0.02, 7: -0.03, 12: -0.02, 3: 0.01, 9: 0.02}

LOWEST_EXPECTED: Final = 1.6
HIGHEST_EXPECTED: Final = 3.96

SAME_PERSON: Final = 0.45  # correlation of two answers of one person
STRAIGHT_LINERS: Final = 0.08  # people who answer everything alike, honestly

MONTHS: Final = 36
RESPONSES: Final = 262_000
