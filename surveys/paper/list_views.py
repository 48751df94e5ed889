"""The sheets that were typed in, and what was corrected or withdrawn, by whom and why."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.spreadsheets import filters_of
from surveys.models import PaperSheet
from surveys.office.frame import Office, enter, show
from surveys.paper.corrections import correct, withdraw
from surveys.paper.entry import PaperError
from surveys.paper.entry_views import account_of
from surveys.paper.forms import SheetForm, WhyForm
from surveys.paper.screen import filled_from, questions_of, services_of

PAGE_SIZE = 25


@require_safe
def sheets(request: HttpRequest, unit_code: str) -> HttpResponse:
    """All sheets of a unit, the latest first; those that no longer count stay in the list."""
    office = enter(request, unit_code)
    rows = PaperSheet.objects.with_fate().filter(stack__unit=office.unit)
    rows = rows.select_related("stack", "response__service", "entered_by", "ended_by")
    stack, changed = request.GET.get("tumpukan", ""), request.GET.get("hanya") == "koreksi"
    if stack.isdigit() and len(stack) < 9:
        rows = rows.filter(stack__number=int(stack))
    if changed:
        rows = rows.filter(ended_at__isnull=False)
    page = Paginator(rows.order_by("-entered_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "stack_number": stack, "only_changed": changed, "query": filters_of(request)}
    return show(request, office, "surveys/paper/list.html", context)


@require_http_methods(["GET", "POST"])
def correct_sheet(request: HttpRequest, unit_code: str, sheet_id: int) -> HttpResponse:
    """Type the sheet in again, with the reason."""
    office = enter(request, unit_code, writing=True)
    sheet = _sheet(office, sheet_id)
    services = services_of(office.unit, office.day)
    form = SheetForm(request.POST or None, initial=_values(sheet), services=services)
    # The number stays the sheet's: what is corrected is what stands on it.
    del form.fields["number"]
    why = WhyForm(request.POST or None)
    typed = request.POST.dict() or _typed(sheet)
    problem = _corrected(request, office, sheet, form, why) if request.method == "POST" else ""
    if problem is None:
        return redirect("paper_list", unit_code)
    context = {"sheet": sheet, "form": form, "why": why, "typed": typed, "problem": problem}
    context["content"] = questions_of(office.unit, str(sheet.response.version_id))
    return show(request, office, "surveys/paper/correct.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "POST"])
def withdraw_sheet(request: HttpRequest, unit_code: str, sheet_id: int) -> HttpResponse:
    """Say what is lost, then take the sheet out."""
    office = enter(request, unit_code, writing=True)
    sheet = _sheet(office, sheet_id)
    why = WhyForm(request.POST or None)
    if request.method == "POST" and why.is_valid():
        try:
            withdraw(sheet=sheet, why=why.cleaned_data["why"], by=account_of(office), now=timezone.now())
        except PaperError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Lembar %(number)d ditarik.") % {"number": sheet.number})
        return redirect("paper_list", unit_code)
    return show(request, office, "surveys/paper/withdraw.html", {"sheet": sheet, "why": why})


def _corrected(request: HttpRequest, office: Office, sheet: PaperSheet, form: SheetForm, why: WhyForm) -> str | None:
    """Correct the sheet; what to mend when that isn't possible."""
    if not why.is_valid():
        return _("Tuliskan sebabnya, supaya koreksi ini dapat dijelaskan.")
    if not form.is_valid():
        return form.problem()
    try:
        filled = filled_from(office.unit, form, request.POST.dict())
        correct(sheet=sheet, filled=filled, why=why.cleaned_data["why"], by=account_of(office), now=timezone.now())
    except PaperError as refusal:
        return refusal.message
    messages.success(request, _("Lembar %(number)d dikoreksi.") % {"number": sheet.number})
    return None


def _sheet(office: Office, sheet_id: int) -> PaperSheet:
    sheets = PaperSheet.objects.select_related("stack", "response__service")
    return get_object_or_404(sheets, pk=sheet_id, stack__unit=office.unit)


def _values(sheet: PaperSheet) -> dict[str, object]:
    answer = sheet.response
    service = answer.service
    return {"day": answer.day, "service": service.code if service else "", "client_id": uuid4()}


def _typed(sheet: PaperSheet) -> dict[str, str]:
    answer = sheet.response
    typed = {f"u{place}": str(score) for place, score in enumerate(answer.scores, start=1)}
    respondent = {field: getattr(answer, field) for field in ("sex", "age_group", "education", "occupation")}
    return {**typed, **respondent, "comment": answer.comment}
