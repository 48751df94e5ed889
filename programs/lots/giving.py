"""Giving a batch's seats to everybody at once, after enrollment closed: by need here, by lot in `drawing.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pembinaan.base.events import emit
from pembinaan.base.language import in_city_language
from people.models import Account
from programs import events
from programs.applications.seats import seats_of
from programs.errors import DrawingError
from programs.locks import hold_batch
from programs.lots.ranking import claims_by_need
from programs.models import (
    Batch,
    BatchState,
    Enrollment,
    EnrollmentQuerySet,
    EnrollmentState,
    Placement,
    PlacementOutcome,
    SeatMethod,
)
from programs.moves import Step, move_each

S = EnrollmentState


@dataclass(frozen=True)
class Turn:
    """An application's place in the order, what it leads to, and why."""

    enrollment_id: int
    place: int
    outcome: str
    reason: str


def give_by_need(*, batch: Batch, by: Account | None, now: datetime) -> Batch:
    """Give the seats in the order of needs, the next ones wait; given twice, nothing more happens.

    Requests still undecided go behind whenever they are approved. Raises DrawingError before enrollment closed.
    """
    with transaction.atomic():
        # Two people who press at once, or beat and a person: the second one sees that all is done.
        held = hold_batch(batch.pk)
        if held.seats_given_at is not None:
            return held
        _require_by_need(held, now)
        hand_out(held, _turns_by_need(held), by=by, now=now)
    return held


def hand_out(held: Batch, turns: Sequence[Turn], *, by: Account | None, now: datetime) -> None:
    """Move everyone who waits for a seat of the held batch along `turns`; who is not in them goes behind.

    Who stepped back meanwhile is passed over; a seat left free by that is offered to the queue like any other.
    """
    live = {one.pk: one for one in _approved(held).select_for_update(of=("self",))}
    seats = seats_of(held)
    chosen = {outcome: [turn for turn in turns if turn.outcome == outcome] for outcome in PlacementOutcome}
    winners = [_step(turn, live) for turn in chosen[PlacementOutcome.SEAT] if turn.enrollment_id in live]
    reserves = [_step(turn, live) for turn in chosen[PlacementOutcome.RESERVE] if turn.enrollment_id in live]
    others = [_step(turn, live) for turn in chosen[PlacementOutcome.NONE] if turn.enrollment_id in live]
    late = _late(live, {turn.enrollment_id for turn in turns})
    if not reserves and not others:
        free = max(seats.free - len(winners), 0)
        winners, late = [*winners, *late[:free]], late[free:]
    # Seats first: nobody waits yet, so nobody is passed over.
    move_each(winners, S.CONFIRMED, by=by, now=now)
    move_each(_numbered([*reserves, *late], seats.next_number), S.WAITING, by=by, now=now)
    move_each(others, S.NOT_DRAWN, by=by, now=now)
    _record(held, turns, now)
    for step in winners:
        emit(kind=events.ENROLLMENT_CONFIRMED, subject_id=step.enrollment.pk, now=now)
    emit(kind=events.SEATS_GIVEN, subject_id=held.pk, now=now)
    emit(kind=events.SEAT_FREED, subject_id=held.pk, now=now)


def _approved(batch: Batch) -> EnrollmentQuerySet:
    return Enrollment.objects.filter(batch=batch, state=S.APPROVED).order_by("pk")


def _step(turn: Turn, live: dict[int, Enrollment]) -> Step:
    return Step(live[turn.enrollment_id], turn.reason)


def _numbered(steps: Sequence[Step], first: int) -> list[Step]:
    return [Step(step.enrollment, step.reason, number) for number, step in enumerate(steps, first)]


@in_city_language()
def _late(live: dict[int, Enrollment], listed: set[int]) -> list[Step]:
    """Those approved after the list was closed, in the order of their approvals."""
    approved = Enrollment.objects.filter(pk__in=live.keys() - listed).annotate(decided=Max("changes__pk"))
    reason = _("Disetujui setelah daftar ditutup, jadi berada di belakang mereka yang ada dalam daftar.")
    return [Step(live[pk], reason) for pk in approved.order_by("decided").values_list("pk", flat=True)]


def _record(held: Batch, turns: Sequence[Turn], now: datetime) -> None:
    Placement.objects.bulk_create(
        [
            Placement(
                batch=held,
                enrollment_id=turn.enrollment_id,
                place=turn.place,
                outcome=turn.outcome,
                reason=turn.reason,
                at=now,
            )
            for turn in turns
        ],
        batch_size=500,
    )
    held.seats_given_at = now
    held.save(update_fields=["seats_given_at"])


@in_city_language()
def _turns_by_need(held: Batch) -> list[Turn]:
    claims = claims_by_need(held)
    seats, reserves = seats_of(held).free, len(claims) if held.reserves is None else held.reserves
    turns = []
    for place, claim in enumerate(claims, 1):
        outcome = PlacementOutcome.SEAT if place <= seats else PlacementOutcome.RESERVE
        if place > seats + reserves:
            outcome = PlacementOutcome.NONE
        facts = {"place": place, "all": len(claims), "claim": claim.in_words()}
        reason = _("Urutan ke-%(place)d dari %(all)d menurut kebutuhan: %(claim)s.") % facts
        turns.append(Turn(claim.enrollment_id, place, outcome, reason))
    return turns


def _require_by_need(batch: Batch, now: datetime) -> None:
    if batch.seat_method != SeatMethod.BY_NEED:
        raise DrawingError(_("Kursi angkatan ini tidak dibagikan menurut kebutuhan."))
    if batch.state != BatchState.OPEN:
        raise DrawingError(_("Kursi hanya dibagikan pada angkatan yang diumumkan dan belum selesai."))
    if now < batch.enrollment_closes_at:
        raise DrawingError(_("Kursi dibagikan setelah pendaftaran ditutup, supaya semua yang mendaftar ikut."))
