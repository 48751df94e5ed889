"""Participants take the tests of their batches, and see their own results when both are over."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evaluations.knowledge.forms import TakingForm
from evaluations.knowledge.own import OwnTests, own_tests
from evaluations.knowledge.taking import TakingError, may_take, take
from evaluations.models import KnowledgeRound
from people.access import access_of, require
from programs.models import Batch, Enrollment
from surveys.content import questions_of

PER_PAGE = 25


@require_GET
def knowledge_mine(request: HttpRequest) -> HttpResponse:
    """The batches of one's own that have tests, the newest first."""
    employee_id = access_of(request).employee_id
    require(employee_id is not None)
    enrolled = Enrollment.objects.participants().filter(employee=employee_id)
    tested = KnowledgeRound.objects.filter(batch__in=enrolled.values("batch")).values("batch")
    batches = Batch.objects.filter(pk__in=tested).select_related("program").order_by("-starts_on", "-pk")
    page = Paginator(batches, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluations/knowledge/mine.html", {"page": page})


@require_GET
def knowledge_own(request: HttpRequest, batch: int) -> HttpResponse:
    """One's own two tests of a batch: what to do now, and the result when both are over."""
    own = _own(request, batch)
    now = own.now
    steps = [
        {
            "round": one,
            "attempt": own.attempts.get(one.kind),
            "is_open": one.opens_at <= now and (one.closes_at is None or now < one.closes_at),
            "is_closed": one.closes_at is not None and one.closes_at <= now,
            "may": may_take(one, own.enrollment),
        }
        for one in (own.before, own.after)
    ]
    return render(
        request, "evaluations/knowledge/own.html", {"own": own, "batch": own.enrollment.batch, "steps": steps}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge_take(request: HttpRequest, batch: int, kind: str) -> HttpResponse:
    """One test in one form; what was chosen stays when a question was forgotten."""
    own = _own(request, batch)
    one = own.rounds[kind]
    if kind in own.attempts or not _takes_answers(one, own):
        return redirect("knowledge_own", batch)
    questions = questions_of(one.version, get_language() or "id")
    form = TakingForm(request.POST or None, version=one.version_id, questions=questions)
    if request.method == "POST" and form.is_valid():
        try:
            take(
                one=one,
                enrollment=own.enrollment,
                version_id=form.cleaned_data["version"],
                answers=form.answers(),
                now=own.now,
            )
        except TakingError as refusal:
            messages.error(request, refusal.message)
            return redirect(request.path)
        messages.success(request, _("Terima kasih. Jawaban Anda tersimpan."))
        return redirect("knowledge_own", batch)
    context = {"round": one, "batch": own.enrollment.batch, "form": form}
    return render(request, "evaluations/knowledge/take.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, batch: int) -> OwnTests:
    employee_id = access_of(request).employee_id
    require(employee_id is not None)
    own = own_tests(batch_id=batch, employee_id=employee_id or 0, now=timezone.now())
    if own is None:
        raise Http404
    return own


def _takes_answers(one: KnowledgeRound, own: OwnTests) -> bool:
    is_open = one.opens_at <= own.now and (one.closes_at is None or own.now < one.closes_at)
    return is_open and may_take(one, own.enrollment)
