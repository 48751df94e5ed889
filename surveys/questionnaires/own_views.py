"""A unit's own questions in its survey office: what came out, versions, and the draft."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.content import content_of
from surveys.models import (
    SATISFACTION,
    BuilderChange,
    OwnQuestion,
    OwnVersion,
    QuestionKind,
    QuestionnaireVersion,
    SurveyLanguage,
)
from surveys.office.frame import Office, enter, show
from surveys.periods import PeriodError, Span, quarter_of, span_of
from surveys.questionnaires import own_drafts
from surveys.questionnaires.drafts import DraftError
from surveys.questionnaires.forms import OwnQuestionForm
from surveys.questionnaires.languages import missing_languages
from surveys.questionnaires.own_results import own_results, texts, worded
from surveys.questionnaires.previews import preview_page
from surveys.questionnaires.telling import telling
from surveys.reports import minimum_on

PAGE_SIZE = 25


@require_safe
def own_questions(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Results of a quarter, the versions, and who changed what."""
    office = enter(request, unit_code)
    span = _span(request, office)
    minimum = minimum_on(min(span.last, office.day))
    versions = list(OwnVersion.objects.filter(unit=office.unit).order_by("-number"))
    changes = BuilderChange.objects.filter(unit=office.unit).select_related("by__employee").order_by("-pk")
    context = {
        "span": span,
        "before": span.before(),
        "after": quarter_of(office.day) if span != quarter_of(office.day) else None,
        "minimum": minimum,
        "results": own_results(unit_id=office.unit.pk, span=span, minimum=minimum, language=get_language() or "id"),
        "versions": versions,
        "draft": next((version for version in versions if not version.published_at), None),
        "page": Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return show(request, office, "surveys/questionnaires/own.html", context)


@require_safe
def own_texts(request: HttpRequest, unit_code: str, number: int, position: int) -> HttpResponse:
    """What citizens wrote to one question; for the unit's people and BKPSDM only."""
    office = enter(request, unit_code, writing=True)
    question = _question(office, number, position)
    span, search = _span(request, office), request.GET.get("q", "").strip()
    found = texts(question=question, span=span, search=search)
    count = texts(question=question, span=span, search="").count() if search else found.count()
    is_shown = count >= minimum_on(min(span.last, office.day))
    page = Paginator(found if is_shown else found.none(), PAGE_SIZE).get_page(request.GET.get("page"))
    text = worded(question, get_language() or "id")[0]
    context = {"question": question, "text": text, "span": span, "q": search, "page": page, "is_shown": is_shown}
    context["query"] = urlencode({"periode": span.code, "q": search})
    return show(request, office, "surveys/questionnaires/own_texts.html", context)


@require_POST
def own_draft(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Make a draft from the newest version, or go to the one there is."""
    office = enter(request, unit_code, writing=True)
    draft = own_drafts.open_own_draft(unit=office.unit, by=office.access.account, now=timezone.now())
    return redirect("own_version", unit_code, draft.number)


@require_safe
def own_version(request: HttpRequest, unit_code: str, number: int) -> HttpResponse:
    """A version's questions; a draft's can be added to, moved, changed and removed."""
    office = enter(request, unit_code, writing=True)
    version = _version(office, number)
    questions: Any = version.questions.prefetch_related("wordings").order_by("position")
    lines = [
        {"question": one, "text": worded(one, "id")[0], "missing": missing_languages(one.wordings.all())}
        for one in questions
    ]
    context = {"version": version, "lines": lines, "now": timezone.now()}
    return show(request, office, "surveys/questionnaires/own_version.html", context)


@require_http_methods(["GET", "POST"])
def own_question(request: HttpRequest, unit_code: str, number: int, position: int | None = None) -> HttpResponse:
    """Write a question anew, or add one."""
    office = enter(request, unit_code, writing=True)
    version = _version(office, number, draft=True)
    known = _question(office, number, position) if position else None
    form = OwnQuestionForm(request.POST or None, question=known)
    if request.method == "POST" and form.is_valid():
        kind, wordings = QuestionKind(form.cleaned_data["kind"]), form.wordings()
        try:
            own_drafts.put_question(
                version=version,
                position=position,
                kind=kind,
                wordings=wordings,
                by=office.access.account,
                now=timezone.now(),
            )
        except DraftError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("own_version", unit_code, number)
    return show(request, office, "surveys/questionnaires/own_question.html", {"form": form, "version": version})


@require_POST
def own_move(request: HttpRequest, unit_code: str, number: int, position: int) -> HttpResponse:
    """Move a question up or down."""
    office = enter(request, unit_code, writing=True)
    _version(office, number, draft=True)
    question = _question(office, number, position)
    with telling(request):
        up = "up" in request.POST
        own_drafts.move_question(question=question, up=up, by=office.access.account, now=timezone.now())
    return redirect("own_version", unit_code, number)


@require_http_methods(["GET", "POST"])
def own_remove(request: HttpRequest, unit_code: str, number: int, position: int) -> HttpResponse:
    """Take a question out of a draft, after a question."""
    office = enter(request, unit_code, writing=True)
    version = _version(office, number, draft=True)
    question = _question(office, number, position)
    if request.method == "POST":
        with telling(request):
            own_drafts.remove_question(question=question, by=office.access.account, now=timezone.now())
        return redirect("own_version", unit_code, number)
    context = {
        "version": version,
        "heading": _("Hapus pertanyaan “%(text)s”?") % {"text": own_drafts.text_of(question)},
        "text": _("Pertanyaan ini hilang dari draf. Versi yang sudah diterbitkan dan jawabannya tidak berubah."),
        "button": _("Hapus pertanyaan"),
    }
    return show(request, office, "surveys/questionnaires/own_confirm.html", context)


@require_http_methods(["GET", "POST"])
def own_discard(request: HttpRequest, unit_code: str, number: int) -> HttpResponse:
    """Throw a draft away, after a question."""
    office = enter(request, unit_code, writing=True)
    version = _version(office, number)
    if request.method == "POST":
        with telling(request):
            own_drafts.discard_own_draft(version=version, by=office.access.account, now=timezone.now())
        return redirect("own_questions", unit_code)
    context = {
        "version": version,
        "heading": _("Buang draf versi %(number)d?") % {"number": number},
        "text": _("Semua yang ditulis dalam draf ini hilang. Versi yang berlaku tetap ditanyakan."),
        "button": _("Buang draf"),
    }
    return show(request, office, "surveys/questionnaires/own_confirm.html", context)


@require_http_methods(["GET", "POST"])
def own_publish(request: HttpRequest, unit_code: str, number: int) -> HttpResponse:
    """Publish a draft, after saying that it is final and from when it holds."""
    office = enter(request, unit_code, writing=True)
    version = _version(office, number)
    if request.method == "POST":
        try:
            own_drafts.publish_own(version=version, by=office.access.account, now=timezone.now())
        except DraftError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Versi %(number)d diterbitkan.") % {"number": number})
        return redirect("own_questions", unit_code)
    count = version.questions.count()
    context = {"version": version, "count": count, "now": timezone.now()}
    return show(request, office, "surveys/questionnaires/own_publish.html", context)


@require_http_methods(["GET", "POST"])
def own_preview(request: HttpRequest, unit_code: str, number: int) -> HttpResponse:
    """The unit's survey with these questions, as citizens see it; sending it stores nothing."""
    office = enter(request, unit_code, writing=True)
    own = _version(office, number)
    current = QuestionnaireVersion.objects.select_related("questionnaire").current(SATISFACTION).get()
    language = request.GET.get("bahasa", "id")
    language = language if language in SurveyLanguage.values else SurveyLanguage.INDONESIAN
    content = content_of(unit=office.unit, service=None, version=current, own=own, language=language)
    return preview_page(request, content, language)


def _span(request: HttpRequest, office: Office) -> Span:
    try:
        return span_of(request.GET["periode"])
    except (KeyError, PeriodError):
        return quarter_of(office.day)


def _version(office: Office, number: int, *, draft: bool = False) -> OwnVersion:
    versions = OwnVersion.objects.filter(unit=office.unit)
    versions = versions.filter(published_at__isnull=True) if draft else versions
    return get_object_or_404(versions.select_related("unit"), number=number)


def _question(office: Office, number: int, position: int) -> OwnQuestion:
    questions = OwnQuestion.objects.select_related("version__unit").prefetch_related("wordings")
    return get_object_or_404(questions, version__unit=office.unit, version__number=number, position=position)
