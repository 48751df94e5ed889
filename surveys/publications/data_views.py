"""Open data for everyone, from anywhere: files with ETags, frozen contents, the badge. No cookie, no session."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from pembinaan.base.language import in_city_language
from surveys.kept import kept_page
from surveys.models import Publication
from surveys.periods import PeriodError, span_of
from surveys.publications import open_data
from surveys.publications.canonical import digest_of
from surveys.publications.published import publication_of
from surveys.publications.scopes import Scope, scope_of

AN_HOUR, FOR_EVER = 3600, 365 * 86400


def for_everyone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public file that pages of any other site may read or show."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return login_not_required(require_safe(answered))


def framed_anywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A picture that other sites may also put into a frame."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
        return response

    return answered


@login_not_required
@require_safe
@kept_page
def data_page(request: HttpRequest) -> HttpResponse:
    """What there is to download, under which licence, and what the columns mean."""
    codes = Publication.objects.order_by("-ends_on", "-starts_on").values_list("period_code", flat=True)
    context = {
        "spans": [span_of(code) for code in dict.fromkeys(codes)],
        "dictionary": open_data.DICTIONARY,
        "licence": open_data.LICENCE,
        "licence_address": open_data.LICENCE_ADDRESS,
    }
    return render(request, "surveys/publications/data.html", context)


@for_everyone
def data_csv(request: HttpRequest, period: str = "") -> HttpResponse:
    """The newest published figures of a period, or of all periods, as CSV."""
    return _file(request, period, "text/csv; charset=utf-8", open_data.csv_of)


@for_everyone
def data_json(request: HttpRequest, period: str = "") -> HttpResponse:
    """The same as JSON."""
    return _file(request, period, "application/json", open_data.json_of)


@for_everyone
def dictionary(request: HttpRequest) -> HttpResponse:
    """What the columns mean, as CSV."""
    with in_city_language():
        return _answer(request, open_data.dictionary_csv(), "text/csv; charset=utf-8", AN_HOUR)


@for_everyone
def published_content(request: HttpRequest, kind: str, code: str, period: str, version: int) -> HttpResponse:
    """One frozen version, byte for byte: `sha256sum` of this file gives the digest that the pages show."""
    found = _published(kind, code, period, version)
    if found is None:
        raise Http404
    name = f"{kind}-{code}-{found.period_code}-v{version}.json"
    response = _answer(request, found.content.encode(), "application/json", FOR_EVER, etag=found.digest)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@for_everyone
@framed_anywhere
def badge(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The newest published figure of the latest period as a picture to embed anywhere."""
    scope = _scope(kind, code)
    found = Publication.objects.filter(scope.condition).defer("content").order_by("-ends_on", "-starts_on", "-version")
    latest = found.first()
    with in_city_language():
        span = span_of(latest.period_code) if latest else None
        picture = render_to_string("surveys/publications/badge.svg", {"scope": scope, "latest": latest, "span": span})
    return _answer(request, picture.encode(), "image/svg+xml", AN_HOUR)


def _file(request: HttpRequest, period: str, kind: str, made: Callable[[str, str], bytes]) -> HttpResponse:
    now = open_data.state()
    etag = f"{now}-{period}-{kind.partition(';')[0]}"
    # Asked before the file is made: whoever has it already costs one query.
    unchanged = get_conditional_response(request, etag=quote_etag(etag), response=None)
    if unchanged is not None:
        return unchanged
    if period and not Publication.objects.filter(period_code=period).exists():
        raise Http404
    return _answer(request, made(now, period), kind, AN_HOUR, etag=etag)


def _answer(request: HttpRequest, content: bytes, kind: str, seconds: int, *, etag: str = "") -> HttpResponse:
    """A file that may be kept for some time, or the word that it has not changed."""
    response = HttpResponse(content, content_type=kind)
    mark = quote_etag(etag or digest_of(content.decode()))
    response.headers["ETag"] = mark
    patch_cache_control(response, public=True, max_age=seconds)
    return get_conditional_response(request, etag=mark, response=response) or response


def _published(kind: str, code: str, period: str, version: int) -> Publication | None:
    try:
        return publication_of(_scope(kind, code), span_of(period), version)
    except PeriodError as unknown:
        raise Http404 from unknown


def _scope(kind: str, code: str) -> Scope:
    found = scope_of(kind, code)
    if found is None:
        raise Http404
    return found
