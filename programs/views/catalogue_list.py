"""The catalogue: search, filters, and for each person what fits first and what cannot be taken last."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.core.cache import caches
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from people.access import access_of, require
from programs.access import may_browse
from programs.offers.catalogue import cards
from programs.offers.catalogue_form import CatalogueForm, forms_of_learning
from programs.offers.marks import Mark, arranged, marks_for
from programs.offers.search import Hit, Wish, hits
from programs.offers.shared import shared

PAGE_SIZE = 25
# What all visitors share may be this old; a batch's own page, where one applies, is always exact.
LIST_SECONDS = 5
FORMS_SECONDS = 60


@require_GET
def catalog(request: HttpRequest) -> HttpResponse:
    """Search and filter what is offered; the same list in an order of one's own."""
    access, now = access_of(request), timezone.now()
    require(may_browse(access))
    known = shared("catalogue:forms", forms_of_learning, FORMS_SECONDS)
    form = CatalogueForm(request.GET, forms_of_learning=known)
    wish = form.wish()
    marks = {} if access.employee_id is None else marks_for(access.employee_id, now)
    mine = bool(form.cleaned_data.get("bisa"))
    found = _hits(wish, now)
    ordered = arranged(found, marks, in_words=bool(wish.text), takable_only=mine)
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "search": _search(form, asked),
        "rows": _rows(list(page), marks, now),
        "page": page,
        "query": urlencode(asked),
        "asked": bool(asked),
        "words": wish.text,
        "near": bool(found) and found[0].near,
    }
    return render(request, "programs/catalog.html", context)


def _search(form: CatalogueForm, asked: Mapping[str, object]) -> str:
    """The form of the filters, the same for everyone who asks the same."""
    key = f"catalogue:search:{get_language()}:{_digest(sorted(asked.items()))}"
    return shared(key, lambda: render_to_string("programs/catalog_search.html", {"form": form}), LIST_SECONDS)


def _rows(program_ids: Sequence[int], marks: Mapping[int, Mark], now: datetime) -> SafeString:
    """The rows of the page: those without a mark as everyone sees them."""
    markup = _markup(program_ids, now)
    rows = [
        render_to_string("programs/catalog_marked.html", {"mark": marks[pk], "markup": markup[pk]})
        if pk in marks
        else format_html("<li>{}</li>", markup[pk])
        for pk in program_ids
        if pk in markup
    ]
    return mark_safe("".join(rows))  # noqa: S308  rows come from templates, which escape


def _digest(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()


def _hits(wish: Wish, now: datetime) -> list[Hit]:
    return shared(f"catalogue:hits:{_digest(wish)}", lambda: hits(wish, now), LIST_SECONDS)


def _markup(program_ids: Sequence[int], now: datetime) -> dict[int, str]:
    """The costly part of a row, the same for everyone who reads the same language."""
    cache, language = caches["process"], get_language()
    keys = {f"catalogue:row:{language}:{pk}": pk for pk in program_ids}
    kept = {keys[key]: markup for key, markup in cache.get_many(keys).items()}
    if missing := [pk for pk in program_ids if pk not in kept]:
        for pk, (program, runs) in cards(missing, now).items():
            kept[pk] = render_to_string("programs/catalog_row.html", {"program": program, "runs": runs})
        cache.set_many({key: kept[pk] for key, pk in keys.items() if pk in kept}, LIST_SECONDS)
    return kept
