"""Sending what is due: claim, send outside any transaction, mark.

A sender killed between claim and mark leaves a claim that ends after five minutes; the mail goes out
again under the same Message-ID, by which the mail channel can drop the second copy.
"""

from datetime import datetime
from hashlib import sha256
from time import monotonic
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.models import Channel, Message
from pembinaan.base.wake import wake_on_commit

log = structlog.get_logger(__name__)
# Well under the life of a claim: `now` is read once a run, and a claim must outlast its sending.
RUN_SECONDS = 60.0
TASK = "notifications.tasks.send_messages"


def send_due(*, now: datetime, limit: int = 200) -> int:
    """Send due e-mails one by one for up to a minute; return how many went out."""
    connection: BaseEmailBackend | None = None
    started, sent = monotonic(), 0
    for _turn in range(limit):
        message = _claim_next(now)
        if message is None:
            break
        connection = connection or get_connection()
        sent += _send(message, connection, now)
        if monotonic() - started > RUN_SECONDS:
            break
    if connection is not None:
        connection.close()
    return sent


def try_again(*, message_ids: list[int], now: datetime) -> int:
    """Give e-mails that failed too often new tries, from `now`; return how many."""
    with transaction.atomic():
        failed = Message.objects.filter(pk__in=message_ids, channel=Channel.EMAIL, sent_at__isnull=True)
        count = failed.filter(claim__isnull=True, withdrawn_at__isnull=True).update(attempts=0, next_attempt_at=now)
        wake_on_commit(TASK)
    return count


def message_id(cause: str) -> str:
    """The mail's Message-ID: the same for the same cause, however often it is sent."""
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("<> ")
    return f"<{sha256(cause.encode()).hexdigest()[:32]}@{domain}>"


def _claim_next(now: datetime) -> Message | None:
    with transaction.atomic():
        # SKIP LOCKED and the claim: two senders at once must not send the same message.
        message = Message.objects.due(now).select_for_update(skip_locked=True, of=("self",)).first()
        if message is not None:
            message.claim, message.claimed_at = uuid4(), now
            message.attempts += 1
            message.save(update_fields=["claim", "claimed_at", "attempts"])
    return message


def _send(message: Message, connection: BaseEmailBackend, now: datetime) -> bool:
    # Conditional on the claim: whoever took over after our claim ended speaks for the message now.
    mine = Message.objects.filter(pk=message.pk, claim=message.claim, sent_at__isnull=True)
    try:
        _mail(message, connection).send()
    except Exception as failure:  # a refused address or a lost mail server must not stop the others
        log.warning("mail_failed", message_id=message.pk, attempts=message.attempts, failure=repr(failure))
        mine.update(
            claim=None, claimed_at=None, next_attempt_at=message.retry_at(now), last_failure=repr(failure)[:2000]
        )
        return False
    mine.update(claim=None, claimed_at=None, sent_at=now, last_failure="")
    return True


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    site = settings.SITE_ADDRESS.rstrip("/")
    foot = _("Semua pesan Anda: %(address)s") % {"address": f"{site}{reverse('inbox')}"}
    page = "\n\n" + _("Buka: %(address)s") % {"address": f"{site}{message.link}"} if message.link else ""
    return EmailMessage(
        subject=message.subject,
        body=f"{message.body}{page}\n\n-- \n{foot}\n",
        to=[message.to.email],
        headers={"Message-ID": message_id(message.cause), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
