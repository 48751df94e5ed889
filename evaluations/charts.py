"""The chart of an evaluation: both groups before and after, each with its margin."""

from typing import Any

from django.utils.translation import gettext as _

from documents.charts import chart
from documents.models import Chart
from evaluations.comparison import Comparison, Group

TRAINED, OTHERS = "#0b5d66", "#47595d"


def charts_of(comparison: Comparison) -> tuple[Chart, Chart] | None:
    """The chart for wide and for narrow screens; None without figures."""
    rows = [*_rows(comparison.trained, _("Dilatih")), *_rows(comparison.others, _("Lainnya"))]
    if not rows:
        return None
    return chart(spec=_spec(rows, width=520, height=240)), chart(spec=_spec(rows, width=250, height=220))


def _rows(group: Group, name: str) -> list[dict[str, Any]]:
    rows = []
    for moment, found in ((_("Sebelum"), group.before), (_("Sesudah"), group.after)):
        if found.index is not None and found.margin is not None:
            index, margin = float(found.index), float(found.margin)
            low, high = round(index - margin, 2), round(min(100.0, index + margin), 2)
            rows.append({"group": name, "when": moment, "index": index, "low": low, "high": high})
    return rows


def _spec(rows: list[dict[str, Any]], *, width: int, height: int) -> dict[str, Any]:
    bottom = int(min(row["low"] for row in rows) // 5 * 5)
    top = min(100, int(-(-max(row["high"] for row in rows) // 5) * 5))
    y = {
        "type": "quantitative",
        "scale": {"domain": [bottom, top], "zero": False},
        "axis": {"title": _("Indeks (skala 25–100)"), "tickCount": 5},
    }
    index = {"y": {**y, "field": "index"}}
    margin = {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    return {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "encoding": _shared_encoding(),
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": index},
            {"mark": {"type": "rule", "strokeDash": [1, 0], "strokeWidth": 2}, "encoding": margin},
            {"mark": {"type": "point", "filled": True, "size": 80}, "encoding": index},
            {
                "transform": [{"filter": {"field": "when", "equal": _("Sesudah")}}],
                "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 13, "fontWeight": 600},
                "encoding": {**index, "text": {"field": "group"}},
            },
        ],
    }


def _shared_encoding() -> dict[str, Any]:
    groups = {"domain": [_("Dilatih"), _("Lainnya")], "range": [TRAINED, OTHERS]}
    axis = {"title": None, "labelAngle": 0}
    return {
        "x": {"field": "when", "type": "ordinal", "sort": None, "axis": axis, "scale": {"padding": 0.4}},
        "color": {"field": "group", "type": "nominal", "scale": groups, "legend": None},
        # Side by side, so that two margins never hide each other.
        "xOffset": {"field": "group", "scale": {"paddingInner": 0, "range": [-7, 7]}},
    }
