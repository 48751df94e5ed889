"""Writing messages in the transaction of the deed they tell of."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from notifications.models import Channel, Message, Preference
from pembinaan.base.wake import wake_on_commit
from people.models import Account


def enqueue(
    *,
    to: Account,
    kind: str,
    subject: str,
    body: str,
    cause: str,
    now: datetime,
    not_before: datetime | None = None,
    link: str = "",
) -> Message:
    """Write a message to `to`, due now or at `not_before`; the same `cause` again returns the first one.

    `link` is the path of the page to open. An account without an e-mail address, or that wants none, reads the
    message on the page of messages only.
    """
    due = not_before or now
    values = {
        "to": to,
        "kind": kind,
        "subject": " ".join(subject.split())[:200],
        "body": body,
        "link": link,
        "channel": _channel_of(to),
        "created_at": now,
        "not_before": due,
        "next_attempt_at": due,
    }
    with transaction.atomic():
        message, created = Message.objects.get_or_create(cause=cause, defaults=values)
        if created and message.channel == Channel.EMAIL and due <= now:
            wake_on_commit("notifications.tasks.send_messages")
    return message


def withdraw(*, causes: Iterable[str] = (), prefix: str = "", now: datetime) -> int:
    """Take back messages that are not yet due or not yet sent, by cause or by the start of it; return how many.

    A withdrawn cause stays taken: writing it again does not bring the message back.
    """
    chosen = Message.objects.filter(cause__in=list(causes))
    if prefix:
        chosen = chosen | Message.objects.filter(cause__startswith=prefix)
    # Conditional update: a message that a sender holds at this moment is as good as sent.
    waiting = chosen.filter(sent_at__isnull=True, claim__isnull=True, withdrawn_at__isnull=True, read_at__isnull=True)
    return waiting.exclude(channel=Channel.IN_APP, not_before__lte=now).update(withdrawn_at=now)


def _channel_of(account: Account) -> Channel:
    unwanted = Preference.objects.filter(account=account, by_email=False)
    return Channel.EMAIL if account.email and not unwanted.exists() else Channel.IN_APP
