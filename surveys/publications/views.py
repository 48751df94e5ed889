"""BKPSDM publishes finished periods: the list, everything that is ready at once, and one scope with its versions."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from pembinaan.base.dates import today
from pembinaan.base.errors import DomainError
from people.access import Access, access_of, require
from people.models import Unit
from surveys.models import Publication
from surveys.periods import Span, named_span
from surveys.publications.batch import AT_ONCE, publish_period, start_publishing
from surveys.publications.forms import ReasonForm
from surveys.publications.published import last_day_of_grace
from surveys.publications.publishing import Outcome, publish_groups, publish_new_version, publish_units
from surveys.publications.scopes import CITY, SECTOR, UNIT, Scope, scope_of
from surveys.publications.states import (
    Line,
    State,
    group_line_states,
    is_open,
    ready_units,
    unit_line_states,
    units_of,
    waiting_to_be_published,
)
from surveys.publications.years import spans_to_publish

PAGE_SIZE = 25


@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    """What is ready to publish, published, or changed since, in one period."""
    require(access_of(request).is_hr)
    day = today()
    spans = spans_to_publish(day)
    span = _asked_span(request) or next((one for one in spans if is_open(one, day)), spans[0])
    lines = unit_line_states(units_of(span), span)
    wanted = request.GET.get("keadaan", "")
    chosen = [line for line in lines if line.state == wanted] if wanted in list(State) else lines
    context = {
        "span": span,
        "spans": spans if span in spans else [span, *spans],
        "page": Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page")),
        "groups": group_line_states(span),
        "counts": {state.value: sum(line.state is state for line in lines) for state in State},
        "wanted": wanted,
        "is_open": is_open(span, day),
        "last_day": last_day_of_grace(span),
        "query": urlencode({"periode": span.code, "keadaan": wanted}),
    }
    return render(request, "surveys/publications/list.html", context)


@require_http_methods(["GET", "POST"])
def publish_ready(request: HttpRequest) -> HttpResponse:
    """Publish all units that are ready in a period, then its sectors and the city; asked first what that means."""
    access = access_of(request)
    require(access.is_hr)
    span = _asked_span(request) or waiting_to_be_published(today())[0]
    ready = set(ready_units(unit_line_states(units_of(span), span)))
    units = [unit for unit in units_of(span) if unit.pk in ready]
    if request.method == "POST":
        return _publish_all(request, access, units, span)
    context = {"span": span, "units": units, "is_open": is_open(span, today()), "last_day": last_day_of_grace(span)}
    return render(request, "surveys/publications/publish_ready.html", context)


def _publish_all(request: HttpRequest, access: Access, units: list[Unit], span: Span) -> HttpResponse:
    back = redirect(f"{reverse('publications')}?{urlencode({'periode': span.code})}")
    now = timezone.now()
    try:
        if len(units) > AT_ONCE and access.account:
            job = start_publishing(units=units, span=span, by=access.account, now=now)
            return redirect("job", job_id=job.pk)
        _tell(request, publish_period(units=units, span=span, by=access.account, now=now))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return back


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    count = len(outcome.published)
    done = ngettext("%(n)d angka diumumkan.", "%(n)d angka diumumkan.", count) % {"n": count}
    (messages.success if count else messages.info)(request, done)
    for scope, why in outcome.refused[:5]:
        messages.warning(request, f"{scope.name}: {why}")


@require_http_methods(["GET", "POST"])
def publication(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """One scope's period: its versions, what changed since, and publishing it (again, with a reason)."""
    access = access_of(request)
    require(access.is_hr)
    scope, span = _scope(kind, code), named_span(period)
    if span is None:
        raise Http404
    line = _line(scope, span)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and (line.publication is None or form.is_valid()):
        try:
            _publish_one(request, access, line, span, form)
            return redirect("publication", kind, code, span.code)
        except DomainError as refusal:
            messages.error(request, refusal.message)
    versions = Publication.objects.filter(scope.condition, period_code=span.code).select_related("published_by")
    context = {
        "scope": scope,
        "span": span,
        "line": line,
        "form": form,
        "versions": versions.order_by("-version"),
        "is_open": is_open(span, today()),
        "last_day": last_day_of_grace(span),
        "public_page": _public_page(scope, span),
    }
    return render(request, "surveys/publications/publication.html", context)


def _publish_one(request: HttpRequest, access: Access, line: Line, span: Span, form: ReasonForm) -> None:
    now, by = timezone.now(), access.account
    if line.publication:
        reason = form.cleaned_data["reason"]
        made = publish_new_version(scope=line.scope, span=span, reason=reason, by=by, now=now)
        messages.success(request, _("Versi %(n)d diumumkan.") % {"n": made.version})
    elif line.scope.kind == UNIT:
        unit = Unit.objects.without_tree_fields().get(pk=line.scope.pk)
        _tell(request, publish_units(units=[unit], span=span, by=by, now=now))
    else:
        _tell(request, publish_groups(span=span, by=by, now=now))


def _line(scope: Scope, span: Span) -> Line:
    if scope.kind == UNIT:
        return unit_line_states(list(Unit.objects.without_tree_fields().filter(pk=scope.pk)), span)[0]
    lines = [line for line in group_line_states(span) if line.scope == scope]
    return lines[0] if lines else Line(scope, State.FEW, 0)


def _scope(kind: str, code: str) -> Scope:
    found = scope_of(kind, code)
    if found is None:
        raise Http404
    return found


def _public_page(scope: Scope, span: Span) -> str:
    names: dict[str, tuple[str, list[str]]] = {
        UNIT: ("unit", [scope.code]), SECTOR: ("sector", [scope.code]), CITY: ("city", []),
    }  # fmt: skip
    name, arguments = names[scope.kind]
    return f"{reverse(name, args=arguments)}?{urlencode({'periode': span.code})}"


def _asked_span(request: HttpRequest) -> Span | None:
    return named_span(request.GET.get("periode", ""))
