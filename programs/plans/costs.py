"""What a batch really cost: recording a payment, and correcting one so that the first stays readable."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from people.models import Account
from programs.errors import CostError
from programs.models import Cost


def record(*, cost: Cost, by: Account | None, now: datetime) -> Cost:
    """Keep a payment (unsaved, of a batch, in whole rupiah). Raises CostError for a day to come or a wrong amount."""
    if cost.spent_on > city_day(now):
        raise CostError(_("Tanggal pengeluaran belum tiba. Catat biaya setelah dibayarkan."))
    cost.by, cost.at = by, now
    with transaction.atomic(), refusing_with(CostError):
        cost.save(force_insert=True)
    return cost


def correct(*, cost: Cost, instead: Cost | None, reason: str, by: Account | None, now: datetime) -> Cost | None:
    """Take a payment back, with the reason, and record `instead` (unsaved) in its place; None: nothing in its place.

    Raises CostError without a reason, or when it was taken back already.
    """
    if not reason.strip():
        raise CostError(_("Tuliskan alasan koreksi."))
    with transaction.atomic(), refusing_with(CostError):
        # Conditional on nobody having taken it back: of two corrections at once only the first counts.
        standing = Cost.objects.standing().filter(pk=cost.pk)
        if not standing.update(voided_at=now, voided_by=by, void_reason=reason.strip()):
            raise CostError(_("Catatan biaya ini sudah dikoreksi. Muat ulang halaman."))
        if instead is None:
            return None
        instead.batch_id, instead.corrects = cost.batch_id, cost
        return record(cost=instead, by=by, now=now)
