"""The page on which sheets of paper are typed in, and the blank form to print."""

from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Account
from surveys.models import PaperStack
from surveys.office.frame import Office, enter, show
from surveys.paper import corrections, entry
from surveys.paper.blank import blank_form
from surveys.paper.entry import Entered, PaperError
from surveys.paper.forms import SheetForm
from surveys.paper.screen import filled_from, next_values, questions_of, services_of, stack_of, standing_of
from surveys.periods import quarter_of
from surveys.publications.published import accepts_late

_LATE = gettext_lazy(
    "Masa penerimaan triwulan itu sudah lewat: angka yang sudah diumumkan berubah hanya lewat versi baru."
)


@require_http_methods(["GET", "POST"])
def sheets_in(request: HttpRequest, unit_code: str) -> HttpResponse:
    """The entry form; a sheet sent by script is answered in JSON, so that typing goes on meanwhile."""
    office = enter(request, unit_code, writing=True)
    stack = stack_of(office.unit, account_of(office), request.GET.get("tumpukan", ""))
    if request.method == "POST" and stack is not None:
        return _entered(request, office, stack)
    initial = next_values(stack, office.day) if stack else {}
    form = SheetForm(initial=initial, services=services_of(office.unit, office.day))
    return _page(request, office, stack, form, {}, "")


@require_POST
def new_stack(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Begin a new stack."""
    office = enter(request, unit_code, writing=True)
    try:
        stack = entry.open_stack(unit=office.unit, by=account_of(office), now=timezone.now())
    except PaperError as refusal:
        messages.error(request, refusal.message)
        return redirect("paper_entry", unit_code)
    return redirect(_address(stack, unit_code))


@require_POST
def undo(request: HttpRequest, unit_code: str, number: int) -> HttpResponse:
    """Take the last sheet of a stack back."""
    office = enter(request, unit_code, writing=True)
    stack = get_object_or_404(PaperStack, unit=office.unit, number=number)
    try:
        sheet = corrections.undo_last(stack=stack, by=account_of(office), now=timezone.now())
    except PaperError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Lembar %(number)d dibatalkan.") % {"number": sheet.number})
    return redirect(_address(stack, unit_code))


@require_safe
def blank(request: HttpRequest, unit_code: str) -> HttpResponse:
    """The questionnaire to print, as PDF."""
    office = enter(request, unit_code)
    content = questions_of(office.unit)
    if content is None:
        messages.error(request, _("Belum ada kuesioner yang diterbitkan."))
        return redirect("survey_office", unit_code)
    file = blank_form(unit=office.unit, content=content, services=services_of(office.unit, office.day))
    headers = {"Content-Disposition": f'inline; filename="kuesioner-{office.unit.code}.pdf"'}
    return HttpResponse(file, content_type="application/pdf", headers=headers)


def account_of(office: Office) -> Account:
    """Who works here; the office is closed to strangers."""
    assert office.access.account is not None
    return office.access.account


def _entered(request: HttpRequest, office: Office, stack: PaperStack) -> HttpResponse:
    form = SheetForm(request.POST, services=services_of(office.unit, office.day))
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        if not form.is_valid():
            raise PaperError(form.problem())
        done = entry.enter(
            stack=stack,
            number=form.cleaned_data["number"],
            filled=filled_from(office.unit, form, request.POST.dict()),
            by=account_of(office),
            now=timezone.now(),
        )
    except PaperError as refusal:
        if by_script:
            return JsonResponse({"message": refusal.message}, status=422)
        return _page(request, office, stack, form, request.POST.dict(), refusal.message)
    if by_script:
        return _in_json(request, office, stack, done)
    told = messages.warning if done.alike else messages.success
    told(request, _words(done, office.day))
    return redirect(_address(stack, office.unit.code))


def _in_json(request: HttpRequest, office: Office, stack: PaperStack, done: Entered) -> JsonResponse:
    context = {"unit": office.unit, "standing": standing_of(stack, _midnight(office))}
    status = render_to_string("surveys/paper/standing.html", context, request)
    return JsonResponse({"words": _words(done, office.day), "alike": done.alike is not None, "status": status})


def _words(done: Entered, today: date) -> str:
    """What became of a sheet, with what to know when its period's days of grace are over."""
    late = "" if accepts_late(quarter_of(done.sheet.response.day), today) else f" {_LATE}"
    return f"{_outcome(done)}{late}"


def _outcome(done: Entered) -> str:
    if done.alike:
        return _(
            "Lembar %(number)d tersimpan. Semua jawabannya sama dengan lembar %(before)d: "
            "bila lembar yang sama, tekan Batalkan lembar terakhir."
        ) % {"number": done.sheet.number, "before": done.alike.number}
    if not done.is_new:
        return _("Lembar %(number)d sudah tersimpan sebelumnya.") % {"number": done.sheet.number}
    return _("Lembar %(number)d tersimpan.") % {"number": done.sheet.number}


def _page(
    request: HttpRequest,
    office: Office,
    stack: PaperStack | None,
    form: SheetForm,
    typed: dict[str, str],
    problem: str,
) -> HttpResponse:
    context: dict[str, Any] = {"stack": stack, "form": form, "content": questions_of(office.unit), "typed": typed}
    if stack:
        context["standing"] = standing_of(stack, _midnight(office))
    context["problem"] = problem
    return show(request, office, "surveys/paper/entry.html", context, status=422 if problem else 200)


def _midnight(office: Office) -> datetime:
    return datetime.combine(office.day, time(), timezone.get_default_timezone())


def _address(stack: PaperStack, unit_code: str) -> str:
    return f"{reverse('paper_entry', args=[unit_code])}?tumpukan={stack.number}"
