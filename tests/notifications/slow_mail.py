"""Mail channels for tests of delivery, each as its own process would meet it."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class HangingMailBackend(BaseEmailBackend):
    """Says in a file that it holds a mail, then never comes back."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Path(os.environ["HOLDS_A_MAIL"]).write_text(email_messages[0].subject)
        time.sleep(60)
        return 0


class RefusingMailBackend(BaseEmailBackend):
    """Has lost its server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("tidak ada server")
