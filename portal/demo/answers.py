"""Citizens' answers: drawn person by person so that every element's expected value is exactly what effects.py says.

Each answer is 1 plus the number of three tries that succeed, so its mean can be set exactly and it crowds near 4
as real answers do. The answers of one person go together by a shared part of the chance (a Gaussian copula).
"""

import calendar
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import comb
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from django.conf import settings

from portal.demo.city import City
from portal.demo.effects import (
    CITY_MONTH_SPREAD,
    EFFECTS,
    EFFECTS_BY_LOT,
    FIRST_MONTH_SHARE,
    HIGHEST_EXPECTED,
    LOWEST_EXPECTED,
    MONTH_SPREAD,
    MONTHS,
    RESPONSES,
    SAME_PERSON,
    SEASON,
    STRAIGHT_LINERS,
    TREND_PER_MONTH,
    UNIT_TRENDS,
)
from portal.demo.rows import Stream
from surveys.index import ELEMENT_KEYS
from surveys.models import Response

if TYPE_CHECKING:
    from portal.demo.desk import Desk
    from portal.demo.devices import Devices

# Relative number of answers by kind of unit, and where a unit is unlike its kind.
VOLUMES = {
    "pemda": 0, "sekretariat": 6, "inspektorat": 4, "badan": 10, "dinas": 45, "rsud": 420, "kecamatan": 75,
    "kelurahan": 42, "puskesmas": 125, "upt": 25, "sekolah": 16,
}  # fmt: skip
VOLUMES_OF_UNITS = {
    "110": 620, "119": 260, "106": 210, "120": 110, "115": 90, "124": 70, "153": 137, "105": 60, "161": 30, "1531": 6,
    "UPT-P2": 30, "SD-9": 2, "SD-22": 2, "1124": 3, "118": 7,
}  # fmt: skip
CHANNELS = ("web", "kiosk", "link", "offline", "paper")
CHANNEL_WEIGHTS = {"rsud": (35, 40, 10, 10, 5), "puskesmas": (45, 35, 5, 10, 5), "sekolah": (70, 0, 20, 0, 10)}
CHANNEL_DEFAULT = (55, 20, 15, 5, 5)
SUNDAY = 7
COMMENT_SHARE = 0.02
COMMENTS = (
    "Petugasnya ramah.", "Antreannya masih lama.", "Tolong tambah kursi di ruang tunggu.", "Sudah bagus, pertahankan.",
    "Loket buka terlambat.", "Informasi syarat kurang jelas.", "Pelayanan cepat, terima kasih.",
    "Pengaduan saya belum dijawab.", "Toilet perlu dibersihkan.", "Mudah dan tidak berbelit.",
)  # fmt: skip
COLUMNS = (
    "id", "unit_id", "service_id", "version_id", "item_count", "scores", "channel", "submitted_at", "day", "client_id",
    "sex", "age_group", "education", "occupation", "comment", "received_at", "device_id", "device_clock_at",
)  # fmt: skip
_NORMAL = NormalDist()
Thresholds = tuple[float, float, float]


def thresholds(mean: float) -> Thresholds:
    """Where a standard normal chance must lie for an answer of 2, 3 or 4, so that the expected answer is `mean`."""
    chance = (min(max(mean, LOWEST_EXPECTED), HIGHEST_EXPECTED) - 1) / 3
    shares = [comb(3, k) * chance**k * (1 - chance) ** (3 - k) for k in range(3)]
    first, second = shares[0], shares[0] + shares[1]
    return _NORMAL.inv_cdf(first), _NORMAL.inv_cdf(second), _NORMAL.inv_cdf(second + shares[2])


def one_person(dice: random.Random, limits: Sequence[Thresholds]) -> list[int]:
    """The answers of one person to every element."""
    gauss = dice.gauss
    person = gauss(0, 1)
    if dice.random() < STRAIGHT_LINERS:
        return [1 + (person > a) + (person > b) + (person > c) for a, b, c in limits]
    shared, own = SAME_PERSON**0.5 * person, (1 - SAME_PERSON) ** 0.5
    scores = []
    for a, b, c in limits:
        chance = shared + own * gauss(0, 1)
        scores.append(1 + (chance > a) + (chance > b) + (chance > c))
    return scores


def effect_on(city: City, unit: str, element: str, month: date) -> float:
    """What finished trainings add to an element of a unit in a month."""
    total = 0.0
    for program, effects in (EFFECTS | EFFECTS_BY_LOT).items():
        ended = city.trained.get(program, {}).get(unit)
        if ended is None or element not in effects:
            continue
        months = (month.year - ended.year) * 12 + month.month - ended.month
        total += effects[element] * (0 if months < 1 else FIRST_MONTH_SHARE if months == 1 else 1)
    return total


