"""Sealing what citizens wrote, so that a copy of the database alone tells nothing."""

from datetime import UTC, date, datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from pembinaan.base.errors import DomainError


class SealError(DomainError):
    """A sealed text cannot be opened here."""


def seal(text: str, *, day: date) -> str:
    """The sealed text, an empty one for an empty text. The token tells the `day`, not the hour, it was made."""
    if not text:
        return ""
    # A Fernet token carries its time in the clear; the hour could be laid beside the hour of an answer.
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    return _keys().encrypt_at_time(text.encode(), midnight).decode()


def unseal(token: str) -> str:
    """The text again. Raises SealError when none of the keys made it."""
    if not token:
        return ""
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise SealError(
            _("Isi ini tidak dapat dibuka dengan kunci yang ada. Hubungi pengelola: kunci lama mungkin dilepas.")
        ) from error


def sealed_anew(token: str) -> str:
    """The same text under the newest key, with the day it had."""
    return _keys().rotate(token.encode()).decode() if token else ""


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.COMPLAINT_KEYS])
