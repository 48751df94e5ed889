"""A unit's dashboard."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from surveys.office.dashboard import dashboard_of, wanted_span
from surveys.office.frame import enter, show


@require_safe
def dashboard(request: HttpRequest, unit_code: str) -> HttpResponse:
    """How a unit's survey stands today and in the running period (or `?periode=`), and what to do next."""
    office = enter(request, unit_code)
    span = wanted_span(request.GET.get("periode", ""), office.day)
    found = dashboard_of(unit=office.unit, span=span, day=office.day)
    return show(request, office, "surveys/office/dashboard.html", {"board": found, "span": span})
