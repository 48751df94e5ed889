"""Writing messages in the transaction of the deed they tell of."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from notifications.channels import first_reaching
from notifications.models import NEVER_SENT, Channel, Message, Pace, Preference
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
    about: str = "",
    calendar: str = "",
    urgent: bool = False,
) -> Message:
    """Write a message to `to`, due now or at `not_before`; the same `cause` again returns the first one.

    `link` is the path of the page to open, `about` the thing it speaks of ("batch:12"), `calendar` the iCalendar
    objects that go with it. What the account chose decides how it comes: at once, in the daily digest, or on the
    page of messages only. `urgent` (a deadline, a meeting moved or called off, security) comes at once whatever was
    chosen; a message with invitations comes at once unless the account wants none at all.
    """
    due = not_before or now
    values = {
        "to": to,
        "kind": kind,
        "subject": " ".join(subject.split())[:200],
        "body": body,
        "link": link,
        "about": about,
        "calendar": calendar,
        "channel": _channel_of(to, urgent=urgent, invites=bool(calendar)),
        "created_at": now,
        "not_before": due,
        "next_attempt_at": due,
    }
    with transaction.atomic(savepoint=False):
        message, created = Message.objects.get_or_create(cause=cause, defaults=values)
        if created and message.channel not in NEVER_SENT and due <= now:
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
    waiting = waiting.filter(digest__isnull=True)
    return waiting.exclude(channel=Channel.IN_APP, not_before__lte=now).update(withdrawn_at=now)


def _channel_of(account: Account, *, urgent: bool, invites: bool) -> str:
    way_out = first_reaching(account)
    if way_out is None:
        return Channel.IN_APP
    pace = Preference.objects.filter(account=account).values_list("pace", flat=True).first()
    if urgent or pace is None or pace == Pace.AT_ONCE:
        return way_out
    if pace == Pace.IN_SITE:
        return Channel.IN_APP
    return way_out if invites else Channel.DIGEST
