"""The event-study chart: the effect by month before and after the start, each with its interval."""

from typing import Any

from django.utils.translation import gettext as _

from documents.charts import chart
from documents.models import Chart
from evaluations.impact_shown import Shown

BEFORE, AFTER = "#47595d", "#0b5d66"


def event_charts(shown: Shown) -> tuple[Chart, Chart] | None:
    """The chart for wide and for narrow screens; None without months."""
    rows = [
        {**{key: round(month[key], 2) for key in ("value", "low", "high")}, "lag": month["lag"],
         "when": _("Sebelum pelatihan") if month["lag"] < 0 else _("Sesudah pelatihan")}
        for month in shown.months if month["low"] is not None and month["high"] is not None
    ]  # fmt: skip
    if not rows:
        return None
    return chart(spec=_spec(rows, width=760, height=260)), chart(spec=_spec(rows, width=250, height=220))


def _spec(rows: list[dict[str, Any]], *, width: int, height: int) -> dict[str, Any]:
    when = {"domain": [_("Sebelum pelatihan"), _("Sesudah pelatihan")], "range": [BEFORE, AFTER]}
    shared = {
        "x": {
            "field": "lag",
            "type": "quantitative",
            "scale": {"padding": 12, "nice": False},
            "axis": {"title": _("Bulan sejak pelatihan"), "tickMinStep": 1},
        },
        "color": {"field": "when", "type": "nominal", "scale": when, "legend": {"title": None}},
    }
    y = {"type": "quantitative", "axis": {"title": _("Beda dari yang diharapkan (poin)"), "tickCount": 6}}
    return {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 1}, "encoding": {"y": {"datum": 0}}},
            {"mark": {"type": "rule", "strokeWidth": 1}, "encoding": {"x": {"datum": -0.5}}},
            {
                "mark": {"type": "rule", "strokeDash": [1, 0], "strokeWidth": 2},
                "encoding": {**shared, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 60},
                "encoding": {**shared, "y": {**y, "field": "value"}},
            },
        ],
    }
