"""The promises of lots and of seats given together, looked at from outside; part of `verify.py`."""

from collections.abc import Iterator
from datetime import datetime

from programs.breach import PATIENCE, Breach
from programs.lots import lot
from programs.models import Batch, BatchState, Lot, LotEntry, PlacementOutcome, SeatMethod


def lots(now: datetime) -> Iterator[Breach]:
    """Each lot recomputed from what it published: list, digests, seed, order, outcomes."""
    for found in Lot.objects.exclude(frozen_at=None).select_related("batch").order_by("pk"):
        if lot.digest(found.listing) != found.list_digest:
            yield Breach("sidik daftar undian sesuai dengan daftarnya", f"undian {found.pk}")
        if lot.listing(_tickets(found)) != found.listing:
            yield Breach("peserta undian sama dengan daftar yang dikunci", f"undian {found.pk}")
        if found.drawn_at is not None and _drawn(found) != _recomputed(found):
            yield Breach("urutan undian dapat dihitung ulang", f"undian {found.pk}")


def _tickets(found: Lot) -> list[lot.Ticket]:
    rows = LotEntry.objects.filter(lot=found).order_by("code").values_list("code", "unit_code", "stratum")
    return [lot.Ticket(*row) for row in rows]


def _drawn(found: Lot) -> list[tuple[str, int, str]]:
    rows = found.batch.placements.order_by("place")
    return list(rows.values_list("enrollment__lot_entry__code", "place", "outcome"))


def _recomputed(found: Lot) -> list[tuple[str, int, str]]:
    seats = dict(found.strata.order_by("name").values_list("name", "seats"))
    seed = lot.seed_of(secret=found.secret, list_digest=found.list_digest, value=found.value)
    ordered = lot.in_order(lot.tickets_of(found.listing), seed)
    return [
        (drawn.ticket.code, drawn.place, drawn.outcome) for drawn in lot.outcomes(ordered, seats, found.batch.reserves)
    ]


def given(now: datetime) -> Iterator[Breach]:
    """Seats are given when they are due, to no more people than there are seats, the queue in the order's order."""
    running = Batch.objects.filter(state=BatchState.OPEN, seats_given_at=None)
    due = running.filter(seat_method=SeatMethod.BY_NEED, enrollment_closes_at__lt=now - PATIENCE)
    for batch in due.order_by("pk"):
        yield Breach("kursi menurut kebutuhan dibagikan setelah pendaftaran ditutup", f"angkatan {batch.pk}")
    late = running.filter(seat_method=SeatMethod.BY_LOT, lot__frozen_at=None)
    for batch in late.filter(enrollment_closes_at__lt=now - PATIENCE).order_by("pk"):
        yield Breach("daftar undian dikunci setelah pendaftaran ditutup", f"angkatan {batch.pk}")
    for batch in Batch.objects.exclude(seats_given_at=None).order_by("pk"):
        yield from _queue_follows(batch)


def _queue_follows(batch: Batch) -> Iterator[Breach]:
    placed = batch.placements.order_by("place")
    reserves = placed.filter(outcome=PlacementOutcome.RESERVE).exclude(enrollment__queue_number=None)
    numbers = [number or 0 for number in reserves.values_list("enrollment__queue_number", flat=True)]
    if numbers != sorted(numbers):
        yield Breach("daftar tunggu mengikuti urutan pembagian kursi", f"angkatan {batch.pk}")
    places = list(placed.values_list("place", flat=True))
    if places != list(range(1, len(places) + 1)):
        yield Breach("urutan pembagian kursi lengkap", f"angkatan {batch.pk}")
