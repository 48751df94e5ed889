"""The tables of a report as its template takes them: texts for people, plain numbers only where a chart is drawn."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from pembinaan.base.dates import days_in_words
from surveys.figures import Figure, Rules
from surveys.index import LOWEST_ANSWER, SCALE, band_of, element_weight, index_of, round_half_up
from surveys.models import Item
from surveys.periods import Span
from surveys.reporting.comments import Comments
from surveys.reporting.layouts import NumberedElement
from surveys.reporting.parts import ServiceLine
from surveys.reporting.plans import PlanLine, Plans
from surveys.reporting.recap import Recap
from surveys.reporting.words import decimal, share, whole
from surveys.respondents import FieldCounts

LEAST_INDEX: Final = LOWEST_ANSWER * SCALE
PROPOSED: Final = 3
"""How many of the weakest elements a report without plans asks to plan for."""


def counts(lines: Sequence[tuple[str, int]], total: int) -> list[dict[str, Any]]:
    """Named counts, each with its share of a total."""
    return [
        {"label": label, "count": whole(many), "share": share(many, total), "part": many / total if total else 0}
        for label, many in lines
    ]


def respondents(fields: Sequence[FieldCounts]) -> list[dict[str, Any]]:
    """Each field with its options; those who left it open stand last."""
    return [
        {
            "label": field.label,
            "total": whole(field.total),
            "rows": counts([(option.label, option.count) for option in field.options], field.total),
        }
        for field in fields
    ]


def results(*, figure: Figure, rules: Rules, recap: Recap, elements: Sequence[NumberedElement]) -> dict[str, Any]:
    """The elements' figures and the index as the recap form computes it."""
    assert figure.index is not None
    assert figure.band is not None
    assert figure.margin is not None
    means = [total.mean for total in recap.totals]
    weight = element_weight(rules.weight, len(elements))
    return {
        "elements": [
            _element(element, total, weight, rules) for element, total in zip(elements, recap.totals, strict=True)
        ],
        "weighted_sum": decimal(sum(means, Fraction(0)) * weight, 4),
        "index": decimal(figure.index),
        "margin": decimal(figure.margin),
        "grade": figure.band.grade,
        "performance": figure.band.name,
        # Versions of different length in one period: the index is then the mean of each answer's own score.
        "sums_give_index": index_of(means, rules.weight) == figure.index,
        "bands": [
            {
                "grade": band.grade,
                "name": band.name,
                "interval": f"{decimal(band.lowest)}–{decimal(band.highest)}",
                "mean_interval": f"{decimal(band.lowest / SCALE, 4)}–{decimal(band.highest / SCALE, 4)}",
            }
            for band in rules.bands
        ],
    }


def _element(element: NumberedElement, total: Any, weight: Fraction, rules: Rules) -> dict[str, Any]:
    index = round_half_up(total.mean * SCALE)
    return {
        "code": element.code,
        "name": element.name,
        "short_name": element.short_name,
        "histogram": [whole(many) for many in total.histogram],
        "total": whole(total.total),
        "count": whole(total.count),
        "mean": decimal(total.mean, 3),
        "weighted": decimal(total.mean * weight, 4),
        "index": decimal(index),
        "grade": band_of(index, rules.bands).grade,
        "part": _part(index),
    }


def services(lines: Sequence[ServiceLine]) -> list[dict[str, Any]]:
    """The services; a hidden one says nothing but its name."""
    return [
        {
            "name": line.name,
            "count": whole(line.figure.count) if line.figure else "",
            "index": decimal(line.figure.index) if line.figure and line.figure.index is not None else "",
            "margin": decimal(line.figure.margin) if line.figure and line.figure.margin is not None else "",
            "grade": line.figure.grade if line.figure else "",
        }
        for line in lines
    ]


def trend(spans: Sequence[Span], figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """The periods from the first one shown on; one without enough answers has no index."""
    lines = [_trend_line(span, figure) for span, figure in zip(spans, figures, strict=True)]
    first = next((place for place, line in enumerate(lines) if line["index"]), len(lines))
    return lines[first:]


def _trend_line(span: Span, figure: Figure) -> dict[str, Any]:
    line = {"label": span.label, "short_label": span.short_label, "count": "", "index": "", "margin": "", "grade": ""}
    if figure.index is None or figure.margin is None:
        return line
    return {
        **line,
        "count": whole(figure.count),
        "index": decimal(figure.index),
        "margin": decimal(figure.margin),
        "grade": figure.grade,
        "at": float(figure.index),
        "low": float(max(figure.index - figure.margin, Decimal(0))),
        "high": float(min(figure.index + figure.margin, Decimal(100))),
    }


def comments(found: Comments) -> dict[str, Any]:
    """How many comments there were, and the samples."""
    return {"count": whole(found.count), "any": bool(found.count), "samples": list(found.samples)}


def plans(found: Plans, elements: Sequence[NumberedElement], figure: Figure) -> dict[str, Any]:
    """The plans that ran, those that follow, and the weakest elements while nothing follows."""
    names = {element.key: f"{element.code} {element.name}" for element in elements}
    weakest = [names[one.element.key] for one in figure.weakest[:PROPOSED]]
    return {
        "running_plans": [_plan(line, names) for line in found.running],
        "following_plans": [_plan(line, names) for line in found.following],
        "elements_to_plan": [] if found.following else weakest,
    }


def _plan(line: PlanLine, names: dict[str, str]) -> dict[str, str]:
    return {
        "element": names.get(line.element, line.element),
        "action": line.action,
        "responsible": line.responsible,
        "days": days_in_words(line.starts_on, line.due_on),
        "state": line.state,
    }


def questionnaire(rules: Rules, elements: Sequence[NumberedElement]) -> dict[str, Any]:
    """The newest published questionnaire in Indonesian, with the report's own numbers of elements; one query."""
    codes = {element.key: element.code for element in elements}
    version = max(rules.versions)
    items = Item.objects.filter(version_id=version, wordings__language="id").order_by("position")
    rows = items.values_list("element__key", "version__number", "wordings__question", "wordings__labels")
    listed = list(rows)
    return {
        "version": listed[0][1] if listed else 1,
        "items": [
            {"code": codes.get(key, ""), "question": question, "labels": list(labels)}
            for key, _number, question, labels in listed
        ],
    }


def recap(found: Recap, most: int) -> dict[str, Any]:
    """The first rows of the recap, and how many there are."""
    rows = found.rows[:most]
    return {
        "rows": [list(row) for row in rows],
        "shown": whole(len(rows)),
        "total": whole(found.count),
        "is_whole": len(rows) == found.count,
        "whole_in_workbook": found.is_whole,
        "in_workbook": whole(len(found.rows)),
    }


def _part(index: Decimal) -> float:
    """Where an index lies between the lowest and the highest one, 0 to 1."""
    return float((index - LEAST_INDEX) / (100 - LEAST_INDEX))
