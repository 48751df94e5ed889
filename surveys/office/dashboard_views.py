"""A unit's dashboard."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from surveys.office.frame import enter, show


@require_safe
def dashboard(request: HttpRequest, unit_code: str) -> HttpResponse:
    """How a unit's survey stands today and in the running period, and what to do next."""
    office = enter(request, unit_code)
    return show(request, office, "surveys/office/dashboard.html", {})
