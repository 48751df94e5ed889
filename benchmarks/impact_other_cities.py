"""Does the impact estimate keep its promises where it was not built? Cities of a wholly different make.

Here every answer is drawn: nine correlated elements of 1 to 4, a share of people who tick one column, units with
levels, noise, seasons and random walks of their own, gaps in blocks, mergers, answers that run out. Training shifts
what people think of four of the elements; its true effect in points follows from the thresholds. Measures and aims of
`impact_coverage.py`, and by full analysis which words were given. Scenarios that break what the method assumes (units
chosen for their trend, effects before the start) have no aims: they show what a reader would be told.
"""

import math
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import common
from impact_coverage import in_parts, keeps_aims, measures

CITIES, QUICK_CITIES = 1_000, 50
SEED = 7_919
ITEMS, TRAINED_ITEMS = 9, 4
CUTS = (-2.3, -1.35, 0.15)
"""Where an opinion of mean 0 and spread 1 turns from 1 to 2, to 3, to 4: an index near 78."""
PERSON = 0.5
"""Correlation of two answers of one person."""
ONE_COLUMN = 0.07
POINTS = 14.0
"""About how many points of the index one spread of opinion is worth."""


@dataclass(frozen=True)
class Scenario:
    """One kind of city; effects and noises in points of the index."""

    name: str
    effect: float = 2.0
    treated: int = 25
    controls: int = 35
    months: int = 36
    starts: tuple[int, ...] = (12, 16, 20, 24)
    answers: tuple[float, float] = (25, 110)
    level: float = 0.0
    """Points by which opinion lies above that of an index near 78."""
    noise: float = 0.6
    season: float = 0.0
    uneven: float = 0.0
    walk: float = 0.0
    weak_first: float = 0.3
    trend: float = 0.0
    """Points a month by which trained units rise by themselves."""
    early: int = 0
    """Months before the start in which the effect begins."""
    responding: float = 1.0
    """Share of trained units in which training does anything."""
    blocks: float = 0.0
    mergers: int = 0
    others: int = 0
    assumed: bool = True
    """Whether the method's assumptions hold."""
    judged: bool = False
    """Whether words are counted, by a full analysis."""

    @property
    def is_constant(self) -> bool:
        """In points an effect on opinions never is quite the same everywhere."""
        return False


SCENARIOS = (
    Scenario("answers drawn one by one, no effect", effect=0.0, judged=True),
    Scenario("answers drawn one by one", judged=True),
    Scenario("every unit its own season", season=1.5),
    Scenario("every unit its own noise", uneven=0.8),
    Scenario("random walks", noise=0.3, walk=0.25),
    Scenario("the weakest units trained", weak_first=2.0),
    Scenario("the weakest units trained, no effect", weak_first=2.0, effect=0.0, judged=True),
    Scenario("near 100, the weakest trained", level=14.0, weak_first=2.0, effect=4.0),
    Scenario("near 100, the weakest trained, no effect", level=14.0, weak_first=2.0, effect=0.0, judged=True),
    Scenario("a harmful training", effect=-2.0, judged=True),
    Scenario("5 to 45 answers a month", answers=(5, 45), treated=35, controls=45),
    Scenario("30 % of months lost in blocks", blocks=0.3),
    Scenario("mergers", mergers=10),
    Scenario("8 trained, 10 others", treated=8, controls=10),
    Scenario("8 trained, 10 others, no effect", treated=8, controls=10, effect=0.0, judged=True),
    Scenario("150 units", treated=60, controls=90),
    Scenario("works in half of the units", responding=0.5),
    Scenario("three more programs overlap", others=3),
    Scenario("everybody at once", treated=60, controls=0, starts=(18,), judged=True),
    Scenario("one unit trained", treated=1, controls=40, judged=True),
    Scenario("chosen for rising by itself, no effect", effect=0.0, trend=0.06, assumed=False, judged=True),
    Scenario("effect begins two months early", early=2, assumed=False, judged=True),
)


