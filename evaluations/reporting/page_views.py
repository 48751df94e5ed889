"""The page of a report: what is known today, read anew."""

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from evaluations.access import may_read_report, may_read_reports
from evaluations.reporting.facts import NothingToReportError, gather
from evaluations.reporting.pictures import charts_of
from evaluations.reporting.scopes import Scope, ScopeKind, named, scope_of
from pembinaan.base.dates import today
from people.access import access_of, require

YEARS_BACK: Final = 2
MOST_OPEN: Final = 40
"""Cells of a table that is open at once; a longer one is opened by a press, so that a phone shows the page whole."""


@require_GET
def report_of(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """To the report about something over this year and the two before it; a batch and a year have their own days."""
    access = access_of(request)
    require(may_read_reports(access))
    if kind not in ScopeKind.values:
        raise Http404
    year = access.day.year
    found = named([Scope(ScopeKind(kind), key, date(year - YEARS_BACK, 1, 1), date(year, 12, 31))])
    if not found:
        raise Http404
    require(may_read_report(access, found[0]))
    return redirect("evaluation_report", found[0].code)


@require_GET
def report_page(request: HttpRequest, scope: str) -> HttpResponse:
    """What a report of this scope says today."""
    access = access_of(request)
    require(may_read_reports(access))
    found = scope_of(scope)
    if found is None:
        raise Http404
    require(may_read_report(access, found))
    context: dict[str, Any] = {"scope": found}
    try:
        context |= _shown(found)
    except NothingToReportError as refusal:
        context["nothing"] = refusal.message
    return render(request, "evaluations/reporting/page.html", context)


def _shown(scope: Scope) -> dict[str, Any]:
    facts = gather(scope=scope, day=today())
    chapters = [
        {**each, "charts": charts_of(each["picture"]), "tables": [_labelled(table) for table in each["tables"]]}
        for each in facts.paper["chapters"]
    ]
    return {"paper": facts.paper, "chapters": chapters, "digest": facts.digest}


def _labelled(table: dict[str, Any]) -> dict[str, Any]:
    """The table whose cells know their column, as narrow screens show them."""
    first = table["numbers_from"]
    heads = [{"words": words, "is_number": place >= first} for place, words in enumerate(table["head"])]
    rows = [
        [{**head, "label": head["words"], "words": words} for words, head in zip(row, heads, strict=True)]
        for row in table["rows"]
    ]
    is_long = len(rows) * len(heads) > MOST_OPEN
    return {"caption": table["caption"], "head": heads, "rows": rows, "is_long": is_long}
