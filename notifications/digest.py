"""The daily digest: what an account would have got in many mails becomes one, at a stated hour of the city."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.channels import first_reaching
from notifications.models import DIGEST_KIND, Message, Preference
from pembinaan.base.dates import city_day, moment_in_words
from pembinaan.base.language import in_city_language


def last_hour(now: datetime) -> datetime:
    """The latest moment, not after `now`, at which digests are made (settings.DIGEST_HOUR, city time)."""
    hour = datetime.combine(city_day(now), time(settings.DIGEST_HOUR))
    today = timezone.make_aware(hour, timezone.get_default_timezone())
    return today if today <= now else today - timedelta(days=1)


def gather_due(*, now: datetime) -> int:
    """Write the digests that are due, one for each account and day; return how many."""
    waiting = Message.objects.for_digest(now, last_hour(now)).filter(to__is_active=True)
    accounts = list(waiting.order_by("to").values_list("to", flat=True).distinct())
    return sum(_gather(account_id, now) for account_id in accounts)


def _gather(account_id: int, now: datetime) -> bool:
    with transaction.atomic():
        # Two workers at once must not write an account's messages into two digests: the second finds its row held.
        chosen = Preference.objects.select_for_update(skip_locked=True, of=("self",)).filter(account=account_id)
        if not chosen.exists():
            return False
        before = last_hour(now)
        due = Message.objects.for_digest(now, before).filter(to=account_id)
        messages = list(due.select_related("to").order_by("not_before", "pk"))
        if not messages or _was_written(account_id, before):
            return False
        digest = _write(messages, before, now)
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(digest=digest)
    return True


def _cause(account_id: int, before: datetime) -> str:
    return f"digest:{account_id}:{city_day(before)}"


def _was_written(account_id: int, before: datetime) -> bool:
    """Whether the day's digest went out already: what came too late for it waits for the next one."""
    return Message.objects.filter(cause=_cause(account_id, before)).exists()


@in_city_language()
def _write(messages: list[Message], before: datetime, now: datetime) -> Message:
    reader, count = messages[0].to, len(messages)
    subject = ngettext("Rangkuman hari ini: %(count)d pesan", "Rangkuman hari ini: %(count)d pesan", count)
    return Message.objects.create(
        to=reader,
        kind=DIGEST_KIND,
        subject=subject % {"count": count},
        body="\n\n\n".join(_paragraph(number, message) for number, message in enumerate(messages, 1)),
        link=reverse("inbox"),
        cause=_cause(reader.pk, before),
        channel=first_reaching(reader) or "email",
        created_at=now,
        not_before=now,
        next_attempt_at=now,
    )


def _paragraph(number: int, message: Message) -> str:
    lines = [f"{number}. {message.subject}", moment_in_words(message.not_before), "", message.body]
    if message.link:
        site = settings.SITE_ADDRESS.rstrip("/")
        lines += ["", _("Buka: %(address)s") % {"address": f"{site}{message.link}"}]
    return "\n".join(lines)