class City:
    """One invented city: answers, and what they would have been."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        """Draw it."""
        import numpy as np  # noqa: PLC0415

        from evaluations.impact.panel import NEVER  # noqa: PLC0415

        self.np, self.never, self.scenario = np, NEVER, scenario
        self.chance = np.random.default_rng([SEED, crc32(scenario.name.encode()), seed])
        self.units = scenario.treated + scenario.controls
        self.month = np.arange(scenario.months)[None, :]
        own = self.chance.standard_t(6, size=self.units)
        self.starts = self._starts(own)
        self.others = [self._other() for _each in range(scenario.others)]
        self.untrained = (scenario.level + 3.0 * own[:, None] + self._moves()) / POINTS
        self.helped = self._helped()
        self.exists = self._existence()
        self.outcome, self.variance, self.count = self._answers()

    def panel(self) -> Any:
        """What the database would tell."""
        from evaluations.impact.panel import OtherProgram, Panel  # noqa: PLC0415

        np = self.np
        started = self.month >= self.starts[:, None]
        return Panel(
            tuple(range(self.units)), tuple(range(self.scenario.months)), self.outcome, self.variance, self.count,
            np.where(started, 0.5, 0.0), started | (self.month == self.starts[:, None] - 1), self.exists, (),
            tuple(OtherProgram(f"other {place}", each) for place, each in enumerate(self.others)),
        )  # fmt: skip

    def truth(self) -> Any:
        """Points of the index that training adds in each cell."""
        without = self._expected(self.untrained)
        return TRAINED_ITEMS / ITEMS * (self._expected(self.untrained + self.helped) - without)

    def _starts(self, own: Any) -> Any:
        np, scenario = self.np, self.scenario
        order = np.argsort(self.chance.normal(size=self.units) + scenario.weak_first * own)
        starts = np.full(self.units, self.never)
        starts[order[: scenario.treated]] = self.chance.choice(scenario.starts, size=scenario.treated)
        return starts

    def _other(self) -> Any:
        np = self.np
        chosen = self.chance.random(self.units) < 0.45
        return np.where(chosen, self.chance.choice([7, 11, 15, 19, 23, 27], size=self.units), self.never)

    def _moves(self) -> Any:
        """What happens without this training, in points: the city's months and each unit's own."""
        np, scenario = self.np, self.scenario
        shape = (self.units, scenario.months)
        city = np.cumsum(self.chance.normal(0.03, 0.25, size=(1, scenario.months)), axis=1)
        spread = scenario.noise * np.exp(scenario.uneven * self.chance.normal(size=(self.units, 1)))
        phase = self.chance.uniform(0, 2 * math.pi, size=(self.units, 1))
        season = scenario.season * np.sin(2 * math.pi * self.month / 12 + phase)
        walk = scenario.walk * np.cumsum(self.chance.normal(size=shape), axis=1)
        trained = (self.starts < self.never)[:, None]
        others = sum((np.where(self.month >= each[:, None], 1.2, 0.0) for each in self.others), np.zeros(shape))
        return (
            city + spread * self.chance.normal(size=shape) + season + walk + others
            + np.where(trained, scenario.trend * self.month, 0.0)
        )  # fmt: skip

    def _helped(self) -> Any:
        """How much better people think of the trained elements, in spreads."""
        np, scenario = self.np, self.scenario
        helps = self.chance.random((self.units, 1)) < scenario.responding
        began = self.month >= self.starts[:, None] - scenario.early
        return np.where(began & helps, scenario.effect * ITEMS / TRAINED_ITEMS / POINTS, 0.0)

    def _existence(self) -> Any:
        """The last units are successors of mergers: the pair before ends where they begin."""
        np, scenario = self.np, self.scenario
        exists = np.ones((self.units, scenario.months), dtype=bool)
        chosen = self.chance.permutation(self.units)[: 3 * scenario.mergers].reshape(-1, 3)
        for first, second, successor in chosen:
            day = int(self.chance.integers(8, scenario.months - 8))
            exists[[first, second], day:] = False
            exists[successor, :day] = False
            self.starts[successor] = self.never if self.starts[successor] > day + 6 else self.starts[successor]
        return exists

    def _answers(self) -> tuple[Any, Any, Any]:
        np, scenario = self.np, self.scenario
        low, high = (math.log(each) for each in scenario.answers)
        usual = np.exp(self.chance.uniform(low, high, size=(self.units, 1)))
        busy = np.exp(0.3 * np.sin(self.month / 2) + 0.2 * self.chance.normal(size=(self.units, scenario.months)))
        count = np.where(self.exists & ~self._gaps(), self.chance.poisson(usual * busy), 0)
        cell = np.repeat(np.arange(count.size), count.ravel())
        base, helped = self.untrained.ravel()[cell], self.helped.ravel()[cell]
        person = self.chance.normal(size=(len(cell), 1))
        opinion = math.sqrt(PERSON) * person + math.sqrt(1 - PERSON) * self.chance.normal(size=(len(cell), ITEMS))
        opinion = np.where(self.chance.random((len(cell), 1)) < ONE_COLUMN, person, opinion) + base[:, None]
        opinion[:, :TRAINED_ITEMS] += helped[:, None]
        index = 25 * (1 + np.searchsorted(CUTS, opinion.ravel()).reshape(opinion.shape)).mean(axis=1)
        total, square = (
            np.bincount(cell, each, minlength=count.size).reshape(count.shape) for each in (index, index**2)
        )
        some = np.maximum(count, 1)
        variance = np.maximum(square / some - (total / some) ** 2, 0) * some / np.maximum(some - 1, 1)
        return np.where(count > 0, total / some, np.nan), np.where(count > 1, variance, np.nan), count

    def _gaps(self) -> Any:
        """Blocks of two to five months in a row in which nobody was asked."""
        np, scenario = self.np, self.scenario
        gaps = np.zeros((self.units, scenario.months), dtype=bool)
        for row in gaps:
            while row.mean() < scenario.blocks * self.chance.uniform(0.4, 1.0):
                first = int(self.chance.integers(0, scenario.months))
                row[first : first + int(self.chance.integers(2, 6))] = True
        return gaps

    def _expected(self, level: Any) -> Any:
        """Expected index of one element at this level of opinion."""
        from scipy.stats import norm  # noqa: PLC0415

        return 25 * (1 + sum(norm.sf(cut - level) for cut in CUTS))


def city(scenario: Scenario, seed: int) -> tuple[str, tuple[float, float, float] | None]:
    """The word (none unless judged), and estimate, margin and truth; None when the data were not enough."""
    from evaluations.impact import DEFAULT, analyse, att  # noqa: PLC0415
    from evaluations.impact.sample import clean  # noqa: PLC0415

    invented = City(scenario, seed)
    panel = invented.panel()
    result = analyse(panel) if scenario.judged else None
    effect = result.effect if result else att(panel)
    word = str(result.verdict) if result else ""
    if effect is None:
        return word, None
    truth = float(invented.truth()[clean(panel, DEFAULT).treated].mean())
    return word, (effect.value, effect.margin, truth)


def batch(scenario: Scenario, seeds: range) -> list[tuple[str, tuple[float, float, float] | None]]:
    return [city(scenario, seed) for seed in seeds]


def told(scenario: Scenario, cities: list[Any]) -> dict[str, Any]:
    """The scenario's line."""
    kept = [values for _word, values in cities if values is not None]
    line: dict[str, Any] = {"name": scenario.name, "cities": len(cities), "refused": len(cities) - len(kept)}
    line |= measures(kept)
    line["effect"] = round(sum(truth for _value, _margin, truth in kept) / max(len(kept), 1), 3)
    line["assumptions_hold"] = scenario.assumed
    line["keeps_aims"] = keeps_aims(scenario, line) if scenario.assumed and kept else None
    line["words"] = dict(Counter(word for word, _values in cities if word).most_common())
    return line


