"""The short way of an answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from surveys.content import survey_content
from surveys.models import SATISFACTION
from surveys.survey_views import survey, taken


class AnswerShortcut:
    """Takes a citizen's answer before the other layers, which serve pages, sessions and accounts: it has none.

    Only a whole, fresh answer from our own page is taken here and answered by a bare redirect. Everything else goes
    the long way to the same view, so that nothing depends on this layer but speed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take an answer, or hand the request on."""
        return (self._taken(request) if self._may_be_answer(request) else None) or self.get_response(request)

    def _may_be_answer(self, request: HttpRequest) -> bool:
        return (
            request.method == "POST"
            and "/s/" in request.path_info[:6]
            and (request.is_secure() or not settings.SECURE_SSL_REDIRECT)
        )

    def _taken(self, request: HttpRequest) -> HttpResponse | None:
        try:
            match = resolve(request.path_info, urlconf="surveys.urls")
        except Resolver404:
            return None
        if match.func is not survey:
            return None
        language = match.kwargs["language"]
        content = survey_content(
            match.kwargs["unit_code"],
            match.kwargs.get("service_code", ""),
            language,
            questionnaire=match.kwargs.get("questionnaire", SATISFACTION),
        )
        return taken(request, content, language) if content else None
