"""BKPSDM makes the tests of programs: which program has one, its questions, publishing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.spreadsheets import CONTENT_TYPE, filters_of
from evaluations.knowledge import building, sheet
from evaluations.knowledge.building import BuildingError
from evaluations.knowledge.forms import QuestionForm, SheetForm, TakingForm
from evaluations.models import KnowledgeTest
from pembinaan.base.errors import DomainError
from people.access import Access, access_of, require
from people.imports.template import empty_table
from programs.models import Program
from surveys.content import questions_of
from surveys.models import Item
from surveys.models.questionnaires import MOST_ITEMS

PER_PAGE = 25


def _hr(request: HttpRequest) -> Access:
    access = access_of(request)
    require(access.is_hr)
    return access


def _test(code: str) -> KnowledgeTest:
    tests = KnowledgeTest.objects.select_related("program", "questionnaire")
    return get_object_or_404(tests, program__code=code)


@require_GET
def knowledge_tests(request: HttpRequest) -> HttpResponse:
    """All programs, each with what is published and drafted of its test."""
    _hr(request)
    text = request.GET.get("cari", "").strip()
    published = Q(knowledge_test__questionnaire__versions__published_at__isnull=False)
    programs = (
        Program.objects.filter(title__icontains=text)
        .select_related("knowledge_test")
        .annotate(versions=Count("knowledge_test__questionnaire__versions", filter=published))
    )
    page = Paginator(programs.order_by("title", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "query": filters_of(request)}
    return render(request, "evaluations/knowledge/tests.html", context)


@require_POST
def knowledge_open(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a program's test."""
    access = _hr(request)
    program = get_object_or_404(Program, code=code)
    _told(request, building.open_test, program=program, by=access.account, now=timezone.now())
    return redirect("knowledge_test", code)


