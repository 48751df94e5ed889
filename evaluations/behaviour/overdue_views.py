"""BKPSDM's list of reviews that nobody answers though three reminders went out: who is awaited, never what was said."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from documents import spreadsheets
from evaluations.behaviour.chasing import overdue_since, remind_again
from evaluations.behaviour.steps import BehaviourError
from evaluations.models import BehaviourRater, BehaviourReview, RaterRole
from pembinaan.base.dates import today
from people.access import access_of, require

PER_PAGE = 25


@require_GET
def behaviour_overdue(request: HttpRequest) -> HttpResponse | FileResponse:
    """Open reviews that are still awaited three weeks after they were opened, the most urgent first."""
    require(access_of(request).is_hr)
    reviews = overdue()
    if spreadsheets.wanted(request):
        return _file(reviews)
    page = Paginator(reviews, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluations/behaviour_overdue.html", {"page": page, "today": today()})


@require_POST
def behaviour_remind(request: HttpRequest, review: int) -> HttpResponse:
    """Remind those awaited once more."""
    require(access_of(request).is_hr)
    found = get_object_or_404(BehaviourReview, pk=review)
    try:
        told = remind_again(review=found, now=timezone.now())
    except BehaviourError as refusal:
        messages.error(request, refusal.message)
    else:
        sentence = ngettext("%(n)d orang diingatkan.", "%(n)d orang diingatkan.", told) % {"n": told}
        messages.success(request, sentence + " " + _("Sehari paling banyak satu pengingat."))
    return redirect("behaviour_overdue")


def overdue() -> QuerySet[BehaviourReview]:
    """Those reviews, each with whether participant (`self_silent`) or every head (`head_silent`) is awaited.

    `has_head` tells whether any head was asked, `colleagues_silent` how many colleagues are awaited.
    """
    day = today()
    raters = BehaviourRater.objects.filter(review=OuterRef("pk"), asked_at__isnull=False)
    silent = raters.filter(answered_at__isnull=True)
    heads = raters.filter(role=RaterRole.HEAD)
    colleagues = Q(raters__role=RaterRole.COLLEAGUE, raters__asked_at__isnull=False, raters__answered_at__isnull=True)
    annotated = BehaviourReview.objects.annotate(
        self_silent=Exists(silent.filter(role=RaterRole.SELF)),
        has_head=Exists(heads),
        head_silent=Exists(heads) & ~Exists(heads.filter(answered_at__isnull=False)),
        colleagues_silent=Count("raters", filter=colleagues),
    )
    late = annotated.filter(opened_at__date__lte=overdue_since(day), closes_on__gte=day)
    awaited = late.filter(Q(self_silent=True) | Q(head_silent=True) | Q(has_head=False) | Q(colleagues_silent__gt=0))
    return awaited.select_related("enrollment__employee", "enrollment__unit", "enrollment__batch__program").order_by(
        "closes_on", "pk"
    )


def _file(reviews: Iterable[BehaviourReview]) -> FileResponse:
    header = [_("Peserta"), _("Unit kerja"), _("Program"), _("Ditutup"), *map(str, RaterRole.labels)]
    rows = (_row(review) for review in reviews)
    name = _("evaluasi-terlambat")
    return spreadsheets.table(name=name, title=_("Terlambat"), header=header, rows=rows)


def _row(review: Any) -> list[Any]:
    silent = _("belum menjawab")
    enrollment = review.enrollment
    head = silent if review.head_silent else ("" if review.has_head else _("tidak ada atasan"))
    return [
        enrollment.employee.name,
        enrollment.unit.name,
        enrollment.batch.program.title,
        review.closes_on,
        silent if review.self_silent else "",
        head,
        review.colleagues_silent or "",
    ]
