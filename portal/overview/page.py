"""Everything that the mayor's page and its public version show: read with a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.models import ImpactRun
from portal.overview.city import SectorChange, city_results, city_units, sector_changes, with_figure
from portal.overview.elements import ElementLine, Level, element_lines
from portal.overview.pictures import Pictures, pictures_of
from portal.overview.programs import ProgramLine, findings_of, program_lines
from portal.overview.reach import LEAST_FINISHED, Reach, finished_by_month, reach_on
from portal.overview.sentences import Measured, Named, Satisfaction, Sentences, sentences
from surveys.charts import Point
from surveys.figures import Change
from surveys.pages import Results


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One period of the trend, and how many completed a training for service in it (None: too few to tell)."""

    point: Point
    finished: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The page."""

    day: date
    run: ImpactRun | None
    results: Results
    sectors: Sequence[SectorChange]
    elements: Sequence[ElementLine]
    programs: Sequence[ProgramLine]
    trend: Sequence[TrendLine]
    reach: Reach
    sentences: Sentences
    pictures: Pictures

    @property
    def weakest(self) -> str:
        """The name of the weakest element; empty when none is shown."""
        return _(self.elements[0].element.short_name) if self.elements else ""

    @property
    def has_provisional(self) -> bool:
        """Whether a sector's figure may still change."""
        return any(not each.line.is_published for each in self.sectors)

    @property
    def risen(self) -> int:
        """Sectors that rose beyond chance."""
        return sum(_direction(each.change) > 0 for each in self.sectors)

    @property
    def fallen(self) -> int:
        """Sectors that fell beyond chance."""
        return sum(_direction(each.change) < 0 for each in self.sectors)


def overview_on(day: date) -> Overview:
    """The page on the city's day."""
    results = city_results(day)
    every_sector = sector_changes(results)
    sectors = with_figure(every_sector)
    elements = element_lines(results=results, unit_ids=city_units()) if results.figure.is_shown else []
    programs, reach, by_month = program_lines(), reach_on(day), finished_by_month()
    finished = [sum(by_month.get(month, 0) for month in point.span.months) for point in results.trend.points]
    return Overview(
        day=day,
        run=ImpactRun.objects.latest_finished(),
        results=results,
        sectors=sectors,
        elements=elements,
        programs=programs,
        trend=_trend(results.trend.points, finished),
        reach=reach,
        sentences=sentences(
            satisfaction=_satisfaction(results),
            findings=findings_of(programs),
            sectors=[_named_sector(each) for each in sectors],
            elements=[_named_element(each) for each in elements],
            silent=len(every_sector) - len(sectors) if sectors else 0,
        ),
        pictures=pictures_of(
            programs=programs,
            trend=results.trend.points,
            finished=finished,
            sectors=sectors,
            elements=elements,
            reach=reach.sectors,
        ),
    )


def _trend(points: Sequence[Point], finished: Sequence[int]) -> list[TrendLine]:
    return [
        TrendLine(point, count if count == 0 or count >= LEAST_FINISHED else None)
        for point, count in zip(points, finished, strict=True)
    ]


def _direction(change: Change | None) -> int:
    if change is None or not change.is_beyond_chance:
        return 0
    return 1 if change.difference > 0 else -1


def _satisfaction(results: Results) -> Satisfaction | None:
    figure = results.figure
    if figure.index is None or figure.margin is None:
        return None
    return Satisfaction(
        index=Measured(figure.index, figure.margin),
        grade=figure.grade or "",
        period=results.span.label,
        count=figure.count,
        change=_measured(results.change),
        is_running=results.is_running,
    )


def _named_sector(each: SectorChange) -> Named:
    figure = each.line.figure
    level = Measured(figure.index or Decimal(0), figure.margin or Decimal(0))
    return Named(_(each.line.sector.name), level, _measured(each.change))


def _named_element(each: ElementLine) -> Named:
    return Named(_(each.element.short_name), _as_measured(each.now), _measured(each.change))


def _as_measured(level: Level) -> Measured:
    return Measured(level.index, level.margin)


def _measured(change: Change | None) -> Measured | None:
    return Measured(change.difference, change.margin) if change else None