@require_GET
def knowledge_test(request: HttpRequest, code: str) -> HttpResponse:
    """A program's test: its draft, else what is published, with every right answer."""
    _hr(request)
    test = _test(code)
    draft, published = building.draft_of(test), building.version_of(test)
    shown = draft or published
    items = Item.objects.filter(version=shown).select_related("element", "knowledge_key").prefetch_related("wordings")
    context = {
        "test": test,
        "draft": draft,
        "published": published,
        "items": items.order_by("position"),
        "missing": max(0, building.LEAST_QUESTIONS - items.count()),
    }
    return render(request, "evaluations/knowledge/test.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge_question(request: HttpRequest, code: str, position: int | None = None) -> HttpResponse:
    """Type a new question, or one of the draft anew."""
    access, test = _hr(request), _test(code)
    item = _item(test, position) if position else None
    form = QuestionForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            building.write_question(
                test=test, item=item, question=form.question(), by=access.account, now=timezone.now()
            )
        except BuildingError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Soal disimpan."))
            return redirect("knowledge_question_new" if "lagi" in request.POST else "knowledge_test", code)
    context = {"test": test, "form": form, "item": item}
    return render(request, "evaluations/knowledge/question.html", context, status=422 if form.errors else 200)


@require_POST
def knowledge_move(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Move a question up or down."""
    access = _hr(request)
    item, up = _item(_test(code), position), "up" in request.POST
    _told(request, building.move_question, item=item, up=up, by=access.account, now=timezone.now())
    return redirect("knowledge_test", code)


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge_remove(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Take a question out, after asking."""
    access, test = _hr(request), _test(code)
    item = _item(test, position)
    if request.method == "POST":
        if _told(request, building.remove_question, item=item, by=access.account, now=timezone.now()):
            messages.success(request, _("Soal dihapus."))
        return redirect("knowledge_test", code)
    heading = _("Hapus soal %(number)d?") % {"number": position}
    text = _("Soal ini hilang dari draf. Versi yang sudah diterbitkan tidak berubah.")
    return _confirm(request, test, heading=heading, text=text, button=_("Hapus soal"))


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Load all questions from a table: every row is looked at, and all are kept or none."""
    access, test = _hr(request), _test(code)
    form, reading = SheetForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            reading = sheet.read(sent.content, sent.name)
            if reading.is_good:
                count = building.replace_questions(
                    test=test, questions=reading.questions, by=access.account, now=timezone.now()
                )
                messages.success(request, _("%(count)d soal dimuat.") % {"count": count})
                return redirect("knowledge_test", code)
        except DomainError as refusal:
            form.add_error("file", refusal.message)
    is_refused = bool(form.errors) or reading is not None
    context = {"test": test, "form": form, "reading": reading, "columns": sheet.COLUMNS, "most": MOST_ITEMS}
    context["has_questions"] = Item.objects.filter(version=building.draft_of(test)).exists()
    return render(request, "evaluations/knowledge/sheet.html", context, status=422 if is_refused else 200)


@require_GET
def knowledge_template(request: HttpRequest) -> HttpResponse:
    """The empty table to fill."""
    _hr(request)
    headers = {"Content-Disposition": 'attachment; filename="soal-tes.xlsx"'}
    return HttpResponse(empty_table(sheet.COLUMNS), content_type=CONTENT_TYPE, headers=headers)


@require_GET
def knowledge_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The test as a participant sees it; sending it stores nothing."""
    _hr(request)
    test = _test(code)
    version = building.draft_of(test) or building.version_of(test)
    if version is None:
        return redirect("knowledge_test", code)
    form = TakingForm(version=version.pk, questions=questions_of(version, "id"))
    return render(request, "evaluations/knowledge/preview.html", {"test": test, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge_publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publish the draft, after saying that it is final."""
    access, test = _hr(request), _test(code)
    if request.method == "POST":
        if _told(request, building.publish_test, test=test, by=access.account, now=timezone.now()):
            messages.success(request, _("Tes diterbitkan. Angkatan yang akan datang memakainya."))
        return redirect("knowledge_test", code)
    count = Item.objects.filter(version=building.draft_of(test)).count()
    text = _(
        "%(count)d soal dan jawaban benarnya tidak dapat diubah lagi; perubahan berikutnya menjadi versi baru. "
        "Angkatan yang belum mulai memakai versi ini; yang sudah mulai tetap memakai versinya."
    ) % {"count": count}
    return _confirm(request, test, heading=_("Terbitkan tes ini?"), text=text, button=_("Terbitkan"))


@require_POST
def knowledge_new_version(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a new version with the questions of the published one."""
    access = _hr(request)
    _told(request, building.new_version, test=_test(code), by=access.account, now=timezone.now())
    return redirect("knowledge_test", code)


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge_discard(request: HttpRequest, code: str) -> HttpResponse:
    """Throw the draft away, after asking."""
    access, test = _hr(request), _test(code)
    if request.method == "POST":
        if _told(request, building.discard, test=test, by=access.account, now=timezone.now()):
            messages.success(request, _("Draf dibuang."))
        return redirect("knowledge_test", code)
    text = _("Semua soal dalam draf ini hilang. Versi yang sudah diterbitkan tetap dipakai.")
    return _confirm(request, test, heading=_("Buang draf ini?"), text=text, button=_("Buang draf"))


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge_asked(request: HttpRequest, code: str) -> HttpResponse:
    """Stop asking the test in batches to come, after asking; or ask it again."""
    _hr(request)
    test = _test(code)
    if request.method == "POST":
        building.set_asked(test=test, is_asked=not test.is_asked)
        messages.success(request, _("Tes dihentikan.") if test.is_asked else _("Tes ditanyakan lagi."))
        return redirect("knowledge_test", code)
    if test.is_asked:
        text = _("Angkatan yang belum mulai tidak lagi memakai tes ini. Hasil yang sudah ada tetap tersimpan.")
        return _confirm(request, test, heading=_("Hentikan tes ini?"), text=text, button=_("Hentikan"))
    text = _("Angkatan yang belum mulai memakai tes ini lagi.")
    return _confirm(request, test, heading=_("Pakai tes ini lagi?"), text=text, button=_("Pakai lagi"))


def _item(test: KnowledgeTest, position: int) -> Item:
    """A question of the draft; 404 in a published version."""
    items = Item.objects.select_related("element", "version__questionnaire")
    draft = {"version__questionnaire": test.questionnaire_id, "version__published_at__isnull": True}
    return get_object_or_404(items, **draft, position=position)


def _told(request: HttpRequest, happens: Any, **arguments: Any) -> bool:
    """Call a use case and tell why it refuses; whether it happened."""
    try:
        happens(**arguments)
    except BuildingError as refusal:
        messages.error(request, refusal.message)
        return False
    return True


def _confirm(request: HttpRequest, test: KnowledgeTest, **words: str) -> HttpResponse:
    return render(request, "evaluations/knowledge/confirm.html", {"test": test, **words})
