"""The survey behind a one-time link: the same page, without account, session or cookie."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pembinaan.base.dates import city_day
from surveys.answers import AnswerError, Answers, read_answers
from surveys.content import SurveyContent, survey_content
from surveys.invitations.spending import SpentError, answer_by_link, invitation_of
from surveys.models import Invitation
from surveys.sheets import is_own
from surveys.spoken import address_in, in_language_of_address
from surveys.survey_views import NOTHING, as_shown, client_id_of, page_context, sheet_of

LONGEST_TOKEN = 64


# No session that a foreign page could ride on; the form must come from our own page.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_language_of_address
def invited(request: HttpRequest, token: str, language: str) -> HttpResponse:
    """Show the questionnaire of a link; a finished answer spends it, nothing else does."""
    found = invitation_of(token) if len(token) <= LONGEST_TOKEN else None
    content = _content(found, language) if found else None
    if found is None or content is None:
        return _closed(request, None, language, status=404)
    now = timezone.now()
    if request.method == "POST" and is_own(request):
        return _answered(request, token, content, language)
    if found.is_spent or found.expires_at <= now or not content.is_open(city_day(now)):
        return _closed(request, content, language, was_used=found.is_spent)
    return _page(request, token, content, language, sheet=sheet_of(content, uuid4()), answers=NOTHING, message="")


def _content(found: Invitation, language: str) -> SurveyContent | None:
    """What the link asks; a service that was taken away since leaves its unit."""
    code = found.service.code if found.service else ""
    return survey_content(found.unit.code, code, language) or survey_content(found.unit.code, "", language)


def _answered(request: HttpRequest, token: str, content: SurveyContent, language: str) -> HttpResponse:
    sheet = request.POST.get("sheet", "")
    content = as_shown(sheet, content, language)
    answers = read_answers(content, request.POST)
    # The link itself says that the page may be answered: one that lay open for a week is as good.
    client_id = client_id_of(sheet, content, good_for_seconds=None) or uuid4()
    try:
        is_new = answer_by_link(token=token, content=content, answers=answers, client_id=client_id, now=timezone.now())
    except SpentError:
        return _closed(request, content, language, was_used=True)
    except AnswerError as refusal:
        return _page(
            request,
            token,
            content,
            language,
            sheet=sheet_of(content, client_id),
            answers=answers,
            message=refusal.message,
        )
    address = address_in("survey_thanks", language, content.unit_code)
    # 303: going back or reloading must not send the answers again.
    return HttpResponseRedirect(address if is_new else f"{address}?sudah", status=303)


def _page(
    request: HttpRequest,
    token: str,
    content: SurveyContent,
    language: str,
    *,
    sheet: str,
    answers: Answers,
    message: str,
) -> HttpResponse:
    context = page_context(content, language, sheet=sheet, answers=answers, message=message) | {"token": token}
    response = render(request, "surveys/invitations/survey.html", context, status=422 if message else 200)
    return _private(response)


def _closed(
    request: HttpRequest, content: SurveyContent | None, language: str, *, was_used: bool = False, status: int = 410
) -> HttpResponse:
    context = {"content": content, "language": language, "was_used": was_used}
    title = _("Tautan tidak dikenal") if content is None else _("Tautan ini sudah tidak berlaku")
    return _private(render(request, "surveys/invitations/closed.html", {**context, "title": title}, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    # The address is the secret: no other site may learn it from a link that is followed from here.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
