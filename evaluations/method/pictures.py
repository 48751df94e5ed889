"""The pictures of the method page; each has its table or its sentence beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.charts import chart
from documents.models import Chart
from documents.ranges import BAD, LINE, SOFT, Row, bars, ranges, upright
from evaluations.impact.inference import Estimate
from evaluations.impact_shown import WORDS
from evaluations.method.examples import EXAMPLES, TRUTH, Groups, Month, Staffed, holds
from evaluations.method.measured import Measured
from evaluations.templatetags.impact_tags import points

GAP = "#b45309"
POINTS = {"title": None, "tickCount": 5, "labelExpr": "datum.value == 0 ? '0' : format(datum.value, '+')"}


@dataclass(frozen=True)
class Pictures:
    """All of them."""

    lines: Chart
    draws: Chart
    naive: Chart
    threshold: Chart
    verdicts: Chart
    lot: Chart


def pictures_of(
    *,
    months: Sequence[Month],
    draws: Sequence[Estimate],
    measured: Measured,
    units: Sequence[Staffed],
    groups: tuple[Groups, Groups],
) -> Pictures:
    """Ask for the pictures."""
    return Pictures(
        lines=chart(spec=lines_spec(months)),
        draws=chart(spec=draws_spec(draws)),
        naive=chart(spec=naive_spec(measured)),
        threshold=chart(spec=threshold_spec(units)),
        verdicts=chart(spec=verdicts_spec()),
        lot=chart(spec=lot_spec(*groups)),
    )


def lines_spec(months: Sequence[Month]) -> dict[str, Any]:
    """Trained units, what is expected of them without training, the others; the gap at the end is the effect."""
    rows = [
        {"month": each.month, "name": name, "index": round(value, 2)}
        for each in months
        for name, value in (("trained", each.trained), ("expected", each.expected), ("others", each.others))
        if name != "expected" or each.month >= -1
    ]
    x = {"field": "month", "type": "quantitative", "axis": {"title": _("Bulan sejak pelatihan"), "tickMinStep": 2}}
    axis = {"title": _("Indeks"), "tickCount": 5}
    y = {"field": "index", "type": "quantitative", "scale": {"zero": False, "nice": True}, "axis": axis}
    dash = {"condition": {"test": "datum.name == 'expected'", "value": [6, 5]}, "value": [1, 0]}
    color = {"condition": {"test": "datum.name == 'others'", "value": SOFT}, "value": LINE}
    lines = {
        "data": {"values": rows},
        "mark": {"type": "line", "point": False, "strokeWidth": 3},
        "encoding": {"x": x, "y": y, "detail": {"field": "name"}, "strokeDash": dash, "color": color},
    }
    gap = {
        "data": {"values": [{"month": months[-1].month, "low": months[-1].expected, "high": months[-1].trained}]},
        "mark": {"type": "rule", "strokeDash": [1, 0], "strokeWidth": 5, "color": GAP},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
    }
    training = {"data": {"values": [{}]}, "mark": "rule", "encoding": {"x": {"datum": -0.5}}}
    names = (_label(each, x, y) for each in _names(months[0], months[-1]))
    return {"width": 270, "height": 220, "layer": [training, lines, gap, *names]}


def _names(first: Month, last: Month) -> list[dict[str, Any]]:
    """What is written beside the three lines, and where."""
    return [
        {"month": first.month, "index": first.trained + 1.4, "words": _("Unit terlatih"), "align": "left"},
        {"month": first.month, "index": first.others - 0.65, "words": _("Unit pembanding"), "align": "left"},
        {"month": last.month, "index": last.expected - 2.0, "words": _("Perkiraan tanpa pelatihan"), "align": "right"},
    ]


def _label(each: dict[str, Any], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [each]},
        "mark": {"type": "text", "align": each["align"], "fontWeight": 600},
        "encoding": {"x": x, "y": y, "text": {"field": "words"}},
    }


def draws_spec(draws: Sequence[Estimate]) -> dict[str, Any]:
    """Intervals of equal cities around the truth; those that miss it are red."""
    rows = [
        Row("", "" if holds(each) else _("meleset"), round(each.value, 2), round(each.low, 2), round(each.high, 2),
            color=LINE if holds(each) else BAD)
        for each in draws
    ]  # fmt: skip
    x = {"type": "quantitative", "axis": {**POINTS, "title": _("poin; garis tegak: pengaruh sebenarnya")}}
    spec = ranges(rows, x, width=240, letters=10, marks=[upright(TRUTH, GAP)])
    return {**spec, "height": {"step": 12}}


def naive_spec(measured: Measured) -> dict[str, Any]:
    """How often each method's interval held the truth; the line is at 95 of 100."""
    found = (
        (_("Sebelum–sesudah saja"), measured.naive_covered, BAD),
        (_("Cara di sini"), measured.covered, LINE),
    )
    rows = [Row(name, f"{points(value)} %", value, color=color) for name, value, color in found]
    x = {"type": "quantitative", "scale": {"domain": [0, 100]}, "axis": {"title": None, "values": [0, 50, 95]}}
    return bars(rows, x, width=130, letters=16)


