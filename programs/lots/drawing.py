"""A lot from its secret to its outcome. The rules themselves are in `lot.py`, the giving of seats in `giving.py`."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.language import in_city_language
from people.models import Account
from programs.applications.seats import seats_of
from programs.errors import DrawingError
from programs.locks import hold_batch
from programs.lots import giving_messages, lot
from programs.lots.giving import Turn, hand_out
from programs.models import (
    Batch,
    BatchState,
    Enrollment,
    EnrollmentState,
    Lot,
    LotBy,
    LotEntry,
    LotStratum,
    SeatMethod,
    StrataBy,
)


@dataclass(frozen=True)
class PublicValue:
    """A value that will be born after enrollment closed: who publishes it, where, when; and until when HR reveals."""

    source: str
    url: str
    born_at: datetime
    reveal_by: datetime


@dataclass(frozen=True)
class Prepared:
    """A lot and its secret, which is kept nowhere: it is shown once."""

    lot: Lot
    secret: str


def prepare(*, batch: Batch, value: PublicValue, by: Account | None, now: datetime) -> Prepared:
    """Make the lot's secret and keep its digest; while the batch is a draft, a lost secret is made anew.

    Raises DrawingError when the batch is no draft, is not given by lot, or the value is born too early.
    """
    secret = lot.new_secret()
    with transaction.atomic(), refusing_with(DrawingError):
        held = hold_batch(batch.pk)
        if held.seat_method != SeatMethod.BY_LOT:
            raise DrawingError(_("Pilih dahulu “diundi” sebagai cara membagi kursi."))
        if held.state != BatchState.DRAFT:
            raise DrawingError(_("Pendaftaran sudah dibuka, jadi rahasia tidak dapat dibuat lagi."))
        _require_fitting(held, value, now)
        made, _created = Lot.objects.update_or_create(
            batch=held,
            defaults={
                "secret_digest": lot.digest(secret),
                "committed_at": now,
                "committed_by": by,
                **_columns(value),
            },
        )
    return Prepared(made, secret)


def name_value(*, batch: Batch, value: PublicValue, by: Account | None, now: datetime) -> Lot:
    """Name another public value, as long as the list is not frozen: later the choice could steer the lot.

    Raises DrawingError when the list is frozen, or the value is born before enrollment closes or before now.
    """
    with transaction.atomic(), refusing_with(DrawingError):
        held = hold_batch(batch.pk)
        found = _lot_of(held)
        _require_fitting(held, value, now)
        for name, column in _columns(value).items():
            setattr(found, name, column)
        found.save(update_fields=list(_columns(value)))
    return found


def freeze(*, batch: Batch, by: Account | None, now: datetime) -> Lot:
    """Freeze the list of those approved when enrollment has closed, and publish its digest; frozen twice, it stays.

    Raises DrawingError before closing, or when the public value was born already (name a later one).
    """
    with transaction.atomic(), refusing_with(DrawingError):
        # An approval at this moment is before the list or behind it, never half in it.
        held = hold_batch(batch.pk)
        found = _lot_of(held)
        if found.frozen_at is not None:
            return found
        _require_closed(held, now)
        entries = _entries(held, found)
        LotEntry.objects.bulk_create(entries, batch_size=500)
        _keep_strata(held, found, entries)
        found.listing = lot.listing(_tickets(entries))
        found.list_digest, found.frozen_at = lot.digest(found.listing), now
        found.save(update_fields=["listing", "list_digest", "frozen_at"])
        giving_messages.list_frozen(found, now=now)
    return found


def record_value(*, batch: Batch, value: str, by: Account | None, now: datetime) -> Lot:
    """Write down the public value as its source shows it; until the draw a slip of the pen can be mended.

    Raises DrawingError before the list is frozen or the value is born, or after the draw.
    """
    with transaction.atomic(), refusing_with(DrawingError):
        found = _lot_of(hold_batch(batch.pk))
        if found.frozen_at is None:
            raise DrawingError(_("Daftar undian belum dikunci. Nilai umum dicatat sesudahnya."))
        if now < found.value_at:
            raise DrawingError(_("Nilai umum belum lahir. Catat setelah sumbernya mengumumkan."))
        if not value.strip():
            raise DrawingError(_("Tuliskan nilai umum persis seperti pada sumbernya."))
        found.value, found.value_recorded_at = value.strip(), now
        found.save(update_fields=["value", "value_recorded_at"])
    return found


def draw(*, batch: Batch, secret: str, by: Account | None, now: datetime) -> Lot:
    """Draw: the seed from secret, list and value, the order from the seed, the seats along the order. Drawn once.

    Without a secret (empty) only after the stated deadline. Raises DrawingError when the secret does not fit its
    published digest, or list or value are missing.
    """
    with transaction.atomic(), refusing_with(DrawingError):
        # Two people who press at once: the second one waits here and then sees that all is done.
        held = hold_batch(batch.pk)
        found = _lot_of(held)
        if found.drawn_at is not None:
            return found
        _require_drawable(found, secret.strip(), now)
        found.secret = secret.strip()
        found.seed = lot.seed_of(secret=found.secret, list_digest=found.list_digest, value=found.value)
        found.drawn_at, found.drawn_by = now, by
        found.save(update_fields=["secret", "seed", "drawn_at", "drawn_by"])
        hand_out(held, _turns(held, found), by=by, now=now)
    return found


def _lot_of(batch: Batch) -> Lot:
    found = Lot.objects.filter(batch=batch).first()
    if found is None:
        raise DrawingError(_("Siapkan undian dahulu: rahasia dan nilai umumnya."))
    found.batch = batch
    return found


def _columns(value: PublicValue) -> dict[str, object]:
    return {
        "value_source": value.source,
        "value_url": value.url,
        "value_at": value.born_at,
        "reveal_by": value.reveal_by,
    }


def _require_fitting(batch: Batch, value: PublicValue, now: datetime) -> None:
    if value.born_at <= batch.enrollment_closes_at:
        raise DrawingError(_("Nilai umum harus lahir setelah pendaftaran ditutup."))
    if value.born_at <= now:
        raise DrawingError(_("Nilai umum ini sudah lahir. Sebutkan nilai yang lahir kemudian."))


def _require_closed(batch: Batch, now: datetime) -> None:
    if batch.state != BatchState.OPEN:
        raise DrawingError(_("Undian hanya untuk angkatan yang diumumkan dan belum selesai."))
    if now < batch.enrollment_closes_at:
        raise DrawingError(_("Daftar undian dikunci setelah pendaftaran ditutup."))


def _require_drawable(found: Lot, secret: str, now: datetime) -> None:
    if found.batch.state != BatchState.OPEN:
        raise DrawingError(_("Undian hanya untuk angkatan yang diumumkan dan belum selesai."))
    if found.frozen_at is None or not found.value:
        raise DrawingError(_("Kunci daftar dan catat nilai umum dahulu."))
    if not secret and now < found.reveal_by:
        raise DrawingError(_("Tempelkan rahasia. Tanpa rahasia undian baru berjalan setelah batas waktunya lewat."))
    if secret and lot.digest(secret) != found.secret_digest:
        raise DrawingError(_("Rahasia ini tidak cocok dengan sidik yang sudah diumumkan. Periksa salinannya."))


def _entries(batch: Batch, found: Lot) -> list[LotEntry]:
    approved = Enrollment.objects.filter(batch=batch, state=EnrollmentState.APPROVED)
    return [
        LotEntry(
            lot=found,
            enrollment=one,
            code=one.code or "",
            unit_code=one.unit.code if batch.lot_by == LotBy.UNIT else "",
            stratum=_stratum(batch, one),
        )
        for one in approved.select_related("unit__sector").order_by("code")
    ]


def _stratum(batch: Batch, enrollment: Enrollment) -> str:
    unit = enrollment.unit
    names = {StrataBy.SECTOR: unit.sector.code, StrataBy.UNIT: unit.code, StrataBy.NONE: lot.EVERYBODY}
    return str(names[StrataBy(batch.strata_by)])


def _tickets(entries: list[LotEntry]) -> list[lot.Ticket]:
    return [lot.Ticket(entry.code, entry.unit_code, entry.stratum) for entry in entries]


def _keep_strata(batch: Batch, found: Lot, entries: list[LotEntry]) -> None:
    applicants = Counter(entry.stratum for entry in entries)
    seats = lot.shares(applicants, seats_of(batch).free)
    LotStratum.objects.bulk_create(
        [LotStratum(lot=found, name=name, applicants=applicants[name], seats=seats[name]) for name in sorted(seats)]
    )


@in_city_language()
def _turns(batch: Batch, found: Lot) -> list[Turn]:
    people = dict(found.entries.order_by("pk").values_list("code", "enrollment_id"))
    seats = dict(found.strata.order_by("pk").values_list("name", "seats"))
    ordered = lot.in_order(lot.tickets_of(found.listing), found.seed)
    turns = []
    for drawn in lot.outcomes(ordered, seats, batch.reserves):
        facts = {"place": drawn.place, "all": len(ordered), "seats": sum(seats.values()), "code": drawn.ticket.code}
        reason = _("Urutan ke-%(place)d dari %(all)d dalam undian untuk %(seats)d kursi (kode %(code)s).") % facts
        turns.append(Turn(people[drawn.ticket.code], drawn.place, drawn.outcome, reason))
    return turns
