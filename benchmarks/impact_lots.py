"""Does what lots say keep its promises? Invented cities whose seats or turns are drawn by lot, scenario by scenario.

For each scenario: how often the 95 % interval holds the effect of training a whole staff (coverage), the mean error
(bias) with its Monte Carlo error, how often the test refuses "no effect" at 5 % (power; without an effect its size),
and how many cities were refused as too weak. Units that send more people rise by themselves, so that the plain share
of winners would be fooled. Aims: coverage at least 93 %, size at most 5 % and two Monte Carlo errors.
"""

from dataclasses import dataclass, replace
from typing import Any

import common

CITIES, QUICK_CITIES = 1_000, 100
SEED = 4_505
MONTHS = 30


@dataclass(frozen=True)
class Scenario:
    """One kind of city; effects, levels and noise in points of the index."""

    name: str
    effect: float = 8.0
    units: int = 40
    starts: tuple[int, ...] = (15,)
    by_unit: bool = False
    strata: int = 1
    coming: float = 1.0
    waves: int = 0
    noise: float = 0.8


SCENARIOS = (
    Scenario("by person, no effect", effect=0.0),
    Scenario("by person"),
    Scenario("by person, four strata", strata=4),
    Scenario("by person, 16 units", units=16),
    Scenario("by unit, no effect", effect=0.0, by_unit=True),
    Scenario("by unit", by_unit=True),
    Scenario("every third winner stays away", coming=0.67),
    Scenario("two lots, no effect", effect=0.0, starts=(14, 16)),
    Scenario("two lots", starts=(14, 16)),
    Scenario("turns in three waves, no effect", effect=0.0, waves=3),
    Scenario("turns in three waves", waves=3),
)


def main() -> None:
    options = common.arguments(__doc__, cities=CITIES)
    cities = min(options.cities, QUICK_CITIES) if options.quick else options.cities
    common.tell(options, "impact_lots", {"cities": cities, "scenarios": [measured(each, cities) for each in SCENARIOS]})


def measured(scenario: Scenario, cities: int) -> dict[str, Any]:
    """Print a line; return it as values."""
    found = [result for number in range(cities) if (result := city(scenario, number)) is not None]
    count = max(len(found), 1)
    errors = [result.effect - scenario.effect for result in found]
    bias = sum(errors) / count
    spread = (sum((error - bias) ** 2 for error in errors) / max(count - 1, 1)) ** 0.5
    covered = sum(result.low <= scenario.effect <= result.high for result in found) / count
    power = sum(result.p_value <= 0.05 for result in found) / count
    line = {
        "name": scenario.name, "coverage": round(covered, 4), "bias": round(bias, 3),
        "bias_error": round(spread / count**0.5, 3), "power": round(power, 4), "refused": cities - len(found),
    }  # fmt: skip
    print("  ".join(f"{key} {value}" for key, value in line.items()), flush=True)
    return line


def city(scenario: Scenario, number: int) -> Any:
    """The lot's result in one city, None where it was refused."""
    import numpy as np  # noqa: PLC0415

    from evaluations.impact.drawings import analyse_lots  # noqa: PLC0415
    from evaluations.impact.panel import NEVER, make_panel  # noqa: PLC0415
    from evaluations.impact.rules import Rules  # noqa: PLC0415
    from evaluations.impact.waves import analyse_waves  # noqa: PLC0415

    chance = np.random.default_rng([SEED, number])
    rules = Rules(seed=number)
    applicants = chance.integers(1, 8, scenario.units)
    lots, share = (turns if scenario.waves else seats)(scenario, chance, applicants)
    shape = (scenario.units, MONTHS)
    rising = 0.6 * applicants[:, None] * (np.arange(MONTHS) > scenario.starts[0])
    outcome = 75 + 3 * chance.normal(size=(shape[0], 1)) + chance.normal(size=(1, MONTHS)) + rising
    outcome = outcome + serial(chance, shape, scenario.noise) + scenario.effect * share
    count = chance.integers(20, 120, shape)
    outcome = outcome + 12 * chance.normal(size=shape) / np.sqrt(count)
    panel = make_panel(outcome, np.full(shape[0], NEVER), variance=144.0, count=count)
    panel = replace(panel, share=share, touched=share > 0)
    return (analyse_waves if scenario.waves else analyse_lots)(panel, lots, rules).result


def seats(scenario: Scenario, chance: Any, applicants: Any) -> tuple[Any, Any]:
    """Drawn lots of seats, half as many as applicants, and the share that finished: units × months."""
    import numpy as np  # noqa: PLC0415

    from evaluations.impact.drawings import Drawing  # noqa: PLC0415
    from evaluations.impact.lots import Lot, Stratum, redraw  # noqa: PLC0415

    staff = chance.integers(14, 22, scenario.units).astype(float)
    group = np.arange(scenario.units) % scenario.strata
    lots, share = [], np.zeros((scenario.units, MONTHS))
    for start in scenario.starts:
        parts = [np.where(group == each, applicants, 0) for each in range(scenario.strata)]
        lot = Lot(tuple(Stratum(part, int(part.sum()) // 2) for part in parts), scenario.by_unit)
        won = redraw(lot, 1, chance)[0]
        lots.append(Drawing(lot, np.arange(scenario.units), staff, won, start, start))
        share += (chance.binomial(won, scenario.coming) / staff)[:, None] * (np.arange(MONTHS) > start)
    return lots, np.minimum(share, 1.0)


def turns(scenario: Scenario, chance: Any, _applicants: Any) -> tuple[Any, Any]:
    """A drawn order of waves five months apart, each unit training half its staff in its turn."""
    import numpy as np  # noqa: PLC0415

    from evaluations.impact.waves import Waves  # noqa: PLC0415

    months = tuple(12 + 5 * each for each in range(scenario.waves))
    wave = chance.permutation(np.arange(scenario.units) % scenario.waves)
    share = np.where(np.arange(MONTHS) > np.array(months)[wave][:, None], 0.5, 0.0)
    return [Waves(np.arange(scenario.units), wave, months)], share


def serial(chance: Any, shape: tuple[int, int], noise: float, memory: float = 0.5) -> Any:
    """Figures that remember the month before."""
    import numpy as np  # noqa: PLC0415

    found = noise * chance.normal(size=shape)
    for month in range(1, shape[1]):
        found[:, month] = memory * found[:, month - 1] + np.sqrt(1 - memory**2) * found[:, month]
    return found


if __name__ == "__main__":
    main()