def threshold_spec(units: Sequence[Staffed]) -> dict[str, Any]:
    """Units as rows of people, those who finished filled; at the right what the unit counts as."""
    rows = [
        Row(_("%(n)d dari %(staff)d lulus") % {"n": each.trained, "staff": each.staff}, status_of(each))
        for each in units
    ]
    people = [
        {"place": place, "person": person, "trained": person < each.trained}
        for place, each in enumerate(units)
        for person in range(each.staff)
    ]
    x = {"field": "person", "type": "quantitative", "axis": None, "scale": {"domain": [-0.5, units[0].staff - 0.5]}}
    color = {"condition": {"test": "datum.trained", "value": LINE}, "value": "#d5dfe0"}
    dots = {
        "data": {"values": people},
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {"x": x, "y": {"field": "place", "type": "ordinal", "axis": None}, "color": color},
    }
    return ranges(rows, {"type": "quantitative", "axis": None}, width=130, letters=16, marks=[dots])


def status_of(unit: Staffed) -> str:
    """What a unit counts as."""
    if unit.is_control:
        return _("pembanding")
    return _("terlatih") if unit.is_treated else _("tidak dipakai")


def verdicts_spec() -> dict[str, Any]:
    """An example of each verdict."""
    rows = [_verdict_row(str(WORDS[each.verdict]), each.estimate) for each in EXAMPLES]
    x = {"type": "quantitative", "axis": {**POINTS, "title": _("poin indeks")}}
    band = [upright(0), upright(-1, "#d5dfe0"), upright(1, "#d5dfe0")]
    return ranges(rows, x, width=190, letters=16, marks=band)


def _verdict_row(word: str, estimate: Estimate | None) -> Row:
    if estimate is None:
        return Row(word, "")
    color = BAD if estimate.high < 0 else LINE
    return Row(word, "", round(estimate.value, 2), round(estimate.low, 2), round(estimate.high, 2), color=color)


def lot_spec(chosen: Groups, drawn: Groups) -> dict[str, Any]:
    """Where two groups stood before training, when the weakest were sent and when a lot decided."""
    found = (
        (_("Yang lemah dikirim: dilatih"), chosen.trained, LINE),
        (_("Yang lemah dikirim: lainnya"), chosen.others, SOFT),
        (_("Diundi: dilatih"), drawn.trained, LINE),
        (_("Diundi: lainnya"), drawn.others, SOFT),
    )
    rows = [Row(name, points(value), value, color=color) for name, value, color in found]
    x = {
        "type": "quantitative",
        "scale": {"domain": [70, 90], "zero": False},
        "axis": {"title": None, "values": [70, 80, 90]},
    }
    return ranges(rows, x, width=130, letters=20)
