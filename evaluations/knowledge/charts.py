"""The picture of learning: how many people had so many percent right, before and after."""

from typing import Any

from django.utils.translation import gettext as _

from documents.charts import chart
from documents.models import Chart
from evaluations.knowledge.shown import Band

BEFORE, AFTER = "#9aa7a9", "#0b5d66"


def band_charts(bands: list[Band]) -> tuple[Chart, Chart] | None:
    """The chart for wide and for narrow screens; None without people."""
    if not bands:
        return None
    rows = [
        {"band": band.label, "when": when, "people": people}
        for band in bands
        for when, people in ((_("Sebelum"), band.before), (_("Sesudah"), band.after))
    ]
    return chart(spec=_spec(rows, width=620, height=240)), chart(spec=_spec(rows, width=260, height=220))


def _spec(rows: list[dict[str, Any]], *, width: int, height: int) -> dict[str, Any]:
    when = {"domain": [_("Sebelum"), _("Sesudah")], "range": [BEFORE, AFTER]}
    return {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "band",
                "type": "ordinal",
                "sort": None,
                "axis": {"title": _("Persen benar"), "labelAngle": 0},
            },
            "xOffset": {"field": "when", "sort": None},
            "y": {
                "field": "people",
                "type": "quantitative",
                "axis": {"title": _("Peserta"), "tickMinStep": 1, "tickCount": 5},
            },
            "color": {"field": "when", "type": "nominal", "scale": when, "legend": {"title": None}},
        },
    }
