"""What was learned, for BKPSDM, leadership, instructors and partners: in totals, from five pairs on."""

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from documents.spreadsheets import CONTENT_TYPE, filters_of, wanted
from evaluations.knowledge.charts import band_charts
from evaluations.knowledge.shown import Shown, shown_of
from evaluations.knowledge.workbook import workbook_of
from evaluations.models import KnowledgeAttempt, KnowledgeRound, RoundKind
from people.access import access_of
from programs.models import Program

PER_PAGE = 25


def _rounds(request: HttpRequest) -> QuerySet[KnowledgeRound]:
    """The second rounds of the batches that the visitor may read."""
    rounds = KnowledgeRound.objects.visible_to(access_of(request)).filter(kind=RoundKind.AFTER)
    return rounds.select_related("batch__program")


@require_GET
def knowledge_results(request: HttpRequest) -> HttpResponse:
    """The batches whose tests one may read about, newest first."""
    text = request.GET.get("cari", "").strip()
    found = _rounds(request).filter(batch__program__title__icontains=text)
    counted = found.annotate(took_before=_took(RoundKind.BEFORE), took_after=_took(RoundKind.AFTER))
    page = Paginator(counted.order_by("-opens_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    over = set(KnowledgeRound.objects.over().filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))
    context = {"page": page, "text": text, "over": over, "query": filters_of(request)}
    return render(request, "evaluations/knowledge/results.html", context)


@require_GET
def knowledge_result(request: HttpRequest, batch: int) -> HttpResponse:
    """What the participants of one batch learned."""
    one = get_object_or_404(_rounds(request), batch=batch)
    is_over = KnowledgeRound.objects.over().filter(pk=one.pk).exists()
    shown = shown_of([batch])
    if wanted(request):
        return _file(shown, str(one.batch))
    context = {"round": one, "is_over": is_over, **_context(shown)}
    return render(request, "evaluations/knowledge/result.html", context)


@require_GET
def knowledge_program(request: HttpRequest, code: str) -> HttpResponse:
    """What the participants of a program learned, over the batches that the visitor may read."""
    rounds = _rounds(request).filter(batch__program__code=code)
    program = get_object_or_404(Program.objects.filter(pk__in=rounds.values("batch__program")), code=code)
    over = rounds.filter(pk__in=KnowledgeRound.objects.over())
    batches = list(over.order_by("-opens_at", "-pk").values_list("batch_id", flat=True))
    shown = shown_of(batches)
    if wanted(request):
        return _file(shown, program.title)
    context = {"program": program, "batches": len(batches), **_context(shown)}
    return render(request, "evaluations/knowledge/program.html", context)


def _context(shown: Shown) -> dict[str, object]:
    return {"shown": shown, "charts": band_charts(shown.bands)}


def _file(shown: Shown, title: str) -> HttpResponse:
    answer = HttpResponse(workbook_of(shown, title), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="tes-{slugify(title)}.xlsx"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _took(kind: RoundKind) -> Coalesce:
    """How many took a round of the batch."""
    mine = KnowledgeAttempt.objects.filter(round__batch=OuterRef("batch"), round__kind=kind)
    counts = mine.order_by().values("round__batch").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)
