"""What the clock does for batches that give their seats after enrollment closed."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db.models import QuerySet

from pembinaan.base.errors import DomainError
from programs.lots.drawing import draw, freeze
from programs.lots.giving import give_by_need
from programs.models import Batch, BatchState, SeatMethod

log = structlog.get_logger(__name__)


def give_what_is_due(*, now: datetime) -> None:
    """Give, freeze and draw what is due at `now`, each batch by itself; what is refused waits for BKPSDM."""
    closed = Batch.objects.filter(state=BatchState.OPEN, seats_given_at__isnull=True, enrollment_closes_at__lte=now)
    by_lot = closed.filter(seat_method=SeatMethod.BY_LOT)
    _each(
        closed.filter(seat_method=SeatMethod.BY_NEED),
        lambda batch: give_by_need(batch=batch, by=None, now=now),
    )
    # After the value's birth only BKPSDM can help, by naming a later one.
    _each(
        by_lot.filter(lot__frozen_at__isnull=True, lot__value_at__gt=now),
        lambda batch: freeze(batch=batch, by=None, now=now),
    )
    _each(
        by_lot.filter(lot__reveal_by__lte=now).exclude(lot__value=""),
        lambda batch: draw(batch=batch, secret="", by=None, now=now),
    )


def _each(batches: QuerySet[Batch], act: Callable[[Batch], object]) -> None:
    for batch in batches.select_related("program").order_by("pk"):
        try:
            act(batch)
        except DomainError as refusal:
            log.warning("seats_not_given", batch=batch.pk, why=refusal.message)