def main() -> None:
    options = common.arguments(__doc__, cities=CITIES, jobs=1, only=-1)
    cities = min(options.cities, QUICK_CITIES) if options.quick else options.cities
    results = []
    for place, scenario in enumerate(SCENARIOS):
        if options.only in (-1, place):
            results.append(told(scenario, in_parts(batch, scenario, cities, options.jobs)))
            print(row(results[-1]), file=sys.stderr, flush=True)
    common.tell(options, "impact_other_cities", {"cities": cities, "scenarios": results})


def row(line: dict[str, Any]) -> str:
    """One scenario as a row of the table in docs/impact.md."""
    sign = {True: "", False: " (!)", None: " (no aim)"}[line["keeps_aims"]]
    words = ", ".join(f"{word} {100 * many / line['cities']:.1f} %" for word, many in line["words"].items())
    if line["refused"] == line["cities"]:
        return f"| {line['name']} | all refused | | | | {words} |"
    refused = f" ({line['refused'] / line['cities']:.0%} refused)" if line["refused"] else ""
    error = f"{line['bias']:+.3f} of {line['effect']:.2f}"
    figures = f"{100 * line['coverage']:.1f} % | {error} | {line['mean_width']:.2f} | {100 * line['power']:.0f} %"
    return f"| {line['name']}{refused}{sign} | {figures} | {words} |"


if __name__ == "__main__":
    main()
