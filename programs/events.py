"""What this room tells the rooms above, by the events outbox. `subject_id` is what the name says first."""

from datetime import datetime

from pembinaan.base.models import Event

BATCH_CLOSED = "batch.closed"  # a batch: its people are finished or not finished by the attendance rule
BATCH_REOPENED = "batch.reopened"  # a batch: its people are confirmed again; certificates wait for the next closing
BATCH_CANCELLED = "batch.cancelled"  # a batch
ATTENDANCE_CHANGED = "attendance.changed"  # a batch: presence was recorded or corrected
SEAT_FREED = "seat.freed"  # a batch: a seat may be offered to the next in the queue
SEATS_GIVEN = "seats.given"  # a batch: its seats were given out together, by need or by lot
ROSTER_APPLIED = "roster.applied"  # an uploaded list: its people are enrolled
ENROLLMENT_CONFIRMED = "enrollment.confirmed"  # an enrollment
ENROLLMENT_CANCELLED = "enrollment.cancelled"  # an enrollment that held a seat


def offer_freed_seat(event: Event, now: datetime) -> None:
    """Handle `seat.freed`: offer what is free to the next in the queue; a second run finds nothing free."""
    from programs.applications.waiting_list import offer_free_seats  # noqa: PLC0415
    from programs.models import Batch  # noqa: PLC0415  apps.py imports this file before models are ready

    offer_free_seats(batch=Batch.objects.get(pk=event.subject_id), now=now)


def tell_who_got_seats(event: Event, now: datetime) -> None:
    """Handle `seats.given`: tell everybody what they got and why; each message has its cause, so twice is once."""
    from programs.lots.giving_messages import seats_given  # noqa: PLC0415  apps.py imports this file before models are ready
    from programs.models import Batch  # noqa: PLC0415

    seats_given(Batch.objects.select_related("program").get(pk=event.subject_id), now=now)


def tell_deputy(event: Event, now: datetime) -> None:
    """Handle `absence.recorded` and `absence.ended`: tell the deputy, once for each."""
    from people.absences import ABSENCE_RECORDED  # noqa: PLC0415  as above
    from people.models import Absence  # noqa: PLC0415
    from programs.applications import notices  # noqa: PLC0415

    absence = Absence.objects.select_related("employee").get(pk=event.subject_id)
    if event.kind == ABSENCE_RECORDED:
        notices.deputy_named(absence, now=now)
    else:
        notices.deputy_released(absence, now=now)


def tell_enrolled(event: Event, now: datetime) -> None:
    """Handle `roster.applied`: tell everyone whom the list enrolled, and their heads."""
    from programs.models import Roster  # noqa: PLC0415  as above
    from programs.rosters.messages import roster_applied  # noqa: PLC0415

    rosters = Roster.objects.select_related("batch__program", "applied_by")
    roster_applied(rosters.get(pk=event.subject_id), now=now)
