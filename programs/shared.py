"""What all visitors read alike and may be some seconds old: kept by the process, never a person's own facts."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

T = TypeVar("T")


def shared(key: str, read: Callable[[], T], seconds: int) -> T:
    """The value known under `key`, read anew when it is older than `seconds`."""
    cache = caches["process"]
    known: T | None = cache.get(key)
    if known is None:
        known = read()
        cache.set(key, known, seconds)
    return known
