"""Giving seats and numbers to a whole list, under the batch's lock, in a handful of statements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.events import emit, emit_all
from pembinaan.base.language import in_city_language
from people.models import Account
from programs import events
from programs.applications.seats import seats_of
from programs.lots.lot import new_code
from programs.models import Batch, Enrollment, EnrollmentChange, EnrollmentState, SeatMethod
from programs.moves import Step, move_each
from programs.rosters.plan import LATER, QUEUE, SEAT, Outcome, foresee, live_of
from programs.rosters.table import RosterError

STATES = {SEAT: EnrollmentState.CONFIRMED, QUEUE: EnrollmentState.WAITING, LATER: EnrollmentState.APPROVED}
ROWS = 500


class MeanwhileError(RosterError):
    """Somebody of the list applied or stepped back while it was being written."""


def seat_all(
    held: Batch, outcomes: Sequence[Outcome], *, by: Account, now: datetime, reason: str = ""
) -> list[Outcome]:
    """Enroll the good lines of a list in the batch that the caller holds; return what became of each line.

    Who asked already is approved with it. Raises MeanwhileError when somebody of the list applies in this very moment.
    """
    live = live_of(held, [one.employee_id for one in outcomes if one.good])
    seats = seats_of(held)
    done = foresee(held, outcomes, seats, live)
    number = seats.next_number
    for kind in (SEAT, QUEUE, LATER):
        # Seats before numbers: while nobody waits, nobody is passed over.
        chosen = [one for one in done if one.kind == kind]
        numbers = list(range(number, number + len(chosen))) if kind == QUEUE else [None] * len(chosen)
        pairs = list(zip(chosen, numbers, strict=True))
        _approve([pair for pair in pairs if pair[0].employee_id in live], live, STATES[kind], by, now)
        _insert([pair for pair in pairs if pair[0].employee_id not in live], held, STATES[kind], by, now, reason)
    _tell_above(held, done, now)
    if seats.free > 0 and seats.waiting:
        emit(kind=events.SEAT_FREED, subject_id=held.pk, now=now)
    return [replace(one, number="") for one in done]


def _approve(
    pairs: Sequence[tuple[Outcome, int | None]],
    live: dict[int, Enrollment],
    state: EnrollmentState,
    by: Account,
    now: datetime,
) -> None:
    steps = [Step(live[outcome.employee_id], "", number) for outcome, number in pairs]
    # Locked and read again: who cancels right now is waited for.
    asked = Enrollment.objects.filter(pk__in=[step.enrollment.pk for step in steps], state=EnrollmentState.REQUESTED)
    if asked.select_for_update(of=("self",), no_key=True).order_by("pk").count() != len(steps):
        raise MeanwhileError(_("Data berubah pada saat ini juga. Coba lagi."))
    move_each(steps, state, by=by, now=now)


@in_city_language()
def _insert(
    pairs: Sequence[tuple[Outcome, int | None]],
    held: Batch,
    state: EnrollmentState,
    by: Account,
    now: datetime,
    reason: str,
) -> None:
    with refusing_with(MeanwhileError):
        made = Enrollment.objects.bulk_create(
            [
                Enrollment(
                    batch=held,
                    employee_id=outcome.employee_id,
                    unit_id=outcome.unit_id,
                    state=state,
                    requested_at=now,
                    queue_number=number,
                    code=new_code() if held.seat_method == SeatMethod.BY_LOT else None,
                )
                for outcome, number in pairs
            ],
            batch_size=ROWS,
        )
    why = reason or _("Didaftarkan bersama-sama lewat daftar.")
    asked = [
        EnrollmentChange(enrollment=one, to_state=EnrollmentState.REQUESTED, by=by, at=now, reason=why) for one in made
    ]
    EnrollmentChange.objects.bulk_create(asked, batch_size=ROWS)
    given = [
        EnrollmentChange(enrollment=one, from_state=EnrollmentState.REQUESTED, to_state=state, by=by, at=now)
        for one in made
    ]
    EnrollmentChange.objects.bulk_create(given, batch_size=ROWS)


def _tell_above(held: Batch, done: Sequence[Outcome], now: datetime) -> None:
    seated = [one.employee_id for one in done if one.kind == SEAT]
    found = Enrollment.objects.filter(batch=held, employee_id__in=seated, state=EnrollmentState.CONFIRMED)
    emit_all(
        kind=events.ENROLLMENT_CONFIRMED, subject_ids=list(found.order_by("pk").values_list("pk", flat=True)), now=now
    )
