"""Changing an agreement on which batches rely."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from documents.uploads import Upload
from partners import agreements
from partners.errors import AgreementError
from partners.models import Agreement
from people.models import Account
from programs.models import Batch

# Named in a refusal; the rest is counted.
NAMED = 3


def change(
    *,
    agreement: Agreement,
    kind: str,
    number: str,
    starts_on: date,
    ends_on: date,
    scope: str,
    signed: Upload | None,
    by: Account | None,
    now: datetime,
) -> Agreement:
    """Keep a changed agreement, as `partners.agreements.keep` does.

    Raises AgreementError that names the batches which would be left outside; what slips in meanwhile is refused by
    the database.
    """
    outside = Batch.objects.filter(agreement=agreement).filter(Q(starts_on__lt=starts_on) | Q(ends_on__gt=ends_on))
    left = [str(batch) for batch in outside.select_related("program").order_by("starts_on", "pk")]
    if left:
        named = ", ".join(left[:NAMED])
        if len(left) > NAMED:
            named = _("%(named)s dan %(more)d lainnya") % {"named": named, "more": len(left) - NAMED}
        raise AgreementError(
            _("Tanggal ini meninggalkan angkatan di luar perjanjian: %(batches)s. Ubah dahulu tanggal angkatannya.")
            % {"batches": named}
        )
    return agreements.keep(
        agreement=agreement,
        kind=kind,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        scope=scope,
        signed=signed,
        by=by,
        now=now,
    )
