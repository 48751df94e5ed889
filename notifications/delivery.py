"""Sending what is due: claim, send outside any transaction, mark.

A sender killed between claim and mark leaves a claim that ends after five minutes; the message goes out
again under the same Message-ID, by which its channel can drop the second copy.
"""

from datetime import datetime
from time import monotonic
from uuid import uuid4

import structlog
from django.db import transaction

from notifications.channels import MessageChannel, channel
from notifications.models import NEVER_SENT, Message
from pembinaan.base.wake import wake_on_commit

log = structlog.get_logger(__name__)
# Well under the life of a claim: `now` is read once a run, and a claim must outlast its sending.
RUN_SECONDS = 60.0
TASK = "notifications.tasks.send_messages"


def send_due(*, now: datetime, limit: int = 200) -> int:
    """Send due messages one by one for up to a minute; return how many went out."""
    channels: dict[str, MessageChannel] = {}
    started, sent = monotonic(), 0
    for _turn in range(limit):
        message = _claim_next(now)
        if message is None:
            break
        sent += _send(message, channels, now)
        if monotonic() - started > RUN_SECONDS:
            break
    for used in channels.values():
        used.close()
    return sent


def try_again(*, message_ids: list[int], now: datetime) -> int:
    """Give messages that failed too often new tries, from `now`; return how many.

    For a message that went into a digest the digest is tried again.
    """
    with transaction.atomic():
        digests = Message.objects.filter(gathered__in=message_ids).values_list("pk", flat=True)
        failed = Message.objects.filter(pk__in=[*message_ids, *digests], sent_at__isnull=True)
        failed = failed.exclude(channel__in=NEVER_SENT).filter(claim__isnull=True, withdrawn_at__isnull=True)
        count = failed.update(attempts=0, next_attempt_at=now)
        wake_on_commit(TASK)
    return count


def _claim_next(now: datetime) -> Message | None:
    with transaction.atomic():
        # SKIP LOCKED and the claim: two senders at once must not send the same message.
        message = Message.objects.due(now).select_for_update(skip_locked=True, of=("self",)).first()
        if message is not None:
            message.claim, message.claimed_at = uuid4(), now
            message.attempts += 1
            message.save(update_fields=["claim", "claimed_at", "attempts"])
    return message


def _send(message: Message, channels: dict[str, MessageChannel], now: datetime) -> bool:
    # Conditional on the claim: whoever took over after our claim ended speaks for the message now.
    mine = Message.objects.filter(pk=message.pk, claim=message.claim, sent_at__isnull=True)
    try:
        if message.channel not in channels:
            channels[message.channel] = channel(message.channel)
        channels[message.channel].send(message)
    except Exception as failure:  # a refused address or a lost mail server must not stop the others
        log.warning("message_failed", message_id=message.pk, attempts=message.attempts, failure=repr(failure))
        mine.update(
            claim=None, claimed_at=None, next_attempt_at=message.retry_at(now), last_failure=repr(failure)[:2000]
        )
        return False
    mine.update(claim=None, claimed_at=None, sent_at=now, last_failure="")
    return True
