"""Pages of evaluation."""

from decimal import Decimal

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from evaluations.access import evaluated_programs, may_read_evaluations, may_run_estimates
from evaluations.charts import charts_of
from evaluations.exposure import finished_count
from evaluations.impact_charts import event_charts
from evaluations.impact_shown import impact_of, index_effects, rules_shown
from evaluations.report import DEFAULT_SHARE, SHARES, evaluate
from pembinaan.base.dates import today
from people.access import access_of, require

PER_PAGE = 25


@require_GET
def evaluations(request: HttpRequest) -> HttpResponse:
    """Programs that have run, each with its evaluation."""
    access = access_of(request)
    require(may_read_evaluations(access))
    programs = (
        evaluated_programs(access)
        .annotate(closed=Count("batches", filter=Q(batches__state="closed"), distinct=True), finished=finished_count())
        .order_by("title", "pk")
    )
    page = Paginator(programs, PER_PAGE).get_page(request.GET.get("page"))
    effects = index_effects(page.object_list)
    rows = [(program, effects.get(program.pk)) for program in page]
    context = {"page": page, "rows": rows, "may_run": may_run_estimates(access)}
    return render(request, "evaluations/evaluations.html", context)


@require_GET
def evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """One program: what it did to citizens' satisfaction; below it, named as such, the plain before and after."""
    access = access_of(request)
    require(may_read_evaluations(access))
    program = get_object_or_404(evaluated_programs(access), code=code)
    share = _share(request.GET.get("ambang", ""))
    found = evaluate(program, share=share, today=today())
    charts = charts_of(found.comparison) if found and found.comparison else None
    impact = impact_of(program)
    context = {
        "impact": impact,
        "event_charts": event_charts(impact.index) if impact else None,
        "rules": rules_shown(),
        "program": program,
        "evaluation": found,
        "comparison": found.comparison if found else None,
        "charts": charts,
        "may_run": may_run_estimates(access),
        "is_raw_open": impact is None or "ambang" in request.GET,
        "shares": [{"percent": int(option * 100), "chosen": option == share} for option in SHARES],
    }
    return render(request, "evaluations/evaluation.html", context)


def _share(text: str) -> Decimal:
    return next((option for option in SHARES if text == str(int(option * 100))), DEFAULT_SHARE)