def expected(city: City, unit: str, element: str, month: date, noise: float) -> float:
    """The expected answer: level, trend, season, chance of the month, and training."""
    start = city.levels[unit].elements[element]
    if element == "cost":
        return start
    months = (month.year - city.first_day_of_month(MONTHS - 1).year) * 12 + month.month
    months -= city.first_day_of_month(MONTHS - 1).month
    trend = (TREND_PER_MONTH + UNIT_TRENDS.get(unit, 0)) * months
    return start + trend + SEASON.get(month.month, 0) + noise + effect_on(city, unit, element, month)


def volume(city: City, unit: str) -> int:
    """How many answers a unit gets in relation to others."""
    return VOLUMES_OF_UNITS.get(unit, VOLUMES[city.units[unit].kind])


def plan(city: City) -> dict[tuple[str, int], int]:
    """Answers by unit and month (counted back from today's); together RESPONSES times the scale."""
    dice = city.dice("volumes")
    weights: dict[tuple[str, int], float] = {}
    for code, unit in city.units.items():
        growth = dice.uniform(-0.15, 0.25)
        for ago in range(MONTHS):
            if unit.ends_on is not None and city.first_day_of_month(ago) > unit.ends_on:
                continue
            share = (city.today.day - 1) / 30 if ago == 0 else 1.0  # up to yesterday
            since = (MONTHS - ago) / MONTHS
            weights[code, ago] = volume(city, code) * share * (1 + growth * since) * dice.lognormvariate(0, 0.12)
    factor = RESPONSES * city.scale / sum(weights.values())
    return {key: _rounded(dice, weight * factor) for key, weight in weights.items()}


def _rounded(dice: random.Random, value: float) -> int:
    return int(value) + (dice.random() < value - int(value))


def noises(city: City) -> dict[tuple[str, int], float]:
    """The chance of each unit in each month, with the whole city's part in it."""
    dice = city.dice("months")
    whole = [dice.gauss(0, CITY_MONTH_SPREAD) for _ in range(MONTHS)]
    return {(code, ago): whole[ago] + dice.gauss(0, MONTH_SPREAD) for code in city.units for ago in range(MONTHS)}


def drawn(city: City, sizes: dict[tuple[str, int], int]) -> Iterator[tuple[str, date, list[int], random.Random]]:
    """Every answer: unit, first day of its month, scores in the regulation's order, and the month's dice."""
    noise = noises(city)
    for (code, ago), size in sizes.items():
        month = city.first_day_of_month(ago)
        limits = [thresholds(expected(city, code, element, month, noise[code, ago])) for element in ELEMENT_KEYS]
        dice = city.dice(f"answers {code} {ago}")
        for _ in range(size):
            yield code, month, one_person(dice, limits), dice


def rows(
    city: City, sizes: dict[tuple[str, int], int], desk: "Desk", devices: "Devices", first_id: int
) -> Iterator[tuple[Any, ...]]:
    """Rows of responses in the order of COLUMNS, as texts where that saves time: there are a quarter of a million."""
    for key, (code, month, scores, dice) in enumerate(drawn(city, sizes), first_id):
        unit = city.units[code]
        day = _open_day(city, month, dice)
        hour = min(max(int(dice.gauss(11, 2.4)), 6), 21)
        service, channel = desk.service(code, dice), desk.channel(unit.kind, dice)
        moment = f"{day} {hour:02d}:{int(dice.random() * 60):02d}:00 {settings.TIME_ZONE}"
        device = devices.of(code, channel, day)
        yield (
            key,
            unit.id,
            service,
            desk.version,
            len(ELEMENT_KEYS),
            [scores[place] for place in desk.order],
            channel,
            moment,
            day,
            f"{dice.getrandbits(128):032x}",
            *desk.respondent(dice),
            dice.choice(COMMENTS) if dice.random() < COMMENT_SHARE else "",
            moment,
            device,
            moment if device else None,
        )


def _open_day(city: City, month: date, dice: random.Random) -> date:
    """A day of the month, seldom a Sunday, never today or later."""
    last = calendar.monthrange(month.year, month.month)[1]
    if month == city.today.replace(day=1):
        last = city.today.day - 1
    day = month + timedelta(days=dice.randrange(last))
    if day.isoweekday() == SUNDAY and day.day > 1:
        return day - timedelta(days=dice.randint(1, min(SUNDAY - 1, day.day - 1)))
    return day


def make_answers(city: City, desk: "Desk", devices: "Devices", first_id: int) -> None:
    """Add the stream of responses: they are drawn while they are copied."""
    sizes = plan(city)
    stream = Stream(Response, COLUMNS, sum(sizes.values()), lambda: rows(city, sizes, desk, devices, first_id))
    city.rows.streams.append(stream)
