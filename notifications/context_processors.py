"""What every template knows about the visitor's messages."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from notifications.inbox import unread_count
from people.access import access_of


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_messages`: how many the visitor has not read; lazy, one query however often a template asks."""
    return {"unread_messages": cache(lambda: unread_count(access_of(request).account, timezone.now()))}
