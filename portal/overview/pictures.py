"""Specifications of the five pictures. Each row is labelled directly; a table of the same figures stands beside each.

One rendition serves every place, because every place is about as wide: a third of a desk's screen, half a tablet's, a
phone, half a sheet of A4. No text falls below 12 px on a screen, nor below 6.5 points on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from documents.charts import chart
from documents.models import Chart
from documents.ranges import BAD, LINE, SOFT, Row, bars, ranges, upright
from evaluations.impact.verdict import Verdict
from portal.overview.city import SectorChange
from portal.overview.elements import ElementLine
from portal.overview.programs import MOST_PICTURED, ProgramLine
from portal.overview.reach import LEAST_FINISHED, Group
from surveys.charts import Point, trend_spec
from surveys.figures import Change
from surveys.index import round_half_up

HIGHEST = Decimal(100)
TITLE, NAME = 17, 26
"""Letters of a line: of a program's title, of a sector's or element's name."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The five; None where there is nothing to draw."""

    programs: Chart | None
    trend: Chart | None
    sectors: Chart | None
    elements: Chart | None
    reach: Chart | None


def pictures_of(
    *,
    programs: Sequence[ProgramLine],
    trend: Sequence[Point],
    finished: Sequence[int],
    sectors: Sequence[SectorChange],
    elements: Sequence[ElementLine],
    reach: Sequence[Group],
) -> Pictures:
    """Ask for the pictures; `finished`: completed trainings in each period of the trend."""
    effects = effect_rows(programs)
    has_trend = sum(point.figure.is_shown for point in trend) > 1
    return Pictures(
        programs=chart(spec=effects_spec(effects)) if effects else None,
        trend=chart(spec=training_spec(trend, finished)) if has_trend else None,
        sectors=chart(spec=levels_spec([sector_row(each) for each in sectors])) if sectors else None,
        elements=chart(spec=levels_spec([element_row(each) for each in elements])) if elements else None,
        reach=chart(spec=shares_spec(reach)) if reach else None,
    )


def effect_rows(programs: Sequence[ProgramLine]) -> list[Row]:
    """The largest programs, the largest effect on top and those that cannot be judged at the bottom."""
    rows = [_effect_row(line) for line in programs[:MOST_PICTURED]]
    return sorted(rows, key=lambda row: (row.value is None, -(row.value or 0.0)))


def _effect_row(line: ProgramLine) -> Row:
    if line.effect is None:
        return Row(line.program.title, _("Belum dihitung"))
    effect = line.effect.effect
    if effect is None or effect["low"] is None or line.effect.verdict == Verdict.NOT_ENOUGH:
        return Row(line.program.title, line.effect.word)
    color = BAD if line.effect.verdict == Verdict.HARMFUL else LINE
    value, low, high = (round(effect[key], 2) for key in ("value", "low", "high"))
    return Row(line.program.title, line.effect.word, value, low, high, color=color)


def sector_row(each: SectorChange) -> Row:
    """A sector's index with its margin, and that of a year ago."""
    figure = each.line.figure
    index, margin = figure.index or Decimal(0), figure.margin or Decimal(0)
    return _level(_(each.line.sector.name), index, margin, each.before.figure.index, each.change)


def element_row(each: ElementLine) -> Row:
    """An element's index with its margin, and that of a year ago."""
    before = each.before.index if each.before else None
    return _level(_(each.element.short_name), each.now.index, each.now.margin, before, each.change)


def _level(name: str, index: Decimal, margin: Decimal, before: Decimal | None, change: Change | None) -> Row:
    return Row(
        label=name,
        tail=f"{number_format(round_half_up(index, 1), 1)} {change_sign(change)}",
        value=float(index),
        low=float(index - margin),
        high=float(min(index + margin, HIGHEST)),
        before=None if before is None else float(before),
    )


def change_sign(change: Change | None) -> str:
    """▲ or ▼ for a change beyond chance, ● for one within it, – where there is nothing to compare with."""
    if change is None:
        return "–"
    if not change.is_beyond_chance:
        return "●"
    return "▲" if change.difference > 0 else "▼"


def effects_spec(rows: Sequence[Row]) -> dict[str, Any]:
    """Effects with their intervals around a line at zero."""
    low = min([row.low for row in rows if row.low is not None] + [-1.0])
    high = max([row.high for row in rows if row.high is not None] + [1.0])
    axis = {"title": _("poin indeks"), "tickMinStep": 1, "tickCount": 5,
            "labelExpr": "datum.value == 0 ? '0' : format(datum.value, '+')"}  # fmt: skip
    x = {"type": "quantitative", "scale": {"domain": [low, high]}, "axis": axis}
    return ranges(rows, x, width=120, letters=TITLE, marks=[upright(0)])


def levels_spec(rows: Sequence[Row]) -> dict[str, Any]:
    """Indices with their margins; the axis begins just below the lowest."""
    values = [each for row in rows for each in (row.low, row.high, row.before) if each is not None]
    low, high = int(min(values) // 5 * 5), min(int(-(-max(values) // 5) * 5), 100)
    axis = {"title": None, "values": [low, max(high, low + 5)]}
    x = {"type": "quantitative", "scale": {"domain": [low, max(high, low + 5)], "zero": False}, "axis": axis}
    return ranges(rows, x, width=105, letters=NAME)


def shares_spec(groups: Sequence[Group]) -> dict[str, Any]:
    """How many of each hundred learned, as bars."""
    rows = [Row(group.name, f"{group.percent} %", group.percent) for group in groups]
    x = {"type": "quantitative", "scale": {"domain": [0, 100]}, "axis": None}
    return bars(rows, x, width=120, letters=NAME)


def training_spec(points: Sequence[Point], finished: Sequence[int]) -> dict[str, Any]:
    """The index with its margin; below it, by period, how many completed a training for service."""
    every = max(1, -(-len(points) // 3))
    above = trend_spec(points, width=270, height=120, label_every=every)
    periods = [point.span.short_label for point in points]
    x = {"field": "period", "type": "ordinal", "sort": None, "axis": None}
    rows = [
        {"period": period, "finished": count if count >= LEAST_FINISHED else 0}
        for period, count in zip(periods, finished, strict=True)
    ]
    below = {
        "width": 270,
        "height": 44,
        "title": {"text": _("Peserta selesai pelatihan"), "fontSize": 13, "fontWeight": 600, "color": SOFT},
        "data": {"values": rows},
        "mark": {"type": "bar", "color": SOFT},
        "encoding": {
            "x": x,
            "y": {"field": "finished", "type": "quantitative", "axis": {"title": None, "tickCount": 2}},
        },
    }
    return {"vconcat": [above, below], "spacing": 10}
