"""What bin/run serves on one machine over plain HTTP: the demo city, mail kept on a page."""

import base64
import secrets

from .base import *
from .base import COMPLAINT_KEYS as CONFIGURED_COMPLAINT_KEYS
from .base import SECRET_KEY as CONFIGURED_SECRET_KEY

# Without a kept key (bin/run keeps one) complaints cannot be opened after a restart.
COMPLAINT_KEYS = CONFIGURED_COMPLAINT_KEYS or [base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()]
SECRET_KEY = CONFIGURED_SECRET_KEY or secrets.token_urlsafe(60)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
if "EMAIL_URL" not in env:
    EMAIL_BACKEND = "notifications.mail.KeptMailBackend"
