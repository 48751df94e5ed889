"""What the lists of those who run programs find; the same rows for a page and for a file."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Ceil, Coalesce
from django.utils import timezone

from people.models import Unit
from people.numbers import plain
from programs.models import HOLDING, Batch, BatchState, Enrollment, EnrollmentState, Program
from programs.stages import SOON, THIN, Stage
from programs.transitions import COMING


def enrollments_found(
    *, text: str = "", state: str = "", unit: Unit | None = None, program: Program | None = None
) -> QuerySet[Enrollment]:
    """Applications across batches, the newest first; `text` is a part of a name or the start of a NIP.

    `unit` means that unit and all below it; each row comes with its person, unit, batch and program.
    """
    found = Enrollment.objects.select_related("employee", "unit", "batch__program")
    if text:
        number = plain(text)
        by_number = Q(employee__number__startswith=number)
        found = found.filter(by_number if number.isdigit() else Q(employee__name__icontains=text))
    if state in EnrollmentState.values:
        found = found.filter(state=state)
    if unit is not None:
        found = found.filter(unit_id__in=Unit.objects.subtree_ids(unit))
    if program is not None:
        found = found.filter(batch__program=program)
    return found.order_by("-requested_at", "-pk")


def batches_found(*, day: date, text: str = "", program: Program | None = None) -> Any:
    """Batches by the title or code of their program, the latest first.

    Each with its counts, and with `stage_now`, what `programs.stages.stage_of` says on the city's day `day`.
    """
    found: Any = Batch.objects.select_related("program")
    if program is not None:
        found = found.filter(program=program)
    if text:
        found = found.filter(Q(program__title__icontains=text) | Q(program__code__icontains=text))
    return found.annotate(
        taken=_people(HOLDING),
        coming=_people(COMING),
        waiting=_people([EnrollmentState.WAITING]),
        requested=_people([EnrollmentState.REQUESTED]),
        stage_now=_stage(day),
    ).order_by("-starts_on", "-pk")


def stages_of(batches: Any) -> list[tuple[Stage, int]]:
    """The stages in which there are any of the batches, with how many; one query."""
    rows = batches.order_by().values_list("stage_now").annotate(many=Count("pk"))
    counts = dict(rows.values_list("stage_now", "many"))
    return [(stage, counts[stage]) for stage in Stage if stage in counts]


def _people(states: Iterable[str]) -> Coalesce:
    """How many applications of the batch stand in the states."""
    among = Enrollment.objects.filter(batch=OuterRef("pk"), state__in=list(states)).order_by().values("batch")
    counted = among.annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _stage(day: date) -> Case:
    """In the order in which `stage_of` asks."""
    midnight = timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
    least = Case(When(minimum__gt=0, then=F("minimum")), default=Ceil(F("seats") * THIN), output_field=IntegerField())
    closed = Q(enrollment_closes_at__lt=midnight)
    too_few = Q(coming__lt=least)
    stages: list[tuple[Q, Any]] = [
        (~Q(state=BatchState.OPEN), F("state")),
        (Q(ends_on__lt=day), Value(Stage.TO_CLOSE)),
        (Q(starts_on__lte=day), Value(Stage.RUNNING)),
        (Q(taken__gte=F("seats")), Value(Stage.READY)),
        (too_few & (closed | Q(starts_on__lte=day + SOON)), Value(Stage.THIN)),
        (too_few, Value(Stage.OPEN)),
        (closed & Q(minimum__gt=0), Value(Stage.READY)),
    ]
    whens = [When(condition, then=stage) for condition, stage in stages]
    return Case(*whens, default=Value(Stage.OPEN), output_field=CharField())
