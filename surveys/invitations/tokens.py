"""Secrets of links and of systems: random, stored as digests only."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from typing import Final

from django.utils.crypto import salted_hmac

TOKEN_BYTES: Final = 24
"""192 bits: nobody guesses one."""
KEY_START: Final = "pbn_"
SALT: Final = "surveys.invitations"


def new_token() -> str:
    """A random token, 32 signs that an address can hold."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_for(client_id: int, idempotency_key: str) -> str:
    """The same token for the same key of a system, so that nothing has to be stored to give it twice.

    It follows from the site's secret key: who knows the other system's number of a visit still can't make it.
    """
    made = salted_hmac(SALT, f"{client_id}:{idempotency_key}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:TOKEN_BYTES]).decode()


def new_key() -> str:
    """A random key for a system."""
    return KEY_START + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is stored of a token or key."""
    return hashlib.sha256(secret.encode()).hexdigest()
