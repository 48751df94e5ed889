"""What a process keeps for some seconds, so that a page that many ask for is made once in a while."""

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Final, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

MOST_KEPT: Final = 500
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


def kept_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a public page, which is the same for everyone in one language, from what was made some seconds ago."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key = (request.get_full_path(), get_language() or "")
        made = kept_results.get(key, lambda: view(request, *args, **kwargs))
        # A fresh response each time: the layers above write their own headers into it.
        return HttpResponse(made.content, status=made.status_code, headers=dict(made.headers))

    return answered
