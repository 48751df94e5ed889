"""A report's pictures on its page: wide, and narrow with each line's name above it."""

from typing import Any, Final

from documents.charts import chart
from documents.models import Chart

COLORS: Final = ("#0b5d66", "#9a5b00", "#47595d")
SHAPES: Final = ("circle", "square", "triangle-up")


def charts_of(picture: dict[str, Any] | None) -> tuple[Chart, Chart] | None:
    """The chart for wide and for narrow screens; None without a picture."""
    if picture is None:
        return None
    return chart(spec=_spec(picture, is_narrow=False)), chart(spec=_spec(picture, is_narrow=True))


def _spec(picture: dict[str, Any], *, is_narrow: bool) -> dict[str, Any]:
    height = 44 if is_narrow else 30
    names = picture["series"] or [""]
    rows = [
        {**point, "line": row["label"], "place": place, "what": names[point["series"]]}
        for place, row in enumerate(picture["rows"])
        for point in row["points"]
    ]
    return {
        "width": 260 if is_narrow else 440,
        "height": {"step": height},
        "data": {"values": rows},
        "encoding": {"y": _lines(picture, is_narrow=is_narrow)},
        "layer": [*(_names(picture) if is_narrow else []), *_marks(picture, names)],
    }


def _lines(picture: dict[str, Any], *, is_narrow: bool) -> dict[str, Any]:
    axis = None if is_narrow else {"title": None, "labelLimit": 330, "ticks": False, "domain": False}
    order = [row["label"] for row in picture["rows"]]
    return {"field": "line", "type": "nominal", "sort": order, "axis": axis, "scale": {"padding": 0.3}}


def _names(picture: dict[str, Any]) -> list[dict[str, Any]]:
    """The names of the lines as text above their marks, where no room is beside them."""
    mark = {"type": "text", "align": "left", "baseline": "bottom", "dy": -8, "limit": 270, "fontSize": 12}
    at = {"x": {"value": 0}, "text": {"field": "line"}}
    first = {"filter": f"datum.series === {min(point['series'] for point in picture['rows'][0]['points'])}"}
    return [{"transform": [first], "mark": mark, "encoding": at}]


def _marks(picture: dict[str, Any], names: list[str]) -> list[dict[str, Any]]:
    x = {
        "type": "quantitative",
        "scale": {"domain": [picture["low"], picture["high"]], "nice": False, "zero": False},
        "axis": {"title": picture["axis"], "tickCount": 5},
    }
    value = {**x, "field": "at"}
    if picture["bars"]:
        bar = {"mark": {"type": "bar", "height": 12}, "encoding": {"x": value, "x2": {"datum": picture["low"]}}}
        words = {
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {"x": value, "text": {"field": "words"}},
        }
        return [bar, words]
    legend = {"title": None} if len(names) > 1 else None
    scale = {"domain": names, "range": list(COLORS[: len(names)])}
    color = {"field": "what", "type": "nominal", "scale": scale, "legend": legend}
    shape = {"field": "what", "type": "nominal", "scale": {"domain": names, "range": list(SHAPES[: len(names)])}}
    whisker = {"type": "rule", "strokeDash": [1, 0], "strokeWidth": 2, "clip": True}
    ends = {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": color}
    zero = [{"mark": {"type": "rule", "strokeWidth": 1.5}, "encoding": {"x": {"datum": 0}, "y": None}}]
    return [
        *(zero if picture["low"] < 0 < picture["high"] else []),
        {"transform": [{"filter": "datum.low !== null && datum.high !== null"}], "mark": whisker, "encoding": ends},
        {
            "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1},
            "encoding": {"x": value, "color": color, "shape": {**shape, "legend": legend}},
        },
    ]
