"""The city's own language, for what is written down or sent, whoever's request writes it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


@contextmanager
def in_city_language() -> Iterator[None]:
    """Speak the city's language; as a block, or as a decorator of what writes messages, letters and reasons kept."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
