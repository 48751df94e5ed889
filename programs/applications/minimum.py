"""Batches that closed their enrollment with fewer people than they need: BKPSDM is told, once for each closing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan.base.dates import city_day
from pembinaan.base.language import in_city_language
from people.queries import hr_accounts
from programs.models import Batch, BatchState
from programs.telling import about_batch, write


def batches_below_minimum(now: datetime) -> list[Any]:
    """Batches to come whose enrollment is closed below their minimum, `with_counts`, the soonest first."""
    closed = Batch.objects.filter(
        state=BatchState.OPEN, minimum__gt=0, enrollment_closes_at__lte=now, starts_on__gt=city_day(now)
    )
    counted: Any = closed.with_counts().select_related("program")
    return list(counted.filter(coming__lt=F("minimum")).order_by("starts_on", "pk"))


def tell_of_batches_below_minimum(*, now: datetime) -> int:
    """Tell BKPSDM of each such batch, once for each closing time; return how many batches there are."""
    thin = batches_below_minimum(now)
    with transaction.atomic():
        for batch in thin:
            _tell(batch, now)
    return len(thin)


@in_city_language()
def _tell(batch: Any, now: datetime) -> None:
    facts = {
        "batch": str(batch),
        "coming": batch.coming,
        "minimum": batch.minimum,
        "first": date_format(batch.starts_on, "j F Y"),
    }
    body = _("Pendaftaran ditutup dengan %(coming)d dari paling sedikit %(minimum)d peserta.") % facts
    if batch.requested:
        undecided = ngettext(
            "%(n)d permohonan belum diputuskan.", "%(n)d permohonan belum diputuskan.", batch.requested
        )
        body = f"{body} {undecided % {'n': batch.requested}}"
    then = _("Angkatan mulai %(first)s: perpanjang pendaftaran, atau batalkan angkatan.") % facts
    write(
        hr_accounts(city_day(now)),
        kind="batch.thin",
        subject=_("Kurang peserta: %(batch)s") % facts,
        body=f"{body} {then}",
        cause=f"batch:{batch.pk}:thin:{int(batch.enrollment_closes_at.timestamp())}",
        link=reverse("hr_batch", args=[batch.pk]),
        about=about_batch(batch.pk),
        now=now,
    )
