"""Partners and the agreements with them, for BKPSDM."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from partners.agreements import SOON_DAYS, by_end, days_left
from people.access import access_of, require

PAGE_SIZE = 25


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement with how long it still holds."""
    access = access_of(request)
    require(access.is_hr)
    page = Paginator(by_end(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(agreement, days_left(agreement, access.day)) for agreement in page]
    return render(request, "partners/agreements.html", {"page": page, "rows": rows, "soon": SOON_DAYS})
