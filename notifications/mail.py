"""The demo's mail channel: it keeps what it would have sent."""

from collections.abc import Iterator, Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models.functions import Now

from notifications.models import SentMail


class KeptMailBackend(BaseEmailBackend):
    """Keeps each mail in a table; a second copy under the same Message-ID is dropped, as mail systems do."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails and return how many were handed over."""
        SentMail.objects.bulk_create([_kept(mail) for mail in email_messages], ignore_conflicts=True)
        return len(email_messages)


def _calendar_parts(mail: EmailMessage) -> Iterator[str]:
    for part in mail.message().walk():
        if part.get_content_type() == "text/calendar":
            content: bytes = part.get_payload(decode=True)  # type: ignore[assignment]
            yield content.decode()


def _kept(mail: EmailMessage) -> SentMail:
    return SentMail(
        message_id=mail.message()["Message-ID"],
        to=", ".join(mail.recipients())[:300],
        subject=mail.subject[:300],
        body=str(mail.body),
        calendar="".join(_calendar_parts(mail)),
        sent_at=Now(),
    )
