"""The mix of ways in: now, and where it changed so much that two figures are hard to compare. Mostly pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db.models import Sum

from surveys.figures import Rules
from surveys.models import DailyRollup
from surveys.periods import Span
from surveys.publications.suppression import shown_parts

BIG_CHANGE: Final = 25
"""Per cent of the answers that would have to change their way in to get from one mix to the other."""


def mix_now(*, unit_ids: Collection[int], span: Span, rules: Rules) -> dict[str, Any]:
    """How the answers of a period came so far, as published contents say it; one query."""
    rows: Any = DailyRollup.objects.filter(
        unit__in=unit_ids, day__range=(span.first, span.last), version__in=list(rules.versions)
    ).values("channel")
    counts = dict(rows.annotate(many=Sum("count")).order_by("channel").values_list("channel", "many"))
    shown = shown_parts(counts, rules.minimum_answers)
    every = sum(counts.values())
    listed = [{"code": code, "answers": counts[code]} for code in sorted(shown)]
    return {"rows": listed, "rest": every - sum(counts[code] for code in shown)}


def moved_share(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """How far apart two mixes are, in per cent of the answers: half the sum of the differences of shares."""
    mine, theirs = _shares(before), _shares(after)
    return round(50 * sum(abs(mine.get(code, 0) - theirs.get(code, 0)) for code in {*mine, *theirs}))


def big_changes(mixes: Sequence[Mapping[str, Any] | None]) -> list[int]:
    """The places of mixes that lie `BIG_CHANGE` or more from the one before; unknown ones are passed over."""
    found, last = [], None
    for place, mix in enumerate(mixes):
        if mix is None or not mix["rows"]:
            continue
        if last is not None and moved_share(last, mix) >= BIG_CHANGE:
            found.append(place)
        last = mix
    return found


def _shares(mix: Mapping[str, Any]) -> dict[str, float]:
    counts = {row["code"]: row["answers"] for row in mix["rows"]} | {"": mix["rest"]}
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total else {}
