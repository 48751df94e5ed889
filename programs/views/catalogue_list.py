"""The catalogue: search, filters, and for each person what fits first and what cannot be taken last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.core.cache import caches
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from people.access import access_of, require
from programs.access import may_browse
from programs.catalogue import cards
from programs.catalogue_form import CatalogueForm, forms_of_learning
from programs.marks import Mark, arranged, outlook_of
from programs.search import Hit, Wish, hits
from programs.shared import shared

PAGE_SIZE = 25
# What all visitors share may be this old; a batch's own page, where one applies, is always exact.
LIST_SECONDS = 5
FORMS_SECONDS = 60


@dataclass(frozen=True)
class Row:
    """A program of the list: markup that all share, and what it is to this person."""

    markup: str
    mark: Mark


@require_GET
def catalog(request: HttpRequest) -> HttpResponse:
    """Search and filter what is offered; the same list in an order of one's own."""
    access, now = access_of(request), timezone.now()
    require(may_browse(access))
    known = shared("catalogue:forms", forms_of_learning, FORMS_SECONDS)
    form = CatalogueForm(request.GET, forms_of_learning=known)
    wish = form.wish()
    marks = {} if access.employee_id is None else outlook_of(access.employee_id, now).marks
    mine = bool(form.cleaned_data.get("bisa"))
    found = _hits(wish, now)
    ordered = arranged(found, marks, in_words=bool(wish.text), takable_only=mine)
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    markup = _markup(list(page), now)
    rows = [Row(markup[pk], marks.get(pk, Mark())) for pk in page if pk in markup]
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {"form": form, "rows": rows, "page": page, "query": urlencode(asked), "asked": bool(asked)}
    context["near"] = bool(found) and found[0].near
    return render(request, "programs/catalog.html", context)


def _hits(wish: Wish, now: datetime) -> list[Hit]:
    key = f"catalogue:hits:{sha256(repr(wish).encode()).hexdigest()}"
    return shared(key, lambda: hits(wish, now), LIST_SECONDS)


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
