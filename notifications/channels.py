"""The ways by which a message reaches its reader: one class each, named in the setting MESSAGE_CHANNELS.

The page of messages is no channel: a message's row is its delivery there. A gateway (SMS, WhatsApp) is one more
class and one more name in the setting; the outbox takes the first channel that reaches the account.
"""

from abc import ABC, abstractmethod
from email.mime.text import MIMEText
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from notifications.models import Message
from people.models import Account

END_OF_OBJECT = "END:VCALENDAR"


class MessageChannel(ABC):
    """A way out of the house; one object serves one run of sending."""

    @abstractmethod
    def reaches(self, account: Account) -> bool:
        """Whether the account can be reached this way."""

    @abstractmethod
    def send(self, message: Message) -> None:
        """Hand the message over; whatever it raises counts as a failed try.

        May be called again for the same message after a crash: `message_id(message.cause)` lets the receiver
        drop the second copy.
        """

    def close(self) -> None:
        """Let go of what the run held."""
        return


class EmailChannel(MessageChannel):
    """E-mail through Django's mail settings; the connection is kept for the run."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def reaches(self, account: Account) -> bool:
        """Whoever has an address."""
        return bool(account.email)

    def send(self, message: Message) -> None:
        """Send one mail, with the invitations that go with it."""
        self._connection = self._connection or get_connection()
        mail_of(message, self._connection).send()

    def close(self) -> None:
        """Close the connection, if one was needed."""
        if self._connection is not None:
            self._connection.close()


def channel(name: str) -> MessageChannel:
    """The channel of that name; KeyError when the site does not know it."""
    made: MessageChannel = import_string(settings.MESSAGE_CHANNELS[name])()
    return made


def first_reaching(account: Account) -> str | None:
    """The name of the first channel of the site that reaches the account."""
    return next((name for name in settings.MESSAGE_CHANNELS if channel(name).reaches(account)), None)


def message_id(cause: str) -> str:
    """The mail's Message-ID: the same for the same cause, however often it is sent."""
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("<> ")
    return f"<{sha256(cause.encode()).hexdigest()[:32]}@{domain}>"


def mail_of(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail: the text, its page, and the invitations (RFC 6047)."""
    site = settings.SITE_ADDRESS.rstrip("/")
    foot = _("Semua pesan Anda: %(address)s") % {"address": f"{site}{reverse('inbox')}"}
    page = "\n\n" + _("Buka: %(address)s") % {"address": f"{site}{message.link}"} if message.link else ""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=f"{message.body}{page}\n\n-- \n{foot}\n",
        to=[message.to.email],
        headers={"Message-ID": message_id(message.cause), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    _invite(mail, calendar_objects(message.calendar))
    return mail


def calendar_objects(stream: str) -> list[str]:
    """The iCalendar objects of a stream, one by one: an invitation speaks of one meeting (RFC 5546)."""
    parts = stream.split(f"{END_OF_OBJECT}\r\n")
    return [f"{part}{END_OF_OBJECT}\r\n" for part in parts if part.strip()]


def _invite(mail: EmailMultiAlternatives, objects: list[str]) -> None:
    """One meeting stands beside the text, where mail programs look for it; several come as files."""
    if len(objects) == 1:
        mail.attach_alternative(objects[0], f"text/calendar; method={_method(objects[0])}; charset=utf-8")
        return
    for number, text in enumerate(objects, 1):
        part = MIMEText(text, "calendar", "utf-8")
        part.set_param("method", _method(text))
        part.add_header("Content-Disposition", "attachment", filename=f"sesi-{number}.ics")
        mail.attach(part)


def _method(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("METHOD:")).removeprefix("METHOD:")
