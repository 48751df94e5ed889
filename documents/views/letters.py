"""Where HR prints the letters with activation codes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from documents.letters import LettersError, units_with_people_waiting, write_activation_letters
from people.access import access_of, require

PAGE_SIZE = 25


@require_GET
def letter_units(request: HttpRequest) -> HttpResponse:
    """The units in which people still wait for their code."""
    access = access_of(request)
    require(access.is_hr)
    name = request.GET.get("nama", "").strip()
    page = Paginator(units_with_people_waiting(day=access.day, name=name), PAGE_SIZE).get_page(request.GET.get("page"))
    query = urlencode({"nama": name}) if name else ""
    return render(request, "documents/letter_units.html", {"page": page, "name": name, "query": query})


@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Say what new letters do to old codes; then write them."""
    access = access_of(request)
    require(access.is_hr)
    unit = get_object_or_404(units_with_people_waiting(day=access.day), code=unit_code)
    if request.method == "GET":
        return render(request, "documents/letters.html", {"unit": unit})
    assert access.account is not None
    try:
        content = write_activation_letters(unit=unit, by=access.account, now=timezone.now())
    except LettersError as refusal:
        messages.warning(request, refusal.message)
        return redirect("letter_units")
    headers = {
        "Content-Disposition": f'attachment; filename="surat-aktivasi-{unit.code}.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
