"""The trend of a unit, a sector or the city: published figures where there are any, and what breaks the line."""

import json
from collections.abc import Iterator, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Unit
from surveys.charts import Break, Trend, trend_of
from surveys.figures import Rules
from surveys.models import PeriodKind, Publication
from surveys.periods import Span, ending_with
from surveys.periods_shown import usual_count
from surveys.publications.mixes import BIG_CHANGE, big_changes
from surveys.publications.scopes import UNIT, Scope
from surveys.publications.shown import bare_figure
from surveys.reports import Months
from surveys.targets import span_around


def trend_around(
    months: Months,
    span: Span,
    rules: Rules,
    frozen: Mapping[str, Sequence[Publication]],
    scope: Scope,
    kind: PeriodKind,
) -> Trend:
    """The periods of the city's kind up to the shown one; at most one query, for a unit's mergers."""
    spans = ending_with(span_around(span.last, kind), usual_count(kind))
    spans = [one for one in spans if months.first and one.last >= months.first]
    bands = {band.grade: band for band in rules.bands}
    newest = {code: versions[0] for code, versions in frozen.items()}
    figures = [
        bare_figure(newest[one.code], bands) if one.code in newest else months.figure(one, rules) for one in spans
    ]
    breaks = [*_mix_breaks(spans, newest), *(_mergers(scope, spans) if scope.kind == UNIT else ())]
    return trend_of(spans, figures, breaks=breaks, published=newest)


def _mix_breaks(spans: Sequence[Span], newest: Mapping[str, Publication]) -> Iterator[Break]:
    mixes = [json.loads(newest[span.code].content)["ways_in"] if span.code in newest else None for span in spans]
    for place in big_changes(mixes):
        words = _("cara menjawab sangat berubah dari periode sebelumnya (%(n)d persen jawaban atau lebih)")
        yield Break(spans[place], words % {"n": BIG_CHANGE})


def _mergers(scope: Scope, spans: Sequence[Span]) -> Iterator[Break]:
    """Where other units were merged into this one, and where it ended itself."""
    units = Unit.objects.without_tree_fields().filter(merged_into=scope.pk) | Unit.objects.without_tree_fields().filter(
        pk=scope.pk, ends_on__isnull=False
    )
    for unit in units.order_by("ends_on", "pk"):
        inside = [span for span in spans if unit.ends_on and span.first <= unit.ends_on <= span.last]
        if unit.pk == scope.pk:
            words = _("unit ini berakhir pada %(day)s")
        else:
            words = _("%(unit)s digabung ke unit ini sesudah %(day)s")
        for span in inside:
            yield Break(span, words % {"unit": unit.name, "day": date_format(unit.ends_on, "j F Y")})
