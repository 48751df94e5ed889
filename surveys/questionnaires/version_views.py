"""BKPSDM works on one version of a questionnaire: its items, their wording, a look at it, publishing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Unit
from surveys.content import content_of
from surveys.models import SATISFACTION, Element, Item, Questionnaire, QuestionnaireVersion, SurveyLanguage
from surveys.publishing import PublishError, publish
from surveys.questionnaires.builder_views import hr
from surveys.questionnaires.drafts import DraftError, add_item, discard_draft, move_item, remove_item, word_item
from surveys.questionnaires.forms import ElementForm, WordingForm, known_wordings
from surveys.questionnaires.languages import missing_languages
from surveys.questionnaires.previews import preview_page
from surveys.questionnaires.telling import telling


def version_of(code: str, number: int) -> QuestionnaireVersion:
    """A version by its questionnaire's code and its number; 404 without."""
    built = Questionnaire.objects.built_here()
    versions = QuestionnaireVersion.objects.select_related("questionnaire").filter(questionnaire__in=built)
    return get_object_or_404(versions, questionnaire__code=code, number=number)


@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version's items; a draft's can be added to, moved, worded and removed."""
    access = hr(request)
    found = version_of(code, number)
    items: Any = found.items.select_related("element").prefetch_related("wordings").order_by("position")
    free = Element.objects.of(code).exclude(items__version=found)
    form = ElementForm(request.POST or None, elements=free)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            item = add_item(version=found, **values, by=access.account, now=timezone.now())
        except DraftError as refusal:
            messages.error(request, refusal.message)
        else:
            return redirect("questionnaire_item", code, number, item.position)
    lines = [{"item": item, "missing": missing_languages(item.wordings.all())} for item in items]
    context = {"version": found, "questionnaire": found.questionnaire, "lines": lines, "form": form}
    return render(request, "surveys/questionnaires/version.html", context)


@require_http_methods(["GET", "POST"])
def item_wording(request: HttpRequest, code: str, number: int, position: int) -> HttpResponse:
    """An item's question and answers in three languages."""
    access = hr(request)
    item = _draft_item(code, number, position)
    known = known_wordings(list(item.wordings.all()))
    form = WordingForm(request.POST or None, answers=4, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            word_item(item=item, wordings=form.wordings(), by=access.account, now=timezone.now())
        except DraftError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Bunyi butir disimpan."))
            return redirect("questionnaire_version", code, number)
    context = {"form": form, "item": item, "version": item.version, "questionnaire": item.version.questionnaire}
    return render(request, "surveys/questionnaires/item.html", context)


@require_POST
def item_move(request: HttpRequest, code: str, number: int, position: int) -> HttpResponse:
    """Move an item up or down."""
    access = hr(request)
    item = _draft_item(code, number, position)
    with telling(request):
        move_item(item=item, up="up" in request.POST, by=access.account, now=timezone.now())
    return redirect("questionnaire_version", code, number)


@require_http_methods(["GET", "POST"])
def item_remove(request: HttpRequest, code: str, number: int, position: int) -> HttpResponse:
    """Take an item out of a draft, after a question."""
    access = hr(request)
    item = _draft_item(code, number, position)
    if request.method == "POST":
        with telling(request):
            remove_item(item=item, by=access.account, now=timezone.now())
        return redirect("questionnaire_version", code, number)
    context = {
        "heading": _("Hapus butir “%(name)s”?") % {"name": item.element.name},
        "text": _("Butir ini hilang dari draf. Versi yang sudah diterbitkan dan jawabannya tidak berubah."),
        "button": _("Hapus butir"),
    }
    return _confirm(request, item.version, context)


@require_http_methods(["GET", "POST"])
def version_discard(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Throw a draft away, after a question."""
    access = hr(request)
    found = version_of(code, number)
    if request.method == "POST":
        with telling(request):
            discard_draft(version=found, by=access.account, now=timezone.now())
        return redirect("questionnaire", code)
    context = {
        "heading": _("Buang draf versi %(number)d?") % {"number": number},
        "text": _("Semua yang ditulis dalam draf ini hilang. Versi yang berlaku tetap ditanyakan."),
        "button": _("Buang draf"),
    }
    return _confirm(request, found, context)


@require_http_methods(["GET", "POST"])
def version_publish(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Publish a draft, after saying that it is final and from when it holds."""
    access = hr(request)
    found = version_of(code, number)
    if request.method == "POST":
        try:
            publish(version=found, by=access.account, now=timezone.now())
        except PublishError as refusal:
            messages.error(request, refusal.message)
            return redirect("questionnaire_version", code, number)
        messages.success(request, _("Versi %(number)d diterbitkan.") % {"number": number})
        return redirect("questionnaire", code)
    items: Any = found.items.select_related("element").prefetch_related("wordings").order_by("position")
    asked = {item.element_id for item in items}
    left_out = [element for element in Element.objects.of(code) if element.pk not in asked]
    context = {
        "version": found,
        "questionnaire": found.questionnaire,
        "is_asked": found.questionnaire.asked_everywhere or found.questionnaire.units.exists(),
        "now": timezone.now(),
        "missing": sorted({name for item in items for name in missing_languages(item.wordings.all())}),
        "left_out": left_out if code == SATISFACTION else [],
        "count": len(asked),
    }
    return render(request, "surveys/questionnaires/publish.html", context)


@require_http_methods(["GET", "POST"])
def version_preview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version as citizens see it; sending it stores nothing."""
    access = hr(request)
    found = version_of(code, number)
    units = Unit.objects.without_tree_fields().select_related("merged_into")
    unit = units.on(access.day).order_by("pk").first()
    if unit is None:
        raise Http404
    language = request.GET.get("bahasa", "id")
    language = language if language in SurveyLanguage.values else SurveyLanguage.INDONESIAN
    content = content_of(unit=unit, service=None, version=found, own=None, language=language)
    return preview_page(request, content, language)


def _draft_item(code: str, number: int, position: int) -> Item:
    """An item of a draft; 404 in a published version."""
    items = Item.objects.select_related("version__questionnaire", "element")
    return get_object_or_404(items, version=version_of(code, number), version__published_at=None, position=position)


def _confirm(request: HttpRequest, found: QuestionnaireVersion, context: dict[str, Any]) -> HttpResponse:
    context |= {"version": found, "questionnaire": found.questionnaire}
    return render(request, "surveys/questionnaires/confirm.html", context)
