"""The demo city's panels alone, without people or database: so that its built-in effects can be looked for many times.

The same levels, waves, volumes and noise as the city of that seed and day; answers come from the same distribution, but
drawn all at once. Whoever is sent finishes: a unit of a wave counts as trained by half.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from evaluations.impact.panel import NEVER, Floats, OtherProgram, Panel, Whole
from portal.demo.answers import effect_on, expected, noises, plan, thresholds
from portal.demo.catalogue import BY_CODE
from portal.demo.city import City, UnitPlan
from portal.demo.effects import EFFECTS, MONTHS, SAME_PERSON, STRAIGHT_LINERS
from portal.demo.levels import make_levels
from portal.demo.rows import Rows
from portal.demo.training import planned_runs
from portal.demo.units import MERGED_CODE, MERGED_MONTHS_AGO, invented, published
from surveys.index import ELEMENT_KEYS, SCALE

INDEX = "index"
SHARE = 0.5
ITEMS = len(ELEMENT_KEYS)


@dataclass(frozen=True)
class Measured:
    """Answers by unit and month of one invented city."""

    city: City
    units: tuple[str, ...]
    months: tuple[date, ...]
    count: Whole
    means: dict[str, Floats]
    """By element and for the index, on its scale of 25 to 100."""
    variances: dict[str, Floats]

    def panel(self, program: str, outcome: str) -> Panel:
        """What an evaluation of one program and outcome sees."""
        ended = self._month_of_end(program)
        month = np.arange(len(self.months))[None, :]
        exists = np.array([[self._exists(unit, each) for each in self.months] for unit in self.units])
        others = [
            OtherProgram(other, self._month_of_end(other)) for other in EFFECTS if _concerns(program, other, outcome)
        ]
        return Panel(
            self.units,
            self.months,
            self.means[outcome],
            self.variances[outcome],
            self.count,
            np.where(month > ended[:, None], SHARE, 0.0),
            month >= ended[:, None],
            exists,
            tuple(self.city.units[unit].sector for unit in self.units),
            tuple(others),
        )

    def truth(self, program: str, outcome: str) -> Floats:
        """The built-in effect of the program alone in every cell, in points of the outcome."""
        alone = City(self.city.seed, self.city.today, 1.0, self.city.rows, {}, units=self.city.units)
        alone.trained = {program: self.city.trained.get(program, {})}
        elements = ELEMENT_KEYS if outcome == INDEX else (outcome,)
        return np.array(
            [
                [
                    SCALE * sum(effect_on(alone, unit, key, month) for key in elements) / len(elements)
                    for month in self.months
                ]
                for unit in self.units
            ]
        )

    def _month_of_end(self, program: str) -> Whole:
        ended = self.city.trained.get(program, {})
        places = {month: place for place, month in enumerate(self.months)}
        return np.array([places[ended[unit].replace(day=1)] if unit in ended else NEVER for unit in self.units])

    def _exists(self, unit: str, month: date) -> bool:
        ends_on = self.city.units[unit].ends_on
        return ends_on is None or month <= ends_on


def _concerns(program: str, other: str, outcome: str) -> bool:
    """Whether another program is aimed at what the outcome measures."""
    elements = BY_CODE[other].elements
    return other != program and bool(elements) and (outcome == INDEX or outcome in elements)


def measured(*, today: date, seed: int) -> Measured:
    """Draw one city's answers; the running month is left out."""
    city = _bare_city(today, seed)
    sizes = {key: size for key, size in plan(city).items() if key[1] > 0}
    months = tuple(city.first_day_of_month(ago) for ago in range(MONTHS - 1, 0, -1))
    units = tuple(sorted({code for code, _ago in sizes}))
    noise = noises(city)
    cells = [(code, ago) for code in units for ago in range(MONTHS - 1, 0, -1)]
    count = np.array([sizes.get(cell, 0) for cell in cells])
    limits = np.array(
        [
            [
                thresholds(expected(city, code, key, city.first_day_of_month(ago), noise[code, ago]))
                for key in ELEMENT_KEYS
            ]
            for code, ago in cells
        ]
    )
    means, variances = _drawn(np.random.default_rng([2, seed]), count, limits)
    shape = (len(units), len(months))
    names = (*ELEMENT_KEYS, INDEX)
    return Measured(
        city, units, months, count.reshape(shape),
        {name: means[:, place].reshape(shape) for place, name in enumerate(names)},
        {name: variances[:, place].reshape(shape) for place, name in enumerate(names)},
    )  # fmt: skip


def _bare_city(today: date, seed: int) -> City:
    city = City(seed, today, 1.0, Rows(lambda _model: 1), {})
    for place, line in enumerate([*published(), *invented()], 1):
        ends_on = city.last_day_of_month(MERGED_MONTHS_AGO) if line.code == MERGED_CODE else None
        city.units[line.code] = UnitPlan(place, line.code, line.kind, line.sector, line.parent, ends_on)
    make_levels(city)
    for run in sorted(planned_runs(city, city.dice("training")), key=lambda each: (each.starts_on, each.program)):
        for unit in run.units if run.program in EFFECTS else ():
            city.trained.setdefault(run.program, {}).setdefault(unit, run.days[-1])
    return city


def _drawn(chance: np.random.Generator, count: Whole, limits: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of each cell's answers, for every element and their mean, times 25: cells × 10."""
    cell = np.repeat(np.arange(len(count)), count)
    person = chance.normal(size=(len(cell), 1))
    own = np.sqrt(SAME_PERSON) * person + np.sqrt(1 - SAME_PERSON) * chance.normal(size=(len(cell), ITEMS))
    straight = chance.random((len(cell), 1)) < STRAIGHT_LINERS
    level = np.where(straight, person, own)
    scores = 1.0 + (level[:, :, None] > limits[cell]).sum(axis=2)
    scores = SCALE * np.concatenate([scores, scores.mean(axis=1, keepdims=True)], axis=1)
    total, squares = (np.stack([np.bincount(cell, weights=column, minlength=len(count)) for column in each.T], axis=1)
                      for each in (scores, scores**2))  # fmt: skip
    answered = np.maximum(count, 1)[:, None]
    mean = np.where(count[:, None] > 0, total / answered, np.nan)
    variance = np.maximum(squares / answered - (total / answered) ** 2, 0) * answered / np.maximum(answered - 1, 1)
    return mean, np.where(count[:, None] > 1, variance, np.nan)
