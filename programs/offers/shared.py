"""What may be some seconds old, kept by the process: what all read alike, or a person's facts under the own key."""

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
