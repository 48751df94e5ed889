"""Reads that are more than a filter: what pages show beside the rows themselves."""

from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from programs.models import (
    HOLDING,
    PARTICIPANTS,
    Batch,
    BatchState,
    Enrollment,
    EnrollmentState,
    Lot,
    SeatMethod,
    Session,
    counted,
)

# Enrolled people first, then offers and the queue, then who is not decided, then who is out.
ORDER = (
    *PARTICIPANTS,
    EnrollmentState.OFFERED,
    EnrollmentState.WAITING,
    EnrollmentState.APPROVED,
    EnrollmentState.REQUESTED,
    EnrollmentState.DECLINED,
    EnrollmentState.NOT_DRAWN,
    EnrollmentState.LAPSED,
    EnrollmentState.CANCELLED,
)
_RANK = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(ORDER)), output_field=IntegerField())


def with_place(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Each with `place`: its place in the queue of its batch, as long as it waits."""
    ahead = Enrollment.objects.filter(
        batch=OuterRef("batch"), state=EnrollmentState.WAITING, queue_number__lte=OuterRef("queue_number")
    )
    counted = ahead.order_by().values("batch").annotate(many=Count("pk")).values("many")
    return enrollments.annotate(place=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def with_free_seats(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Each with `free`: seats of its batch that nobody holds and nobody was offered."""
    held = Enrollment.objects.filter(batch=OuterRef("batch"), state__in=HOLDING).order_by().values("batch")
    taken = Coalesce(Subquery(held.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)
    return enrollments.annotate(free=F("batch__seats") - taken)


def with_next_place(enrollments: QuerySet[Enrollment]) -> QuerySet[Any]:
    """Each with `next_place`: the place in the queue that an approval now would give; 0: a seat at once."""
    queued = Enrollment.objects.filter(batch=OuterRef("batch"), state=EnrollmentState.WAITING)
    counted = queued.order_by().values("batch").annotate(many=Count("pk")).values("many")
    waiting = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    at_once = When(free__gt=0, waiting=0, then=Value(0))
    return (
        with_free_seats(enrollments)
        .annotate(waiting=waiting)
        .annotate(next_place=Case(at_once, default=F("waiting") + 1, output_field=IntegerField()))
    )


def lot_shown(batch: Batch) -> Lot | None:
    """The batch's lot as the public may see it: from the moment when the batch is announced."""
    if batch.seat_method != SeatMethod.BY_LOT or batch.state == BatchState.DRAFT:
        return None
    return Lot.objects.filter(batch=batch).first()


def sessions_with_presence(batch: Batch) -> QuerySet[Session]:
    """The batch's sessions in time, each with `present` and `marked`: people there, people recorded."""
    return (
        Session.objects.filter(batch=batch)
        .select_related("instructor", "room")
        .annotate(
            present=Count("attendances", filter=Q(attendances__present=True)),
            marked=Count("attendances"),
        )
        .order_by("starts_at", "pk")
    )


def participants_of(batch: Batch) -> Any:
    """Everyone with an application to the batch: participants, then the queue in its order, then the rest.

    Each with `place` in the queue and `present`, the number of sessions at which the person was.
    """
    return with_place(
        Enrollment.objects.filter(batch=batch)
        .select_related("employee", "unit")
        .annotate(present=Count("attendances", filter=counted("attendances__")))
    ).order_by(_RANK, "queue_number", "employee__name", "pk")
