"""A refused change becomes a message on the next page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from surveys.questionnaires.drafts import DraftError


@contextmanager
def telling(request: HttpRequest) -> Iterator[None]:
    """Run one change; say in words why it could not be made."""
    try:
        yield
    except DraftError as refusal:
        messages.error(request, refusal.message)
