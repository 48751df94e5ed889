"""The page that explains the estimate to those who read it; public, like what it explains."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations.impact.verdict import Verdict
from evaluations.impact_shown import MEANINGS, TONES, WORDS, rules_shown
from surveys.kept import kept_page


@login_not_required
@require_safe
@kept_page
def impact_method(request: HttpRequest) -> HttpResponse:
    """What the estimate means and does not mean, for those who read it."""
    verdicts = [{"word": WORDS[each], "meaning": MEANINGS[each], "tone": TONES[each]} for each in Verdict]
    return render(request, "evaluations/impact_method.html", {"rules": rules_shown(), "verdicts": verdicts})
