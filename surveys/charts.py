"""Specifications of the survey charts; `documents` draws them in the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from documents.charts import chart
from documents.models import Chart
from surveys.figures import Figure
from surveys.periods import Span

BAND: Final = "#bfe0e2"
LINE: Final = "#0b5d66"


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a trend."""

    span: Span
    figure: Figure


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend's points, its pictures for wide and narrow screens, and the sentence that says what they show."""

    points: tuple[Point, ...]
    wide: Chart | None
    narrow: Chart | None
    sentence: str


def trend_of(spans: Sequence[Span], figures: Sequence[Figure]) -> Trend:
    """The trend of some periods; without two shown points there is no picture."""
    points = tuple(Point(span, figure) for span, figure in zip(spans, figures, strict=True))
    shown = [point for point in points if point.figure.is_shown]
    if len(shown) < 2:
        return Trend(points, None, None, "")
    wide = chart(spec=trend_spec(points, width=600, height=200, label_every=1 if len(points) < 7 else 4))
    narrow = chart(spec=trend_spec(points, width=290, height=190, label_every=4))
    return Trend(points, wide, narrow, _sentence(shown))


def trend_spec(points: Sequence[Point], *, width: int, height: int, label_every: int) -> dict[str, Any]:
    """Index by period with its margin as a band; the axis begins just below the lowest value and says so."""
    rows = [_row(point) for point in points]
    shown = [row for row in rows if row["index"] is not None]
    low = int(min(row["low"] for row in shown) // 5 * 5)
    high = min(int(-(-max(row["high"] for row in shown) // 5) * 5), 100)
    labels = [row["period"] for row in rows][::label_every]
    x = {"field": "period", "type": "ordinal", "sort": None, "axis": {"values": labels, "labelAngle": 0, "title": None}}
    scale = {"domain": [max(low, 0), high], "zero": False}
    y = {"type": "quantitative", "scale": scale, "axis": {"tickCount": 5, "title": _("Indeks (skala 25–100)")}}
    return {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "area", "color": BAND, "opacity": 0.6},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "point": {"color": LINE}, "color": LINE},
                "encoding": {"x": x, "y": {**y, "field": "index"}},
            },
        ],
    }


def _row(point: Point) -> dict[str, Any]:
    row: dict[str, Any] = {"period": point.span.short_label, "index": None, "low": None, "high": None}
    if point.figure.index is not None and point.figure.margin is not None:
        index, margin = float(point.figure.index), float(point.figure.margin)
        row |= {"index": index, "low": round(max(index - margin, 0), 2), "high": round(min(index + margin, 100), 2)}
    return row


def _sentence(shown: Sequence[Point]) -> str:
    first, last = shown[0], shown[-1]
    values = {
        "first": number_format(str(first.figure.index), 2),
        "first_period": first.span.label,
        "last": number_format(str(last.figure.index), 2),
        "last_period": last.span.label,
    }
    return _("Indeks %(first)s pada %(first_period)s dan %(last)s pada %(last_period)s.") % values
