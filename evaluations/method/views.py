"""The page that explains the estimate to those who read it; public, like what it explains."""

from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact_shown import MEANINGS, TONES, WORDS
from evaluations.method.examples import (
    EXAMPLES,
    UNITS,
    by_choice_and_by_lot,
    changes,
    holds,
    repeated_draws,
    staffed_units,
    two_groups,
)
from evaluations.method.measured import CITIES, MEASURED
from evaluations.method.pictures import pictures_of, status_of
from surveys.kept import kept_page


@login_not_required
@require_safe
@kept_page
def impact_method(request: HttpRequest) -> HttpResponse:
    """What the estimate means and does not mean, with pictures and every assumption."""
    return render(request, "evaluations/impact_method.html", method_shown())


def method_shown() -> dict[str, Any]:
    """What the page shows; six queries, one for each picture."""
    months, draws, units = two_groups(), repeated_draws(), staffed_units()
    chosen, drawn = by_choice_and_by_lot()
    return {
        "rules": rules_in_percent(),
        "changes": changes(months),
        "draws": draws,
        "held": sum(holds(each) for each in draws),
        "measured": MEASURED,
        "cities": CITIES,
        "units": [{"unit": each, "status": status_of(each)} for each in units],
        "lot_units": UNITS,
        "chosen": chosen,
        "drawn": drawn,
        "verdicts": [
            {"word": WORDS[each.verdict], "meaning": MEANINGS[each.verdict], "tone": TONES[each.verdict],
             "kind": each.verdict.name.lower(), "example": each}
            for each in EXAMPLES
        ],
        "pictures": pictures_of(
            months=months, draws=draws, measured=MEASURED[0], units=units, groups=(chosen, drawn)
        ),
    }  # fmt: skip


def rules_in_percent(rules: Rules = DEFAULT) -> dict[str, Any]:
    """Every rule by its name; shares in percent."""
    shares = {name: round(100 * getattr(rules, name)) for name in ("threshold", "least_present", "ceiling_share")}
    return asdict(rules) | shares
