"""The public survey: no account, no session, no cookie; one INSERT an answer."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pembinaan.base.dates import city_day
from surveys.answers import AnswerError, Answers, read_answers, submit
from surveys.content import SurveyContent, survey_content
from surveys.kept import KeptForSeconds
from surveys.models import SATISFACTION, Channel
from surveys.origins import origin_of
from surveys.sheets import GOOD_FOR_SECONDS, Sheets, is_own
from surveys.spoken import address_in, in_language_of_address
from surveys.stuffing import FASTEST_SECONDS

SHEETS = Sheets(signing.TimestampSigner(salt="surveys.page"))
SHEET_GOES_HERE = "sheet-goes-here"
NOTHING = Answers({}, ())
kept_pages: KeptForSeconds[str] = KeptForSeconds()


# There is no session that a foreign page could ride on; Sec-Fetch-Site and Origin keep foreign forms out.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_language_of_address
def survey(
    request: HttpRequest, unit_code: str, language: str, service_code: str = "", questionnaire: str = SATISFACTION
) -> HttpResponse:
    """Show the questionnaire of a unit or service; take the answers."""
    content = survey_content(unit_code, service_code, language, questionnaire=questionnaire)
    other = service_code or questionnaire != SATISFACTION
    if content is None and other and survey_content(unit_code, "", language):
        # The poster of a service or questionnaire that is gone: its unit can still be rated.
        return redirect(address_in("survey", language, unit_code))
    if content is None:
        return render(request, "surveys/unknown.html", {"unit_code": unit_code}, status=404)
    if not content.is_open(city_day(timezone.now())):
        return _closed(request, content, language)
    if request.method == "POST":
        return _answered(request, content, language)
    return _blank_page(request, content, language)


@login_not_required
@require_http_methods(["GET", "HEAD"])
@in_language_of_address
def thanks(request: HttpRequest, unit_code: str, language: str, questionnaire: str = SATISFACTION) -> HttpResponse:
    """Say thanks and show the way to the unit's results."""
    content = survey_content(unit_code, "", language, questionnaire=questionnaire)
    if content is None:
        return render(request, "surveys/unknown.html", {"unit_code": unit_code}, status=404)
    context = {"content": content, "language": language, "known_before": "sudah" in request.GET}
    return render(request, "surveys/thanks.html", context)


def taken(request: HttpRequest, content: SurveyContent, language: str) -> HttpResponse | None:
    """Store a whole, fresh answer from our own page and lead on to the thanks; None when it is anything else."""
    sheet, now = request.POST.get("sheet", ""), timezone.now()
    client_id = client_id_of(sheet, content)
    if client_id is None or not is_own(request):
        return None
    content = as_shown(sheet, content, language)
    answers, origin = read_answers(content, request.POST), origin_of(request, sheet=sheet, day=city_day(now))
    try:
        is_new = submit(
            content=content, answers=answers, client_id=client_id, channel=Channel.WEB, now=now, origin=origin
        )
    except AnswerError:
        return None
    # 303: going back or reloading must not send the answers again.
    address = _thanks_address(content, language)
    return HttpResponseRedirect(address if is_new else f"{address}?sudah", status=303)


def _closed(request: HttpRequest, content: SurveyContent, language: str) -> HttpResponse:
    """What was merged leads on: to the same service of the successor where it has one of that code."""
    heir = None
    if content.successor and content.service_code:
        heir = survey_content(content.successor.code, content.service_code, language)
    if heir and not heir.is_open(city_day(timezone.now())):
        heir = None
    return render(request, "surveys/closed.html", {"content": content, "language": language, "heir": heir})


