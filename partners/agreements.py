"""Agreements: keeping them with their signed file, and for how long they hold."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents.files import store
from documents.uploads import Upload, check
from partners.errors import AgreementError
from partners.models import Agreement
from partners.reminders import withdraw_reminders
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import days_in_words
from people.audit import acting
from people.models import Account

# Days before the end at which an agreement is shown as about to end.
SOON_DAYS = 90
SIGNED_FILE_MEGABYTES = 10


def by_end() -> QuerySet[Agreement]:
    """All agreements with their partners, the latest end first."""
    return Agreement.objects.select_related("institution").order_by("-ends_on", "number")


def days_left(agreement: Agreement, day: date) -> int:
    """Whole days from `day` to the last day of the agreement; negative after it."""
    assert agreement.ends_on is not None
    return (agreement.ends_on - day).days


def keep(
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
    """Keep a new or changed agreement; without a new `signed` file the one it has stays.

    Another end withdraws the reminders of the old one that were not sent yet.
    Raises AgreementError when dates or number do not fit, or batches would be left outside;
    UploadError when the file is not a PDF of at most ten megabytes.
    """
    file = check(upload=signed, kinds={"pdf"}, most_megabytes=SIGNED_FILE_MEGABYTES) if signed else None
    before = Agreement.objects.filter(pk=agreement.pk).values_list("ends_on", flat=True).first()
    agreement.kind, agreement.number, agreement.scope = kind, number, scope
    agreement.starts_on, agreement.ends_on = starts_on, ends_on
    with transaction.atomic(), acting(by, "keep agreement"), refusing_with(AgreementError):
        if file is not None:
            agreement.signed = store(name=file.name, content_type=file.content_type, content=file.content, now=now)
        agreement.save()
        if before is not None and before != ends_on:
            withdraw_reminders(agreement=agreement, ends_on=before, now=now)
    return agreement


def misfit(agreement: Agreement, first: date, last: date) -> str:
    """Why days from `first` to `last` do not lie inside the agreement, as a sentence; empty when they do."""
    assert agreement.ends_on is not None
    if agreement.starts_on <= first and last <= agreement.ends_on:
        return ""
    facts = {
        "number": agreement.number,
        "first": date_in_words(agreement.starts_on),
        "last": date_in_words(agreement.ends_on),
    }
    if last > agreement.ends_on:
        return (
            _("Perjanjian %(number)s hanya berlaku sampai %(last)s. Majukan tanggal angkatan, atau perpanjang dahulu.")
            % facts
        )
    return _("Perjanjian %(number)s baru berlaku mulai %(first)s. Mundurkan tanggal angkatan.") % facts


def in_words(agreement: Agreement) -> str:
    """An agreement as one chooses it: its last day first, which a narrow field still shows."""
    assert agreement.ends_on is not None
    return _("Sampai %(last)s · %(number)s") % {"last": date_in_words(agreement.ends_on), "number": agreement.number}


def date_in_words(day: date) -> str:
    """A day as the city writes it: "9 Maret 2026"."""
    return days_in_words(day, day)
