"""A picture of ranges: one row each, a dot with its interval, labelled directly at both sides. Pure.

Text keeps its size where the picture is shown as wide as it is drawn: about 340 px with a plot of 105 to 120 px.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

LINE: Final = "#0b5d66"
SOFT: Final = "#47595d"
BAD: Final = "#a8231b"
TAIL_LETTERS: Final = 11
LINE_HEIGHT, ROOM = 15, 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row; without `value` only its label and its tail (to the right) are written. `before` is a hollow circle."""

    label: str
    tail: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    color: str = LINE


def ranges(
    rows: Sequence[Row], x: dict[str, Any], *, width: int, letters: int, marks: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """A Vega-Lite specification of ranges.

    `x`: the channel's definition without its field; `letters`: the longest line of a label; `marks`: layers drawn
    below the ranges, such as a line at zero (see `upright`).
    """
    data = drawn(rows, letters)
    y, color = axis_of_rows(), {"field": "color", "type": "nominal", "scale": None}
    shown = [{"filter": "isValid(datum.value)"}]
    layers: list[dict[str, Any]] = [
        # First of the layers, unseen, so that every row has its place in the order given.
        {"mark": {"type": "point", "opacity": 0}, "encoding": {"y": y}},
        *words(data, width),
        *marks,
        {
            "transform": [{"filter": "isValid(datum.before)"}],
            "mark": {"type": "point", "filled": False, "size": 40, "color": SOFT},
            "encoding": {"y": y, "x": {**x, "field": "before"}},
        },
        {
            "transform": shown,
            "mark": {"type": "rule", "strokeDash": [1, 0], "strokeWidth": 3, "opacity": 1},
            "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": color},
        },
        {
            "transform": shown,
            "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
            "encoding": {"y": y, "x": {**x, "field": "value"}, "color": color},
        },
    ]
    return {"width": width, "height": {"step": step(data)}, "data": {"values": data}, "layer": layers}


def bars(rows: Sequence[Row], x: dict[str, Any], *, width: int, letters: int) -> dict[str, Any]:
    """A Vega-Lite specification of bars from the axis' beginning to each row's `value`, labelled like ranges."""
    data, y = drawn(rows, letters), axis_of_rows()
    color = {"field": "color", "type": "nominal", "scale": None}
    bar = {"mark": {"type": "bar", "height": 12}, "encoding": {"y": y, "x": {**x, "field": "value"}, "color": color}}
    layers = [bar, *words(data, width)]
    return {"width": width, "height": {"step": step(data)}, "data": {"values": data}, "layer": layers}


def upright(value: float, color: str = SOFT) -> dict[str, Any]:
    """A layer with an upright line at a value."""
    return {"mark": {"type": "rule", "strokeDash": [1, 0], "color": color}, "encoding": {"x": {"datum": value}}}


def drawn(rows: Sequence[Row], letters: int) -> list[dict[str, Any]]:
    """The rows as data, words broken into lines."""
    return [
        {
            "place": place,
            "label": "|".join(wrap(row.label, letters)),
            "tail": "|".join(wrap(row.tail, TAIL_LETTERS)),
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "before": row.before,
            "color": row.color,
        }
        for place, row in enumerate(rows)
    ]


def axis_of_rows() -> dict[str, Any]:
    """The channel of the rows, in the order given; labels are written by `words`."""
    return {"field": "place", "type": "ordinal", "axis": None}


def words(data: Sequence[dict[str, Any]], width: int) -> list[dict[str, Any]]:
    """Layers that write what stands at both sides of each row, in the middle of its height."""
    sides: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("label", -8, {"align": "right"}),
        ("tail", width + 8, {"align": "left", "fontWeight": 600}),
    )
    return [
        {
            "transform": [{"filter": f"length(split(datum.{side}, '|')) == {lines}"}],
            "mark": {
                "type": "text",
                "lineBreak": "|",
                "lineHeight": LINE_HEIGHT,
                "baseline": "middle",
                "dy": -(lines - 1) * LINE_HEIGHT / 2,
                **look,
            },
            "encoding": {"y": axis_of_rows(), "x": {"value": place}, "text": {"field": side}},
        }
        for side, place, look in sides
        for lines in sorted({len(row[side].split("|")) for row in data})
    ]


def step(data: Sequence[dict[str, Any]]) -> int:
    """Pixels for each row: as many as the longest label's lines need."""
    lines = max(len(row[side].split("|")) for row in data for side in ("label", "tail"))
    return lines * LINE_HEIGHT + ROOM
