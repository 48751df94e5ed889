"""An order of roll-out from the frozen list to the draw. The lot itself is in `lot.py`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import RolloutOrder
from evaluations.next_year import lot as unit_lot
from evaluations.next_year.errors import NextYearError
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from people.models import Account, Unit
from programs.lots import lot
from programs.models import Program

DRAND_DIGITS = 64


@dataclass(frozen=True)
class Source:
    """A value that will be born later: who publishes it, where, when."""

    source: str
    url: str
    born_at: datetime


def freeze(
    *,
    program: Program,
    units: Iterable[Unit],
    months: Sequence[date],
    value: Source,
    by: Account | None,
    now: datetime,
) -> RolloutOrder:
    """Freeze the list of units and the waves' months (first days), and publish its digest; from now on it stays.

    Raises NextYearError for fewer units than waves, months that are past or not in order, a value that was born
    already, or a program that has an order for that year.
    """
    codes = sorted({unit.code for unit in units})
    _require_sensible(codes, months, now)
    listing = unit_lot.listing_of(codes, months)
    with transaction.atomic(), refusing_with(NextYearError):
        return RolloutOrder.objects.create(
            program=program,
            year=months[0].year,
            months=list(months),
            listing=listing,
            list_digest=lot.digest(listing),
            value_source=value.source,
            value_url=value.url,
            value_at=value.born_at,
            frozen_at=now,
            frozen_by=by,
        )


def record_value(*, order: RolloutOrder, value: str, by: Account | None, now: datetime) -> RolloutOrder:
    """Write down the public value as its source shows it; until the draw a slip of the pen can be mended.

    Raises NextYearError before the value's birth, for an empty one, or one that drand cannot have published.
    """
    value = value.strip()
    if not value:
        raise NextYearError(_("Tuliskan nilai umum persis seperti pada sumbernya."))
    if order.value_source.startswith("drand ") and not _from_drand(value):
        raise NextYearError(_("Nilai drand terdiri dari 64 huruf kecil a–f dan angka. Periksa salinannya."))
    with transaction.atomic(), refusing_with(NextYearError):
        held = _hold(order)
        held.value, held.value_recorded_at = value, now
        held.save(update_fields=["value", "value_recorded_at"])
    return held


def draw(*, order: RolloutOrder, by: Account | None, now: datetime) -> RolloutOrder:
    """Fix the seed, from which the order follows. Drawn once; drawn twice, the first one stays.

    Raises NextYearError when the value is not yet known, or the order was withdrawn.
    """
    with transaction.atomic(), refusing_with(NextYearError):
        held = _hold(order)
        if held.drawn_at is not None:
            return held
        if not held.value:
            raise NextYearError(_("Catat nilai umum dahulu."))
        held.seed = unit_lot.seed_of(held.listing, held.value)
        held.drawn_at, held.drawn_by = now, by
        held.save(update_fields=["seed", "drawn_at", "drawn_by"])
    return held


def withdraw(*, order: RolloutOrder, reason: str, by: Account | None, now: datetime) -> RolloutOrder:
    """Take an order back before its value is born, with the reason; it stays readable. Withdrawn twice, it stays.

    Raises NextYearError without a reason, or once the value could be known: then it would be a choice of outcomes.
    """
    if not reason.strip():
        raise NextYearError(_("Tuliskan alasan undian dibatalkan."))
    with transaction.atomic(), refusing_with(NextYearError):
        held = _hold(order)
        if held.withdrawn_at is not None:
            return held
        held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = now, by, reason.strip()
        held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return held


def _hold(order: RolloutOrder) -> RolloutOrder:
    # Two people who press at once: the second one waits here and then sees what was done.
    return RolloutOrder.objects.select_for_update(no_key=True).get(pk=order.pk)


def _from_drand(value: str) -> bool:
    return len(value) == DRAND_DIGITS and set(value) <= set("0123456789abcdef")


def _require_sensible(codes: Sequence[str], months: Sequence[date], now: datetime) -> None:
    if len(months) < 2:
        raise NextYearError(_("Pilih dua sampai dua belas gelombang."))
    if len(codes) < len(months):
        raise NextYearError(_("Centang unit, paling sedikit sebanyak gelombangnya."))
    if any(later <= earlier for earlier, later in pairwise(months)):
        raise NextYearError(_("Bulan gelombang harus berurutan, dari yang paling awal."))
    if months[0] <= city_day(now):
        raise NextYearError(_("Gelombang pertama mulai paling cepat bulan depan."))
