"""The city's figure for the front door: kept for ten minutes, because forming it reads every unit's answers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache

from portal.overview.city import city_results

KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class CityGlance:
    """The latest figure of the whole city, its grade, margin, and from how many answers."""

    index: Decimal
    grade: str
    grade_name: str
    margin: Decimal
    count: int
    period: str


def city_glance(day: date) -> CityGlance | None:
    """The city's figure on `day`; None while there are too few answers."""
    key = f"portal.city_glance.{day}"
    kept: tuple[CityGlance | None] | None = cache.get(key)
    if kept is None:
        kept = (_read(day),)
        cache.set(key, kept, KEPT_SECONDS)
    return kept[0]


def _read(day: date) -> CityGlance | None:
    results = city_results(day)
    figure = results.figure
    if figure.index is None or figure.band is None or figure.margin is None:
        return None
    return CityGlance(
        index=figure.index,
        grade=figure.band.grade,
        grade_name=figure.band.name,
        margin=figure.margin,
        count=figure.count,
        period=results.span.label,
    )
