"""BKPSDM's trace of estimates: when they were made, from which data, and what stopped one; and having one made."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from evaluations.access import may_run_estimates
from evaluations.models import ImpactRun
from evaluations.running import ask_for_estimates, going_on
from people.access import access_of, require

PER_PAGE = 25


@require_safe
def impact_runs(request: HttpRequest) -> HttpResponse:
    """Every kept estimation, the latest first, and whether one is being made."""
    require(may_run_estimates(access_of(request)))
    runs = ImpactRun.objects.annotate(results=Count("estimates")).order_by("-claimed_at", "-pk")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "shown": ImpactRun.objects.latest_finished(), "job": going_on()}
    return render(request, "evaluations/impact_runs.html", context)


@require_POST
def impact_run_start(request: HttpRequest) -> HttpResponse:
    """Have everything estimated on today's data; what is known already is not made again."""
    access = access_of(request)
    require(may_run_estimates(access))
    assert access.account is not None
    return redirect("job", ask_for_estimates(by=access.account, now=timezone.now()).pk)
