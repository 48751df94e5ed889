"""Public results of questionnaires other than SKM. No session, no cookie."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pembinaan.base.dates import today
from people.models import Unit
from surveys.kept import kept_page
from surveys.models import Questionnaire
from surveys.questionnaires.city_results import city_results
from surveys.questionnaires.results import other_results, others_in_city

UNITS_A_PAGE = 25


@login_not_required
@require_safe
@kept_page
def other_unit(request: HttpRequest, unit_code: str, questionnaire: str) -> HttpResponse:
    """A unit's figure of one questionnaire; SKM's stands on the unit's own page."""
    unit = get_object_or_404(Unit.objects.without_tree_fields().select_related("sector"), code=unit_code)
    asked = Questionnaire.objects.others().filter(versions__published_at__isnull=False).distinct()
    found = get_object_or_404(asked, code=questionnaire)
    results = other_results(unit=unit, questionnaire=found, wanted=request.GET.get("periode", ""), day=today())
    is_asked = Questionnaire.objects.asked_at(unit.pk).on(today()).filter(pk=found.pk).exists()
    if not is_asked and not any(line.figure.count for line in results.lines):
        raise Http404
    context = {"unit": unit, "results": results, "is_asked": is_asked}
    return render(request, "surveys/questionnaires/results.html", context)


@login_not_required
@require_safe
@kept_page
def other_city(request: HttpRequest, questionnaire: str) -> HttpResponse:
    """A questionnaire's figure over the city, and the units that asked it."""
    found = get_object_or_404(others_in_city(), code=questionnaire)
    results = city_results(questionnaire=found, wanted=request.GET.get("periode", ""), day=today())
    page = Paginator(results.lines, UNITS_A_PAGE).get_page(request.GET.get("page"))
    context = {"results": results, "page": page, "query": urlencode({"periode": results.span.code})}
    return render(request, "surveys/questionnaires/city.html", context)
