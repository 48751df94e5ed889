"""A result and a panel as plain values: what is stored, and by which data it can be told to be the same."""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from evaluations.impact.analysis import METHOD, Result
from evaluations.impact.drawings import Drawing, LotReport
from evaluations.impact.inference import Estimate
from evaluations.impact.leads import Dynamic
from evaluations.impact.panel import Panel
from evaluations.impact.rules import Rules
from evaluations.impact.waves import Waves

PLACES = 6
"""Decimals that are kept: far more than shown, few enough to be alike on every machine."""


def as_record(result: Result) -> dict[str, Any]:
    """The result as JSON values; what is infinite or unknown is None."""
    return {
        "verdict": str(result.verdict),
        "size": asdict(result.size),
        "missing": [{"need": str(each.need), "found": each.found, "needed": each.needed} for each in result.missing],
        "effect": _estimate(result.effect),
        "p_value": _number(result.p_value),
        "adjusted_p": _number(result.adjusted_p),
        "bootstrap_p": _number(result.bootstrap_p),
        "bootstrap_interval": [_number(end) for end in result.bootstrap_interval or ()],
        "dynamics": [_dynamic(each) for each in result.dynamics],
        "leads": [_dynamic(each) for each in result.leads],
        "placebos": [{"months": months, **(_estimate(each) or {})} for months, each in result.placebos],
        "breakdown": result.breakdown and {
            "multiple": _number(result.breakdown.multiple),
            "unbounded": result.breakdown.multiple is not None and math.isinf(result.breakdown.multiple),
            "long_difference": _estimate(result.breakdown.long_difference),
            "before": [_dynamic(each) for each in result.breakdown.before],
        },
        "by_group": [{"group": key, "units": units, **(_estimate(each) or {})} for key, each, units in result.by_group],
        "by_dose": [
            {"from": band[0], "to": band[1], "units": units, **(_estimate(each) or {})}
            for band, each, units in result.by_dose
        ],
        "by_answers": _estimate(result.by_answers),
        "before_and_after": _estimate(result.before_and_after),
        "two_way": _estimate(result.two_way),
        "ceiling": result.ceiling,
    }  # fmt: skip


def lot_as_record(report: LotReport) -> dict[str, Any]:
    """What the lots say as JSON values; an end that lies beyond all bounds is None."""
    found = report.result
    return {
        "lots": report.lots,
        "applicants": report.applicants,
        "seats": report.seats,
        "units": report.units,
        "share": _number(report.share),
        "missing": [{"need": str(each.need), "found": each.found, "needed": each.needed} for each in report.missing],
        "agreement": report.agreement and str(report.agreement),
        "effect": found and {
            "value": _number(found.effect),
            "low": _number(found.low),
            "high": _number(found.high),
            "p": _number(found.p_value),
            "detectable": _number(found.detectable),
            "first_stage": _number(found.first_stage),
            "strength": _number(found.strength),
        },
    }  # fmt: skip


def data_digest(panels: Iterable[Panel], rules: Rules, lots: Iterable[Drawing | Waves] = ()) -> str:
    """SHA-256 of everything that results follow from: rules, panels and lots, figures to the kept decimals."""
    known = hashlib.sha256(repr(rules).encode())
    for panel in panels:
        known.update(repr((panel.units, panel.months, panel.groups)).encode())
        for figures in (panel.outcome, panel.variance, panel.share):
            known.update(np.round(figures, PLACES).tobytes())
        for array in (panel.count, panel.touched, panel.exists):
            known.update(np.ascontiguousarray(array).tobytes())
        for other in panel.others:
            known.update(other.name.encode() + other.starts.tobytes())
    for lot in lots:
        known.update(lot.fingerprint())
    return known.hexdigest()


def code_version() -> str:
    """The method's number and the first digits of SHA-256 over its source files."""
    known = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        known.update(path.read_bytes())
    return f"{METHOD}-{known.hexdigest()[:12]}"


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), PLACES)


def _estimate(found: Estimate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "value": _number(found.value),
        "low": _number(found.low),
        "high": _number(found.high),
        "error": _number(found.error),
        "freedom": found.freedom,
        "p": _number(found.p_value),
        "detectable": _number(found.detectable),
    }


def _dynamic(each: Dynamic) -> dict[str, Any]:
    return {"lag": each.lag, "units": each.units, **(_estimate(each.effect) or {})}
