"""Reading messages."""

from datetime import datetime

from django.db import transaction

from notifications.models import Message, Pace, Preference
from people.models import Account


def unread_count(account: Account | None, now: datetime) -> int:
    """How many messages the account has not marked as read; 0 when nobody signed in."""
    return Message.objects.inbox_of(account, now).unread().count() if account else 0


def mark_read(*, account: Account, now: datetime, message_id: int | None = None) -> int:
    """Mark one message of the account, or all that it can see now, as read; return how many."""
    unread = Message.objects.inbox_of(account, now).unread()
    if message_id is not None:
        unread = unread.filter(pk=message_id)
    return unread.order_by().update(read_at=now)


def choose_pace(*, account: Account, pace: str) -> Preference:
    """Note how soon the account wants to be written to; it counts for messages written from now on.

    The same choice again changes nothing.
    """
    with transaction.atomic():
        preference, _ = Preference.objects.update_or_create(account=account, defaults={"pace": pace})
    return preference


def pace_of(account: Account) -> str:
    """How soon the account wants to be written to."""
    chosen = Preference.objects.filter(account=account).values_list("pace", flat=True).first()
    return chosen or Pace.AT_ONCE
