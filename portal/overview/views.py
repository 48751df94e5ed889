"""The mayor's page, its public version, and both as paper."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pembinaan.base.dates import today
from people.access import access_of, require
from portal.overview.page import overview_on
from surveys.kept import kept_page


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the leadership sees first: did training make the service better?"""
    access = access_of(request)
    require(access.is_leadership or access.is_hr)
    return render(request, "portal/overview.html", {"page": overview_on(access.day)})


@login_not_required
@require_safe
@kept_page
def impact_public(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    return render(request, "portal/impact_public.html", {"page": overview_on(today())})


@login_not_required
@require_safe
@kept_page
def impact_print(request: HttpRequest) -> HttpResponse:
    """The same as a sheet of paper, all tables open."""
    return render(request, "portal/impact_print.html", {"page": overview_on(today())})