def _answered(request: HttpRequest, content: SurveyContent, language: str) -> HttpResponse:
    if not is_own(request):
        return render(request, "surveys/foreign.html", {"content": content, "language": language}, status=403)
    done = taken(request, content, language)
    if done:
        return done
    sheet = request.POST.get("sheet", "")
    content = as_shown(sheet, content, language)
    answers = read_answers(content, request.POST)
    if client_id_of(sheet, content) is None:
        message = _("Halaman ini terbuka terlalu lama. Jawaban Anda masih ada; tekan Kirim sekali lagi.")
    else:
        message = _("Masih ada pertanyaan yang belum dijawab.")
    return _page(request, content, language, sheet=_sheet_again(sheet, content), answers=answers, message=message)


def _thanks_address(content: SurveyContent, language: str) -> str:
    if content.questionnaire == SATISFACTION:
        return address_in("survey_thanks", language, content.unit_code)
    return address_in("survey_other_thanks", language, content.unit_code, content.questionnaire)


def _blank_page(request: HttpRequest, content: SurveyContent, language: str) -> HttpResponse:
    """The page before any answer: the same for everyone but for its sheet, so it is made once in a while."""
    key = (content.unit_code, content.service_code, language, content.questionnaire, content.version)
    html = kept_pages.get(key, lambda: _html(request, content, language, sheet=SHEET_GOES_HERE))
    return _uncached(HttpResponse(html.replace(SHEET_GOES_HERE, sheet_of(content, uuid4()))))


def _page(
    request: HttpRequest, content: SurveyContent, language: str, *, sheet: str, answers: Answers, message: str
) -> HttpResponse:
    """The page again, with everything that was filled in and what is missing."""
    html = _html(request, content, language, sheet=sheet, answers=answers, message=message)
    return _uncached(HttpResponse(html, status=422))


def _html(
    request: HttpRequest,
    content: SurveyContent,
    language: str,
    *,
    sheet: str,
    answers: Answers = NOTHING,
    message: str = "",
) -> str:
    context = page_context(content, language, sheet=sheet, answers=answers, message=message)
    return render_to_string("surveys/survey.html", context, request)


def page_context(
    content: SurveyContent, language: str, *, sheet: str, answers: Answers, message: str
) -> dict[str, object]:
    """What the page of questions shows, with everything that was filled in."""
    return {
        "content": content,
        "language": language,
        "sheet": sheet,
        "scores": answers.scores,
        "missing": answers.missing,
        "respondent": answers.respondent,
        "comment": answers.comment,
        "extras": answers.extras,
        "message": message,
    }


def _uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-cache, private"
    return response


def as_shown(sheet: str, content: SurveyContent, language: str) -> SurveyContent:
    """What the page with this sheet asked: its answers must not be read under a version published meanwhile."""
    known = SHEETS.read(sheet, good_for_seconds=None)
    version = known[0].rpartition(".")[2] if known else content.version
    if version == content.version:
        return content
    asked = survey_content(
        content.unit_code, content.service_code, language, questionnaire=content.questionnaire, version=version
    )
    return asked or content


def sheet_of(content: SurveyContent, client_id: UUID, *, seconds_ago: int = 0) -> str:
    """The sheet of a page that asks `content`."""
    return SHEETS.made(f"{content.unit_code}.{content.version}", client_id, seconds_ago=seconds_ago)


def _sheet_again(sheet: str, content: SurveyContent) -> str:
    """The sheet of a page shown again: one missing answer is soon given, and must not look like stuffing.

    A good sheet stays with its time. One that is too old keeps its id, so that it still counts only once.
    """
    if client_id_of(sheet, content):
        return sheet
    client_id = client_id_of(sheet, content, good_for_seconds=None)
    return sheet_of(content, client_id, seconds_ago=FASTEST_SECONDS) if client_id else sheet_of(content, uuid4())


def client_id_of(sheet: str, content: SurveyContent, *, good_for_seconds: int | None = GOOD_FOR_SECONDS) -> UUID | None:
    """The page's own id, when this site made it for this unit within the last day, or whenever (None)."""
    known = SHEETS.read(sheet, good_for_seconds=good_for_seconds)
    return known[1] if known and known[0].rpartition(".")[0] == content.unit_code else None
