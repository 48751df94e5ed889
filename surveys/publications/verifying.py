"""Whether what was published still follows from itself: digests, versions without gaps, figures from their sums."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from surveys.figures import Rules
from surveys.models import Publication
from surveys.publications.canonical import canonical, digest_of
from surveys.publications.shown import figure_from
from surveys.publications.sums import sums_of
from surveys.reports import rules_on


def problems() -> Iterator[str]:
    """A sentence for each published version that does not follow from its own content."""
    digests = set(Publication.objects.values_list("digest", flat=True))
    rules = rules_on(date.max, {})
    last: dict[tuple[int | None, int | None, str], int] = {}
    for one in Publication.objects.order_by("unit", "sector", "period_code", "version").iterator(200):
        content: dict[str, Any] = json.loads(one.content)
        key = (one.unit_id, one.sector_id, one.period_code)
        for fault in _faults(one, content, digests, last.get(key, 0), rules):
            yield f"{content['scope']['name']} {one}: {fault}"
        last[key] = one.version


def _faults(one: Publication, content: dict[str, Any], digests: set[str], before: int, rules: Rules) -> Iterator[str]:
    if digest_of(one.content) != one.digest or canonical(content) != one.content:
        yield "sidik tidak cocok"
    if one.version != before + 1:
        yield "ada versi yang hilang"
    named = [part["digest"] for part in [*content.get("made_of", []), *content.get("units", [])]]
    if not digests.issuperset(named):
        yield "menyebut versi yang tidak ada"
    figure = figure_from(content, {})
    if (one.index, one.margin, one.answers) != (figure.index, figure.margin, figure.count):
        yield "kolomnya berbeda dari isinya"
    if one.unit_id and not _follows(content, rules):
        yield "indeks tidak sama dengan hitungan dari jumlahnya"


def _follows(content: dict[str, Any], rules: Rules) -> bool:
    """Whether a unit's index and margin are those that its sums give by the weight that it names."""
    stated = content["rules"]
    then = replace(rules, weight=stated["weight"], minimum_answers=stated["minimum_answers"])
    figure = sums_of(content).figure(then)
    return (figure.index, figure.margin) == (Decimal(content["index"]), Decimal(content["margin"]))
