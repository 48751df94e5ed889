"""Middleware that every page passes."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from pghistory.middleware import HistoryMiddleware


class NullByteMiddleware:
    """Refuse an address with a null byte: no text of ours has one, and Postgres fails on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 to such an address."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)


class ChosenLanguageMiddleware:
    """Speak the language that the reader chose, else the city's own.

    Unlike Django's LocaleMiddleware it does not follow Accept-Language: many phones
    here are set to English though their owners read Indonesian.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for this request and name it in the answer."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


class SignedInHistoryMiddleware(HistoryMiddleware):
    """Note who changed what, for visitors with a session: pages without one stay free of cookies and `Vary`."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open the history's context only when a session cookie came along."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            without_history: HttpResponse = self.get_response(request)
            return without_history
        response: HttpResponse = super().__call__(request)  # type: ignore[no-untyped-call]
        return response


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Django's own, but a public view is let through before anybody asks who the visitor is.

    Asking opens the session and makes the page vary by cookie, which no public page should.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Refuse a visitor without an account unless the view is public."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        """Lead to the sign-in and back; whoever sent a form comes back to the page where it stood.

        The form's own address often takes nothing but forms, and what was typed is gone all the same.
        """
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(_page_of_the_form(request), self.get_login_url(view_func))


def _page_of_the_form(request: HttpRequest) -> str:
    page = urlsplit(request.META.get("HTTP_REFERER", ""))
    return page.path if page.netloc == request.get_host() and page.path else "/"
