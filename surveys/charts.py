"""Specifications of the survey charts; `documents` draws them in the worker."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from documents.charts import chart
from documents.models import Chart
from surveys.figures import Change, Figure, change_between
from surveys.periods import Span

BAND: Final = "#bfe0e2"
LINE: Final = "#0b5d66"


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a trend."""

    span: Span
    figure: Figure
    change: Change | None = None
    """The change since the period before, where both are shown."""
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """Where two parts of a trend cannot simply be compared, and why."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend's points, its pictures for wide and narrow screens, and the sentence that says what they show."""

    points: tuple[Point, ...]
    wide: Chart | None
    narrow: Chart | None
    sentence: str
    breaks: tuple[Break, ...] = ()

    @property
    def has_provisional(self) -> bool:
        """Whether some of its figures may still change."""
        return any(point.figure.is_shown and not point.is_published for point in self.points)


def trend_of(
    spans: Sequence[Span],
    figures: Sequence[Figure],
    *,
    breaks: Sequence[Break] = (),
    published: Collection[str] = (),
) -> Trend:
    """The trend of some periods; without two shown points there is no picture.

    `breaks` are drawn as dashed lines; `published` are the codes of periods whose figures are frozen.
    """
    before = [None, *figures][: len(figures)]
    points = tuple(
        Point(span, figure, change_between(figure, last) if last else None, span.code in published)
        for span, figure, last in zip(spans, figures, before, strict=True)
    )
    shown = [point for point in points if point.figure.is_shown]
    if len(shown) < 2:
        return Trend(points, None, None, "", tuple(breaks))
    every = 1 if len(points) < 7 else 4
    wide = chart(spec=trend_spec(points, width=600, height=200, label_every=every, breaks=breaks))
    narrow = chart(spec=trend_spec(points, width=290, height=190, label_every=4, breaks=breaks))
    return Trend(points, wide, narrow, _sentence(shown), tuple(breaks))


def trend_spec(
    points: Sequence[Point], *, width: int, height: int, label_every: int, breaks: Sequence[Break] = ()
) -> dict[str, Any]:
    """Index by period with its margin as a band; the axis begins just below the lowest value and says so."""
    broken = {one.span for one in breaks}
    rows = [_row(point) | {"break": point.span in broken} for point in points]
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
            {"mark": "rule", "transform": [{"filter": "datum.break"}], "encoding": {"x": x}},
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
    told = _("Indeks %(first)s pada %(first_period)s dan %(last)s pada %(last_period)s.") % values
    change = change_between(last.figure, first.figure)
    if change is None:
        return told
    if change.is_beyond_chance:
        return " ".join([told, _("Perubahan itu lebih besar daripada kebetulan.")])
    return " ".join([told, _("Perubahan itu dapat terjadi secara kebetulan.")])
