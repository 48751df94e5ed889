"""A person's own points and badges."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from people.access import access_of, require
from rewards.models import Badge, PointEntry
from rewards.points import badges_of, balance

PER_PAGE = 25


@require_GET
def awards(request: HttpRequest) -> HttpResponse:
    """My points, where they come from, and my badges."""
    account = access_of(request).account
    require(account is not None and account.employee is not None)
    assert account is not None
    assert account.employee is not None
    entries = (
        PointEntry.objects.filter(employee=account.employee)
        .select_related("certificate")
        .order_by("-recorded_at", "-pk")
    )
    held = list(badges_of(account.employee))
    context = {
        "balance": balance(account.employee),
        "held": held,
        "open": Badge.objects.exclude(pk__in=[award.badge_id for award in held]).order_by("name"),
        "page": Paginator(entries, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "rewards/awards.html", context)
