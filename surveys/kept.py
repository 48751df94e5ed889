"""What a process keeps for some seconds, so that a page that many ask for is made once in a while."""

import hashlib
from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Final, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

MOST_KEPT: Final = 500
OK: Final = 200
Kept = TypeVar("Kept")


class KeptForSeconds(Generic[Kept]):
    """Keeps values for SURVEY_CONTENT_SECONDS in this process; the database's own rules hold whatever is kept."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, ...], tuple[float, Kept]] = {}

    def get(self, key: tuple[str, ...], read: Callable[[], Kept]) -> Kept:
        """The kept value, or a fresh one when it is too old."""
        seconds, now = settings.SURVEY_CONTENT_SECONDS, monotonic()
        known = self.kept.get(key)
        if known and now - known[0] < seconds:
            return known[1]
        value = read()
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        if seconds:
            self.kept[key] = (now, value)
        return value


kept_results: KeptForSeconds[HttpResponse] = KeptForSeconds()


def _marked(response: HttpResponse) -> HttpResponse:
    """A page with the mark of its content; it may be kept, but has to be asked for again: its language may differ."""
    if response.status_code == OK:
        response.headers["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest())
        response.headers["Cache-Control"] = "no-cache"
    return response


def kept_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a public page, which is the same for everyone in one language, from what was made some seconds ago."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key = (request.get_full_path(), get_language() or "")
        made = kept_results.get(key, lambda: _marked(view(request, *args, **kwargs)))
        # A fresh response each time: the layers above write their own headers into it.
        fresh = HttpResponse(made.content, status=made.status_code, headers=dict(made.headers))
        # Whoever has this page already is told so and downloads nothing.
        known = get_conditional_response(request, etag=made.headers.get("ETag"), response=fresh)
        return known or fresh

    return answered
