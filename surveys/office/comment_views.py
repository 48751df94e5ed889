"""A unit's comments: reading, searching, taking along, hiding."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import spreadsheets
from people.models import Account
from surveys.models import AnswerQuerySet, HiddenComment, Response, Service
from surveys.office.comments import Wanted, comments_of
from surveys.office.dashboard import offers_around
from surveys.office.forms import HidingForm
from surveys.office.frame import Office, enter, show
from surveys.office.hiding import HidingError, hide, show_again
from surveys.periods import named_span
from surveys.targets import period_kind_on, span_around

PAGE_SIZE = 25
LONGEST_SEARCH = 100


@require_safe
def comments(request: HttpRequest, unit_code: str) -> HttpResponseBase:
    """The comments that fit the filters, by pages or as a file; hidden ones only for those who work here."""
    office = enter(request, unit_code)
    services = list(Service.objects.filter(unit=office.unit).order_by("name", "pk"))
    wanted = _wanted(request, office, services)
    found = comments_of(unit_id=office.unit.pk, wanted=wanted)
    if spreadsheets.wanted(request):
        return _file(office, found)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    if wanted.only_hidden:
        _add_hidings(page.object_list)
    context = {
        "page": page,
        "wanted": wanted,
        "services": services,
        "offers": offers_around(span_around(office.day, period_kind_on(office.day)), office.day),
        "query": spreadsheets.filters_of(request),
    }
    return show(request, office, "surveys/office/comments.html", context)


@require_http_methods(["GET", "POST"])
def hide_comment(request: HttpRequest, unit_code: str, pk: int) -> HttpResponse:
    """One comment, and why it is hidden."""
    office = enter(request, unit_code, writing=True)
    response = _found(office, pk)
    form = HidingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hide(response=response, by=_account(office), now=timezone.now(), **form.cleaned_data)
        except HidingError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saran disembunyikan dari daftar dan berkas."))
            return redirect("survey_comments", office.unit.code)
    return show(request, office, "surveys/office/hide_comment.html", {"form": form, "response": response})


@require_POST
def show_comment(request: HttpRequest, unit_code: str, pk: int) -> HttpResponse:
    """Show a hidden comment again."""
    office = enter(request, unit_code, writing=True)
    try:
        show_again(response=_found(office, pk), by=_account(office), now=timezone.now())
    except HidingError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Saran ditampilkan kembali."))
    return redirect("survey_comments", office.unit.code)


def _wanted(request: HttpRequest, office: Office, services: list[Service]) -> Wanted:
    asked = request.GET
    return Wanted(
        words=asked.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        span=named_span(asked.get("periode", "")),
        service=next((one for one in services if one.code == asked.get("layanan")), None),
        only_low=asked.get("nilai") == "rendah",
        only_hidden=asked.get("keadaan") == "tersembunyi" and office.may_write,
    )


def _found(office: Office, pk: int) -> Response:
    return get_object_or_404(Response.objects.exclude(comment=""), pk=pk, unit=office.unit)


def _account(office: Office) -> Account:
    """Whoever entered: nobody works here without an account."""
    assert office.access.account is not None
    return office.access.account


def _add_hidings(responses: Any) -> None:
    hidings = HiddenComment.objects.in_force().filter(response__in=[one.pk for one in responses])
    known = {hiding.response_id: hiding for hiding in hidings.select_related("hidden_by").order_by("pk")}
    for response in responses:
        response.hiding = known.get(response.pk)


def _file(office: Office, found: AnswerQuerySet) -> FileResponse:
    title = _("Saran warga %(unit)s") % {"unit": office.unit.name}
    header = (_("Hari"), _("Layanan"), _("Saran"), _("Jawaban terendah"))
    return spreadsheets.table(name=title, title=_("Saran"), header=header, rows=_rows(found))


def _rows(found: AnswerQuerySet) -> Iterator[tuple[Any, ...]]:
    for response in found.iterator(spreadsheets.CHUNK):
        yield response.day, response.service.name if response.service else "", response.comment, min(response.scores)
