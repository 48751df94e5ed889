"""How far attackers move a unit's published index, and how many honest answers are set aside: simulated and seeded.

5,000 answers of the lowest score come from 1, 5 or 50 networks within two hours or five days, beside 300 honest ones of
a month at a unit with ten a day: half of these share two carrier addresses and three models of phone, a third answers
everything alike, some at night. The last lines show where the defence ends, and honest units of other sizes, among them
a busy one. Aims: the index moves by less than 0.5 up to 5 networks, at most 1 % of honest answers are set aside.
"""

import math
import random
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import common

SEEDS, QUICK_SEEDS = 20, 4
HISTORY_DAYS, DAYS = 28, 30
FIRST_DAY = datetime(2026, 3, 1, 1, tzinfo=UTC)  # 08.00 WIB
ATTACK = 5_000
AIM_SHIFT, AIM_HONEST_SHARE = 0.5, 0.01
CARRIERS = (0.35, 0.15)
PHONES = (0.5, 0.3, 0.2)
STRAIGHT, NIGHT = 0.35, 0.08


@dataclass(frozen=True)
class Attack:
    """Who stuffs: so many answers from so many networks and devices within so many days (0.1: two hours)."""

    name: str
    answers: int
    networks: int
    devices: int
    days: int
    hours: float


ATTACKS = (
    Attack("1 network, 2 hours", ATTACK, 1, 1, 1, 2),
    Attack("5 networks, 2 hours", ATTACK, 5, 5, 1, 2),
    Attack("50 networks, 2 hours", ATTACK, 50, 50, 1, 2),
    Attack("50 devices on 1 network, 2 hours", ATTACK, 1, 50, 1, 2),
    Attack("1 network, 5 days", ATTACK, 1, 1, 5, 7),
    Attack("5 networks, 5 days", ATTACK, 5, 5, 5, 7),
    Attack("50 networks, 5 days", ATTACK, 50, 50, 5, 7),
    Attack("5 networks, 10 a day each, 5 days", 250, 5, 5, 5, 7),
    Attack("end: 1 network, 6 a day, 5 days", 30, 1, 1, 5, 7),
    Attack("end: 5 networks, 6 a day each, 5 days", 150, 5, 5, 5, 7),
)
HONEST_UNITS = (2, 10, 60, 200)


class Town:
    """One unit's answers day by day, honest and others, judged as the product judges them."""

    def __init__(self, seed: int, usual: float) -> None:
        self.chance = random.Random(seed)
        self.usual = usual
        self.numbers = count(1)
        self.honest: set[int] = set()

    def honest_day(self, day: int) -> Iterator[Any]:
        """A day's honest answers: as many as chance has it."""
        for _ in range(self._poisson(self.usual * self.chance.lognormvariate(0, 0.3))):
            answer = self._answer(day)
            self.honest.add(answer.response_id)
            yield answer

    def stuffed_day(self, day: int, attack: Attack) -> Iterator[Any]:
        """A day's part of the attack."""
        from surveys.stuffing import Trace  # noqa: PLC0415  needs the way to our packages

        for number in range(attack.answers // attack.days):
            at = FIRST_DAY + timedelta(days=day, hours=self.chance.uniform(0, attack.hours))
            network, device = number % attack.networks, number % attack.devices
            seconds = self.chance.randint(8, 60)
            yield Trace(next(self.numbers), at, -1 - network, -1 - device, seconds, (1,) * 9)

    def _answer(self, day: int) -> Any:
        from surveys.stuffing import Trace  # noqa: PLC0415

        night = self.chance.random() < NIGHT
        at = FIRST_DAY + timedelta(days=day, hours=self.chance.uniform(10, 16) if night else self.chance.uniform(0, 7))
        network, phone = self._network(), self.chance.choices(range(3), PHONES)[0]
        seconds = max(5, round(self.chance.lognormvariate(math.log(25), 0.5)))
        return Trace(next(self.numbers), at, network, network * 10 + phone, seconds, self._scores(), night)

    def _network(self) -> int:
        drawn = self.chance.random()
        for carrier, share in enumerate(CARRIERS):
            if drawn < share:
                return carrier
            drawn -= share
        return 100 + self.chance.randrange(10**9)

    def _scores(self) -> tuple[int, ...]:
        if self.chance.random() < STRAIGHT:
            return (3 if self.chance.random() < 0.7 else 4,) * 9
        return tuple(self.chance.choices((1, 2, 3, 4), (0.03, 0.12, 0.55, 0.3), k=9))

    def _poisson(self, mean: float) -> int:
        product, drawn, limit = 1.0, -1, math.exp(-mean / 8)
        parts = 0
        for _ in range(8):  # in parts, so that the exponential of a large mean is no zero
            product, drawn = 1.0, -1
            while product > limit:
                product *= self.chance.random()
                drawn += 1
            parts += drawn
        return parts


def main() -> None:
    options = common.arguments(__doc__)
    seeds = range(QUICK_SEEDS if options.quick else SEEDS)
    results = [told(attack.name, [month(seed, 10, attack) for seed in seeds]) for attack in ATTACKS]
    results += [
        told(f"no attack, {usual} a day", [month(seed, usual, None) for seed in seeds]) for usual in HONEST_UNITS
    ]
    common.tell(options, "stuffing", {"scenarios": results, "aim_shift": AIM_SHIFT, "aim_honest": AIM_HONEST_SHARE})


def month(seed: int, usual: float, attack: Attack | None) -> tuple[float, float, int]:
    """How far the index of a month moved, the share of honest answers set aside, and how many stuffed ones counted."""
    from surveys.stuffing import suspects  # noqa: PLC0415

    town, kept_by_day = Town(seed, usual), defaultdict(int)
    everyone, kept = [], []
    for day in range(-HISTORY_DAYS, DAYS):
        traces = list(town.honest_day(day))
        if attack and 10 <= day < 10 + attack.days:
            traces += town.stuffed_day(day, attack)
        past = [number for back in range(1, HISTORY_DAYS + 1) if (number := kept_by_day[day - back])]
        found = suspects(traces, usual=statistics.median(past or [0]))
        kept_by_day[day] = len(traces) - len(found)
        if day >= 0:
            everyone += traces
            kept += [one for one in traces if one.response_id not in found]
    honest = [one for one in everyone if one.response_id in town.honest]
    lost = len(honest) - sum(one.response_id in town.honest for one in kept)
    shift = index_of(kept) - index_of(honest)
    return shift, lost / len(honest), len(kept) - (len(honest) - lost)


def index_of(traces: list[Any]) -> float:
    """The index: the mean of all answers times 25 (nine elements of equal weight)."""
    return 25 * statistics.mean(statistics.mean(one.scores) for one in traces)


def told(name: str, months: list[tuple[float, float, int]]) -> dict[str, Any]:
    """Print a line; return it as values. The shift is the largest of all seeds, the share the mean."""
    shift = max((one[0] for one in months), key=abs)
    share, counted = statistics.mean(one[1] for one in months), max(one[2] for one in months)
    print(f"{name:<42} index {shift:+7.2f}   honest set aside {share:6.2%}   stuffed counted {counted:>5}", flush=True)
    return {"name": name, "shift": round(shift, 2), "honest_set_aside": round(share, 4), "stuffed_counted": counted}


if __name__ == "__main__":
    main()
