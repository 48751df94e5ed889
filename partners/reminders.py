"""Telling BKPSDM that an agreement ends: 90, 30 and 7 days before, each once for each end that it has had."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.outbox import enqueue, withdraw
from partners.models import Agreement
from pembinaan.base.dates import city_day, days_in_words
from pembinaan.base.language import in_city_language
from people.models import Account
from people.queries import hr_accounts

# Days before the last day; the earliest first.
MILESTONES = (90, 30, 7)


def remind_of_ends(*, now: datetime) -> int:
    """Write the reminder that is due for each agreement in force; return how many messages were asked for.

    Only the latest milestone reached is told: whoever records an agreement that ends in twenty days hears once.
    Run again, nothing more is written: the cause names agreement, end, milestone and reader.
    """
    day = city_day(now)
    readers = list(hr_accounts(day))
    ending = Agreement.objects.ending_within(MILESTONES[0], day)
    for agreement in ending:
        for account in readers:
            _remind(agreement, account, now)
    return len(ending) * len(readers)


def withdraw_reminders(*, agreement: Agreement, ends_on: date, now: datetime) -> int:
    """Take back what was written of an end that no longer holds and was not sent yet; return how many."""
    return withdraw(prefix=_cause_of(agreement, ends_on), now=now)


@in_city_language()
def _remind(agreement: Agreement, account: Account, now: datetime) -> None:
    assert agreement.ends_on is not None
    left = (agreement.ends_on - city_day(now)).days
    milestone = min(each for each in MILESTONES if left <= each)
    facts = {
        "number": agreement.number,
        "partner": agreement.institution.name,
        "last": days_in_words(agreement.ends_on, agreement.ends_on),
        "left": left,
    }
    with transaction.atomic():
        enqueue(
            to=account,
            kind="agreement.ending",
            subject=_("Perjanjian habis %(last)s: %(partner)s") % facts,
            body=_(
                "Perjanjian %(number)s dengan %(partner)s berlaku sampai %(last)s: %(left)d hari lagi. "
                "Angkatan bermitra tidak dapat dibuka sesudah tanggal itu. Perpanjang perjanjian, atau catat yang baru."
            )
            % facts,
            cause=f"{_cause_of(agreement, agreement.ends_on)}{milestone}:{account.pk}",
            link=reverse("institution", args=[agreement.institution_id]),
            now=now,
        )


def _cause_of(agreement: Agreement, ends_on: date) -> str:
    return f"agreement:{agreement.pk}:{ends_on.isoformat()}:"
