"""What every page of a unit's survey office begins and ends with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from people.access import Access, access_of, require
from people.models import Unit
from surveys.access import may_run_survey, may_see_survey
from surveys.office.tabs import tabs_of


@dataclass(frozen=True, slots=True)
class Office:
    """A unit's survey office as one visitor finds it on the city's day `day`."""

    unit: Unit
    access: Access
    day: date
    may_write: bool


def enter(request: HttpRequest, unit_code: str, *, writing: bool = False) -> Office:
    """The office of a unit; 404 without such a unit, 403 for whoever may not see it (with `writing`: work in it)."""
    access = access_of(request)
    unit = get_object_or_404(Unit.objects.without_tree_fields().select_related("sector"), code=unit_code)
    may_write = may_run_survey(access, unit.pk)
    require(may_write if writing else may_see_survey(access, unit.pk))
    return Office(unit, access, access.day, may_write)


def show(
    request: HttpRequest, office: Office, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page of the office; `template` extends surveys/office/base.html."""
    route = request.resolver_match.url_name if request.resolver_match else None
    tabs = tabs_of(access=office.access, unit=office.unit, route=route)
    frame = {"unit": office.unit, "may_write": office.may_write, "day": office.day, "tabs": tabs}
    return render(request, template, {**frame, **context}, status=status)
