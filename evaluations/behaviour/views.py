"""Pages of a review: what is asked of whoever opens it, and what may be read."""

from collections.abc import Callable

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations.behaviour import steps
from evaluations.behaviour.evidence import keep_plan
from evaluations.behaviour.forms import PlanForm, VerdictForm, WorkForm
from evaluations.behaviour.naming import pick_colleagues
from evaluations.behaviour.next_steps import with_next_step
from evaluations.behaviour.pages import done, reader_for
from evaluations.behaviour.reading import Reader
from evaluations.models import BehaviourReview
from evaluations.models.behaviour import MOST_FILES
from pembinaan.base.dates import today
from people.access import access_of, require
from surveys.content import Question, questions_of

PER_PAGE = 25


@require_GET
def behaviour_reviews(request: HttpRequest) -> HttpResponse:
    """The reviews that one was asked about: those that wait for a step of one's own first, then the newest."""
    access = access_of(request)
    require(access.employee_id is not None)
    mine = BehaviourReview.objects.visible_to(access)
    reviews = with_next_step(mine, employee_id=access.employee_id or 0, day=access.day)
    first = reviews.select_related("enrollment__employee", "enrollment__batch__program").order_by(
        Case(When(step="", then=1), default=0), "-opened_at", "-pk"
    )
    page = Paginator(first, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": today(), "employee_id": access.employee_id}
    return render(request, "evaluations/behaviour_reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def behaviour_review(request: HttpRequest, review: int) -> HttpResponse:
    """One review: say what one sees, and what comes next for this reader."""
    reader = reader_for(request, review)
    form = WorkForm(request.POST or None, questions=_questions(reader))
    if request.method == "POST" and form.is_valid():
        scores = form.scores()
        return done(
            request,
            reader,
            lambda: steps.say(rater=reader.rater, scores=scores, now=timezone.now()),
            _said(reader),
        )
    return review_page(request, reader, form=form)


@require_POST
def behaviour_pick(request: HttpRequest, review: int) -> HttpResponse:
    """The head picks two of the colleagues named."""
    reader = reader_for(request, review)
    require(reader.is_head)
    picked = {int(key) for key in request.POST.getlist("rekan") if key.isdecimal()}
    return done(
        request,
        reader,
        lambda: pick_colleagues(review=reader.review, picked=picked, now=timezone.now()),
        _("Dua rekan terpilih sudah diminta."),
    )


@require_POST
def behaviour_plan(request: HttpRequest, review: int) -> HttpResponse:
    """The participant's action plan, or the head's verdict on it."""
    reader = reader_for(request, review)
    require(reader.is_participant or reader.is_head)
    if reader.is_participant:
        told = _("Rencana dan buktinya tersimpan.") if request.FILES else _("Rencana aksi tersimpan.")
        return _kept(request, reader, "plan", PlanForm, keep_plan, told)
    sentence = _("Penilaian atas rencana aksi tersimpan. Peserta diberi tahu.")
    return _kept(request, reader, "verdict", VerdictForm, steps.judge_plan, sentence)


def _said(reader: Reader) -> str:
    if reader.is_participant:
        return _("Terkirim. Berikutnya: sebutkan rekan Anda, lalu tulis rencana aksi.")
    if reader.is_head:
        return _("Terkirim. Berikutnya: pilih dua rekan, lalu nilai rencana aksinya.")
    return _("Terkirim. Tidak ada lagi yang perlu Anda isi.")


def _kept(
    request: HttpRequest, reader: Reader, name: str, kind: type[forms.Form], deed: Callable[..., None], sentence: str
) -> HttpResponse:
    form = kind(request.POST, request.FILES)
    if not form.is_valid():
        return review_page(request, reader, **{name: form})
    now = timezone.now()
    return done(request, reader, lambda: deed(review=reader.review, now=now, **form.cleaned_data), sentence)


def review_page(request: HttpRequest, reader: Reader, **bound: forms.Form) -> HttpResponse:
    """The page of a review; `bound` holds the form that was sent and is to be mended, by its name."""
    review, questions = reader.review, _questions(reader)
    files = list(review.evidence_files.select_related("file").order_by("place")) if not reader.is_colleague else []
    context = {
        "reader": reader,
        "review": review,
        "lines": reader.lines([question.text for question in questions]),
        "overall": reader.overall(),
        "is_open": review.closes_on >= today(),
        "files": files,
        "has_room": len(files) < MOST_FILES,
        "form": bound.get("form") or WorkForm(questions=questions),
        "plan": bound.get("plan") or PlanForm(initial={"action": review.action, "evidence": review.evidence}),
        "verdict": bound.get("verdict")
        or VerdictForm(initial={"verdict": review.verdict, "note": review.verdict_note}),
    }
    wrong = any(form.is_bound and form.errors for form in bound.values())
    return render(request, "evaluations/behaviour_review.html", context, status=422 if wrong else 200)


def _questions(reader: Reader) -> tuple[Question, ...]:
    return questions_of(reader.review.version, get_language() or "id")
