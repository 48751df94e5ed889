"""What a published version says, as plain JSON values: decimals as texts, days as 2026-09-30. Format "skm-1"."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from surveys.figures import Estimate, Figure, Rules, combine, figure_of, has_share
from surveys.periods import Span
from surveys.publications.details import pooled
from surveys.publications.scopes import Scope
from surveys.publications.sums import Sums, added, sums_of

FORMAT: Final = "skm-1"
REGULATION: Final = "PermenPANRB 14/2017"
NOTHING: Final[dict[str, Any]] = {"rows": [], "rest": 0}


def heading(*, scope: Scope, sector: str, span: Span, version: int, reason: str, day: date) -> dict[str, Any]:
    """Whose figure it is, of which period, which version, published when and why."""
    return {
        "format": FORMAT,
        "scope": {"kind": scope.kind, "code": scope.code, "name": scope.name, "sector": sector},
        "period": {"code": span.code, "first": str(span.first), "last": str(span.last)},
        "version": version,
        "reason": reason,
        "published_on": str(day),
    }


def unit_facts(*, sums: Sums, rules: Rules, grace_days: int, target: tuple[int, int] | None) -> dict[str, Any]:
    """A unit's figure, the sums that it follows from, the rules, and its users and target where they are known."""
    return {
        **figure_facts(sums.figure(rules)),
        **sums.content(),
        "users": target[0] if target else None,
        "target": target[1] if target else None,
        "rules": rule_facts(rules, grace_days),
    }


def figure_facts(figure: Figure) -> dict[str, Any]:
    """Index, margin, grade and elements of a shown figure."""
    band = figure.band
    return {
        "answers": figure.count,
        "index": str(figure.index),
        "margin": str(figure.margin),
        "grade": {"letter": band.grade, "name": band.name} if band else None,
        "elements": [
            {"key": e.element.key, "name": e.element.name, "mean": str(e.mean), "index": str(e.index), "grade": e.grade}
            for e in figure.elements
        ],
    }


def rule_facts(rules: Rules, grace_days: int) -> dict[str, Any]:
    """What the figure was computed by."""
    return {
        "regulation": REGULATION,
        "weight": rules.weight,
        "minimum_answers": rules.minimum_answers,
        "grace_days": grace_days,
        "grades": [[band.grade, str(band.lowest), str(band.highest)] for band in rules.bands],
    }


def group_facts(*, units: Sequence[Mapping[str, Any]], rules: Rules, grace_days: int) -> dict[str, Any] | None:
    """A sector's or the city's figure from published contents of units; None when none of them can take part."""
    with_share = [unit for unit in units if has_share(rules.city_method, unit["users"])]
    estimates = [found for unit in with_share if (found := sums_of(unit).estimate(rules))]
    if not estimates or len(estimates) != len(with_share):
        return None
    found = _combined(estimates, with_share, rules)
    figure = figure_of(found, rules, unit_count=len(with_share))
    users = [unit["users"] for unit in with_share]
    return {
        **figure_facts(figure),
        "method": rules.city_method,
        "users": sum(users) if all(users) else None,
        "target": None,
        "set_aside": sum(unit["set_aside"] for unit in with_share),
        "ways_in": pooled(unit["ways_in"] for unit in with_share),
        "units": [_named(unit) for unit in with_share],
        "units_without_users": [_plainly(unit) for unit in units if unit not in with_share],
        "rules": rule_facts(rules, grace_days),
    }


def _combined(estimates: list[Estimate], units: Sequence[Mapping[str, Any]], rules: Rules) -> Estimate | None:
    return combine(estimates, rules.city_method, [unit["users"] or 0 for unit in units])


def _named(unit: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: unit[name] for name in ("answers", "index", "margin", "users", "version", "digest")}
    return {**_plainly(unit), **facts}


def _plainly(unit: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": unit["scope"]["code"], "name": unit["scope"]["name"]}


def composed(*, parts: Collection[Mapping[str, Any]], fresh: Sums) -> tuple[Sums, dict[str, Any]]:
    """The sums and the ways in of a longer period, from shorter published ones and the answers between them."""
    sums = added([*(sums_of(part) for part in parts), fresh])
    return sums, pooled((part["ways_in"] for part in parts), fresh.answers)
