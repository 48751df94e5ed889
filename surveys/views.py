"""Public results: of a unit, a sector, the city; and how they are computed. No session, no cookie."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from documents.qr import svg
from pembinaan.base.dates import today
from people.models import Sector, Unit
from surveys import stuffing
from surveys.content import last_successor, open_services
from surveys.kept import kept_page
from surveys.models import SATISFACTION, Element, GradeBandRow, SurveyRule
from surveys.office.plans import improvements_done
from surveys.pages import Asked, SectorLine, UnitLine, plans_of, results_of, sector_lines, unit_lines, unit_results
from surveys.periods_shown import stored_spans
from surveys.publications.mixes import BIG_CHANGE
from surveys.publications.scopes import city_scope, sector_scope
from surveys.publications.shown import respondent_tables
from surveys.questionnaires.results import others_asked, others_in_city
from surveys.reports import rules_on

UNITS_A_PAGE = 25


def _asked(request: HttpRequest) -> Asked:
    return Asked(request.GET.get("periode", ""), request.GET.get("versi", ""))


def _has_provisional(lines: Sequence[UnitLine | SectorLine]) -> bool:
    return any(line.figure.is_shown and not line.is_published for line in lines)


def embedding(kind: str, code: str, page: str) -> dict[str, str]:
    """The whole addresses of a page and of its badge, for other sites; and the badge's own for this one."""
    site, badge = settings.SITE_ADDRESS.rstrip("/"), reverse("badge", args=[kind, code])
    return {"page_address": f"{site}{page}", "badge_address": f"{site}{badge}", "badge_path": badge}


def survey_address(unit: Unit) -> str:
    """The survey's whole address, as posters carry it."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('survey', args=[unit.code])}"


@login_not_required
@require_safe
@kept_page
def unit(request: HttpRequest, unit_code: str) -> HttpResponse:
    """A unit's public page; a merged unit's page keeps its figures and names the successor."""
    found = Unit.objects.without_tree_fields().select_related("sector", "merged_into").filter(code=unit_code).first()
    if found is None:
        return render(request, "surveys/unknown.html", {"unit_code": unit_code}, status=404)
    day = today()
    results = unit_results(unit=found, asked=_asked(request), day=day)
    context = {
        "unit": found,
        "successor": last_successor(found),
        "is_open": found.ends_on is None or found.ends_on >= day,
        "results": results,
        "services": open_services(found.pk, day),
        "plans": plans_of(found, day),
        "others": others_asked(found.pk, day),
        "survey_address": survey_address(found),
        "respondents": respondent_tables(results.published.content) if results.published else (),
        **embedding("unit", found.code, reverse("unit", args=[found.code])),
    }
    return render(request, "surveys/unit.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def unit_qr(request: HttpRequest, unit_code: str) -> HttpResponse:
    """The QR code of a unit's survey, as a picture."""
    found = get_object_or_404(Unit.objects.without_tree_fields(), code=unit_code)
    return HttpResponse(svg(survey_address(found)), content_type="image/svg+xml")


@login_not_required
@require_safe
@kept_page
def sector(request: HttpRequest, code: str) -> HttpResponse:
    """A sector's figure and its units."""
    found = get_object_or_404(Sector, code=code)
    day = today()
    units = Unit.objects.without_tree_fields().filter(sector=found)
    unit_ids = list(units.order_by("pk").values_list("pk", flat=True))
    results = results_of(unit_ids=unit_ids, scope=sector_scope(found), asked=_asked(request), day=day)
    page = Paginator(units.on(day).order_by("name", "pk"), UNITS_A_PAGE).get_page(request.GET.get("page"))
    lines = unit_lines(units=list(page), span=results.span, rules=results.rules)
    query = urlencode({"periode": results.span.code})
    context = {
        "sector": found,
        "results": results,
        "lines": lines,
        "page": page,
        "query": query,
        "has_provisional": _has_provisional(lines),
        "improvements": improvements_done(unit_ids=unit_ids, day=day),
        **embedding("sektor", code, reverse("sector", args=[code])),
    }
    return render(request, "surveys/sector.html", context)


@login_not_required
@require_safe
@kept_page
def city(request: HttpRequest) -> HttpResponse:
    """The city's figure and its sectors."""
    unit_ids = list(Unit.objects.without_tree_fields().order_by("pk").values_list("pk", flat=True))
    asked, stored, day = _asked(request), stored_spans(), today()
    results = results_of(unit_ids=unit_ids, scope=city_scope(), asked=asked, stored=stored, day=day)
    lines = sector_lines(span=results.span, rules=results.rules)
    context = {
        "others": others_in_city(),
        "results": results,
        "lines": lines,
        "has_provisional": _has_provisional(lines),
        "improvements": improvements_done(unit_ids=unit_ids, day=day),
        **embedding("kota", "kota", reverse("city")),
    }
    return render(request, "surveys/city.html", context)


@login_not_required
@require_safe
@kept_page
def method(request: HttpRequest) -> HttpResponse:
    """How the figures are made: sources, formula, weight, grades, what is hidden, what happens to answers."""
    day = today()
    rules = rules_on(day)
    context = {
        "rules": rules,
        "elements": Element.objects.filter(key__in=[element.key for element in rules.elements]).order_by("position"),
        "bands": GradeBandRow.objects.on(day).filter(scheme=SATISFACTION).order_by("-lowest"),
        "stuffing": stuffing,
        "grace_days": (SurveyRule.objects.in_force(day).first() or SurveyRule()).grace_days,
        "big_change": BIG_CHANGE,
    }
    return render(request, "surveys/method.html", context)
