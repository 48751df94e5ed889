"""A citizen's complaint and its state: no account, no session, no cookie."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from pembinaan.base.dates import city_day
from surveys.complaints.receiving import MOST_CONTACT, MOST_TEXT, ComplaintError, Letter, receive
from surveys.content import SurveyContent, open_services, survey_content
from surveys.models import Complaint, ComplaintRule, Element
from surveys.origins import complaint_network
from surveys.sheets import Sheets, is_own
from surveys.spoken import address_in, in_language_of_address

# Another salt than the survey's: a sheet of one page is no sheet of the other.
SHEETS = Sheets(signing.TimestampSigner(salt="surveys.complaint"))


# There is no session that a foreign page could ride on; Sec-Fetch-Site and Origin keep foreign forms out.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_language_of_address
def complain(request: HttpRequest, unit_code: str, language: str) -> HttpResponse:
    """The form of a complaint about a unit, and taking it."""
    content = survey_content(unit_code, "", language)
    if content is None:
        return render(request, "surveys/unknown.html", {"unit_code": unit_code}, status=404)
    if not content.is_open(city_day(timezone.now())):
        if content.successor:
            return redirect(address_in("complain", language, content.successor.code))
        return render(request, "surveys/closed.html", {"content": content, "language": language, "heir": None})
    if request.method != "POST":
        return _form(request, content, language, Letter("", service_code=request.GET.get("layanan", "")))
    if not is_own(request):
        return render(request, "surveys/foreign.html", {"content": content, "language": language}, status=403)
    return _taken(request, content, language)


@login_not_required
@require_safe
@in_language_of_address
def complaint_state(request: HttpRequest, language: str) -> HttpResponse:
    """How far a complaint is, by its number: no text is shown, so the number needs no other proof."""
    number = "".join(request.GET.get("nomor", "").upper().replace("-", "").split())[:12]
    found = Complaint.objects.select_related("unit").filter(reference=number).first() if number else None
    context = {
        "language": language,
        "number": number,
        "complaint": found,
        "is_new": "baru" in request.GET,
        "is_late": found is not None and found.is_overdue(city_day(timezone.now())),
    }
    return _uncached(render(request, "surveys/complaints/state.html", context))


def _taken(request: HttpRequest, content: SurveyContent, language: str) -> HttpResponse:
    now, sent = timezone.now(), request.POST
    contact = sent.get("contact", "").strip() if "answer" in sent or sent.get("contact") else ""
    letter = Letter(sent.get("text", ""), contact, sent.get("service", ""), sent.get("element", ""))
    known = SHEETS.read(sent.get("sheet", ""))
    if known is None or known[0] != content.unit_code:
        message = _("Halaman ini terbuka terlalu lama. Tulisan Anda masih ada; tekan Kirim sekali lagi.")
        return _form(request, content, language, letter, message=message)
    network = complaint_network(request, day=city_day(now))
    try:
        received = receive(content=content, letter=letter, client_id=known[1], network=network, now=now)
    except ComplaintError as refusal:
        return _form(request, content, language, letter, message=refusal.message, sheet=sent["sheet"])
    # 303: going back or reloading must not send it again.
    address = address_in("complaint_state", language)
    return HttpResponseRedirect(f"{address}?nomor={received.reference}&baru", status=303)


def _form(
    request: HttpRequest, content: SurveyContent, language: str, letter: Letter, *, message: str = "", sheet: str = ""
) -> HttpResponse:
    day = city_day(timezone.now())
    rule = ComplaintRule.objects.in_force(day)
    context: dict[str, Any] = {
        "content": content,
        "language": language,
        "letter": letter,
        "message": message,
        "sheet": sheet or SHEETS.made(content.unit_code, uuid4()),
        "services": open_services(content.unit_id, day),
        "elements": Element.objects.of("skm"),
        "rule": rule,
        "most_text": MOST_TEXT,
        "most_contact": MOST_CONTACT,
    }
    status = 422 if message else 200
    return _uncached(render(request, "surveys/complaints/form.html", context, status=status))


def _uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return response
