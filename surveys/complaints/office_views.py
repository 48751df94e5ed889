"""A unit's complaints in its survey office: list, opening (which is noted), answering, finishing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Account
from surveys.complaints.forms import AnswerForm
from surveys.complaints.handling import HandlingError, Opened, answer, finish, read
from surveys.complaints.queries import complaint_counts
from surveys.models import OPEN_STATES, Complaint, ComplaintRule
from surveys.office.frame import Office, enter, show
from surveys.periods import quarter_of

PAGE_SIZE = 25


@require_safe
def complaints(request: HttpRequest, unit_code: str) -> HttpResponse:
    """A unit's complaints: open ones first, the most urgent on top, then the closed ones, latest first."""
    office = enter(request, unit_code, writing=True)
    rows = Complaint.objects.visible_to(office.access).filter(unit=office.unit).select_related("service", "element")
    is_closed = Case(When(state__in=OPEN_STATES, then=0), default=1, output_field=IntegerField())
    urgency = Case(When(state__in=OPEN_STATES, then="due_on"))
    rows = rows.annotate(is_closed=is_closed).order_by("is_closed", urgency, "-due_on", "pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for row in page:
        row.is_late = row.is_overdue(office.day) and row.state != "lapsed"  # type: ignore[attr-defined]
    span = quarter_of(office.day)
    context = {
        "page": page,
        "span": span,
        "counts": complaint_counts(unit_ids=[office.unit.pk], first=span.first, last=span.last, day=office.day),
        "rule": ComplaintRule.objects.in_force(office.day),
    }
    return show(request, office, "surveys/complaints/list.html", context)


@require_safe
def complaint(request: HttpRequest, unit_code: str, reference: str) -> HttpResponse:
    """One complaint without its text: what it is about, how far it is, who did what."""
    office = enter(request, unit_code, writing=True)
    return _page(request, office, _found(office, reference), None)


@require_POST
@never_cache
def complaint_open(request: HttpRequest, unit_code: str, reference: str) -> HttpResponse:
    """The same page with text and contact; who opened it is noted."""
    office = enter(request, unit_code, writing=True)
    found = _found(office, reference)
    opened = read(complaint=found, by=_account(office), now=timezone.now())
    return _page(request, office, found, opened if found.is_open else None)


@require_POST
def complaint_answer(request: HttpRequest, unit_code: str, reference: str) -> HttpResponse:
    """Keep what was answered."""
    office = enter(request, unit_code, writing=True)
    found = _found(office, reference)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        opened = read(complaint=found, by=_account(office), now=timezone.now())
        return _page(request, office, found, opened, form=form, status=422)
    try:
        answer(complaint=found, note=form.cleaned_data["note"], by=_account(office), now=timezone.now())
    except HandlingError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tanggapan disimpan."))
    return redirect("complaint", unit_code, reference)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_finish(request: HttpRequest, unit_code: str, reference: str) -> HttpResponse:
    """Ask once more, then delete text and contact for good."""
    office = enter(request, unit_code, writing=True)
    found = _found(office, reference)
    if request.method != "POST":
        return show(request, office, "surveys/complaints/finish.html", {"complaint": found})
    try:
        finish(complaint=found, by=_account(office), now=timezone.now())
    except HandlingError as refusal:
        messages.error(request, refusal.message)
        return redirect("complaint", unit_code, reference)
    messages.success(request, _("Pengaduan selesai. Isi, kontak, dan tanggapannya sudah dihapus."))
    return redirect("complaints", unit_code)


def _account(office: Office) -> Account:
    assert office.access.account is not None  # nobody without an account enters
    return office.access.account


def _found(office: Office, reference: str) -> Complaint:
    rows = Complaint.objects.visible_to(office.access).select_related("unit", "service", "element")
    return get_object_or_404(rows, unit=office.unit, reference=reference)


def _page(
    request: HttpRequest,
    office: Office,
    found: Complaint,
    opened: Opened | None,
    *,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "complaint": found,
        "opened": opened,
        "is_late": found.is_overdue(office.day) and found.state != "lapsed",
        "form": form or AnswerForm(initial={"note": opened.note if opened else ""}),
        "steps": found.steps.select_related("by__employee").order_by("-at", "-pk")[:50],
    }
    return show(request, office, "surveys/complaints/detail.html", context, status=status)
