"""Pages whose language the address names: Indonesian without a prefix, others below /en/ and /ms/."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

View = Callable[..., HttpResponse]
# Each language by its own name, in the order of the links.
SPOKEN: Final = (("id", "Indonesia"), ("ms", "Melayu"), ("en", "English"))


def in_language_of_address(view: View) -> View:
    """Speak the language that the address names: no cookie is read, none is set."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: object, language: str, **kwargs: object) -> HttpResponse:
        with translation.override(language):
            response = view(request, *args, language=language, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return spoken


@lru_cache(maxsize=4_000)
def address_in(name: str, language: str, *args: str) -> str:
    """The address of a citizen's page in a language."""
    return reverse(name if language == settings.LANGUAGE_CODE else f"{name}_{language}", args=args)
