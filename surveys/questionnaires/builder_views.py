"""BKPSDM builds questionnaires: list, settings, drafts, and what changed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.access import Access, access_of, require
from surveys.models import SATISFACTION, BuilderChange, Element, Questionnaire, QuestionnaireVersion
from surveys.questionnaires.drafts import move_element, open_draft
from surveys.questionnaires.forms import NewQuestionnaireForm, RespondentForm, SettingsForm
from surveys.questionnaires.settings import (
    SettingsError,
    change_settings,
    create_questionnaire,
    offer_options,
)

PAGE_SIZE = 25


def hr(request: HttpRequest) -> Access:
    """The access of BKPSDM's staff; 403 for others."""
    access = access_of(request)
    require(access.is_hr)
    return access


@require_GET
def questionnaires(request: HttpRequest) -> HttpResponse:
    """All questionnaires with what is published of them and what is drafted."""
    hr(request)
    versions = QuestionnaireVersion.objects.order_by("-number")
    counted = Questionnaire.objects.built_here().annotate(unit_count=Count("units"))
    listed = counted.order_by("pk").prefetch_related(Prefetch("versions", versions))
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [
        {
            "questionnaire": one,
            "current": next((version for version in one.versions.all() if version.published_at), None),
            "draft": next((version for version in one.versions.all() if not version.published_at), None),
        }
        for one in page
    ]
    return render(request, "surveys/questionnaires/list.html", {"page": page, "lines": lines})


@require_GET
def questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    """One questionnaire: settings, versions, the order of its elements, and who changed what."""
    hr(request)
    found = get_object_or_404(Questionnaire.objects.built_here(), code=code)
    versions = list(found.versions.order_by("-number"))
    changes = BuilderChange.objects.filter(questionnaire=found).select_related("by__employee").order_by("-pk")
    context = {
        "questionnaire": found,
        "is_satisfaction": code == SATISFACTION,
        "versions": versions,
        "draft": next((version for version in versions if not version.published_at), None),
        "elements": Element.objects.of(code),
        "units": found.units.order_by("name"),
        "page": Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "surveys/questionnaires/questionnaire.html", context)


@require_http_methods(["GET", "POST"])
def new_questionnaire(request: HttpRequest) -> HttpResponse:
    """A new questionnaire without any version yet."""
    access = hr(request)
    form = NewQuestionnaireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            create_questionnaire(code=code, settings=form.settings(), by=access.account, now=timezone.now())
        except SettingsError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kuesioner dibuat. Sekarang buat drafnya."))
            return redirect("questionnaire", code)
    return _form(request, form, _("Kuesioner baru"))


@require_http_methods(["GET", "POST"])
def questionnaire_settings(request: HttpRequest, code: str) -> HttpResponse:
    """Names, scale, units and dates."""
    access = hr(request)
    found = get_object_or_404(Questionnaire.objects.built_here(), code=code)
    form = SettingsForm(request.POST or None, questionnaire=found)
    if request.method == "POST" and form.is_valid():
        settings = form.settings()
        try:
            change_settings(questionnaire=found, settings=settings, by=access.account, now=timezone.now())
        except SettingsError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Pengaturan disimpan."))
            return redirect("questionnaire", code)
    return _form(request, form, _("Pengaturan"), found)


@require_http_methods(["GET", "POST"])
def respondent_fields(request: HttpRequest) -> HttpResponse:
    """Which answers about the respondent every survey offers."""
    access = hr(request)
    found = get_object_or_404(Questionnaire, code=SATISFACTION)
    form = RespondentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offer_options(offered=form.offered(), of=found, by=access.account, now=timezone.now())
        messages.success(request, _("Isian responden disimpan. Halaman warga berubah dalam beberapa detik."))
        return redirect("questionnaire", found.code)
    return _form(request, form, _("Isian responden"), found)


@require_POST
def new_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Make a draft from the newest version, or go to the one there is."""
    access = hr(request)
    found = get_object_or_404(Questionnaire.objects.built_here(), code=code)
    draft = open_draft(questionnaire=found, by=access.account, now=timezone.now())
    return redirect("questionnaire_version", code, draft.number)


@require_POST
def move_shown_element(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Move an element up or down in figures."""
    access = hr(request)
    element = get_object_or_404(Element, questionnaire__code=code, key=key)
    move_element(element=element, up="up" in request.POST, by=access.account, now=timezone.now())
    return redirect("questionnaire", code)


def _form(request: HttpRequest, form: Any, heading: str, found: Questionnaire | None = None) -> HttpResponse:
    context = {"form": form, "heading": heading, "questionnaire": found}
    return render(request, "surveys/questionnaires/form.html", context)
