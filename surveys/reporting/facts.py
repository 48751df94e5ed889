"""Everything that a unit's report of a period says: figures as texts for the paper, the recap for the workbook."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from documents.identity import current_identity
from pembinaan.base.errors import DomainError
from people.models import Unit
from surveys.figures import Figure, Rules, change_between
from surveys.index import round_half_up
from surveys.models import ReportLayout
from surveys.periods import Span, ending_with
from surveys.reporting import chapters, tables
from surveys.reporting.comments import comments_of
from surveys.reporting.layouts import NumberedElement, layout_on, numbered
from surveys.reporting.parts import services_of, set_aside_by_reason, ways_in
from surveys.reporting.plans import plans_around
from surveys.reporting.recap import Recap, recap_of
from surveys.reporting.signing import head_of
from surveys.reporting.standing import Standing, standing_of
from surveys.reporting.words import whole
from surveys.reports import figure, rules_on, series
from surveys.respondents import FieldCounts, respondents_of

# Part of every digest: raise it when the wording or the look of reports changes.
RENDITION: Final = 1
MOST_ROWS: Final = 50_000
"""Rows of the recap in the workbook; a larger one would be slow to open."""
TREND_PERIODS: Final = 8
TRIES: Final = 3


class ReportError(DomainError):
    """The report can't be made; the message says why."""


class NothingToReportError(ReportError):
    """The period has too few answers to be shown: nobody failed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one report says. `paper` reaches the template as it is, but for number, version and date."""

    unit: Unit
    span: Span
    figure: Figure
    rules: Rules
    elements: tuple[NumberedElement, ...]
    recap: Recap
    respondents: tuple[FieldCounts, ...]
    standing: Standing
    paper: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of all that the report says: the same facts give the same digest."""
        content = json.dumps([RENDITION, self.recap.digest, self.paper], sort_keys=True, ensure_ascii=False)
        return sha256(content.encode()).hexdigest()


def gather(*, unit: Unit, span: Span, day: date) -> Facts:
    """Read everything for a report made on the city's day `day`.

    Raises NothingToReportError below the rule's minimum of answers, ReportError while answers are being folded.
    """
    rules = rules_on(min(span.last, day))
    layout = layout_on(day)
    found, recap, elements = _agreeing(unit, span, rules, layout)
    where: dict[str, Any] = {"unit_id": unit.pk, "first": span.first, "last": span.last}
    respondents = respondents_of(**where, versions=rules.versions)
    standing = standing_of(unit=unit, span=span, figure=found, day=day)
    plans = plans_around(unit=unit, span=span, day=day)
    spans = ending_with(span, TREND_PERIODS)
    trend = series(unit_ids=[unit.pk], spans=spans, rules=rules)
    year_ago = series(unit_ids=[unit.pk], spans=[span.a_year_before()], rules=rules)[0]
    paper = {
        **chapters.cover(unit=unit, span=span, standing=standing, layout=layout),
        **chapters.collection(unit=unit, span=span, rules=rules, found=found, day=day),
        "ways": tables.counts(ways_in(**where, rules=rules), found.count),
        "aside": tables.counts(set_aside_by_reason(unit_id=unit.pk, first=span.first, last=span.last), found.count),
        "respondents": tables.respondents(respondents),
        **tables.results(figure=found, rules=rules, recap=recap, elements=elements),
        "services": tables.services(services_of(**where, rules=rules, unnamed="Tanpa jenis layanan")),
        **chapters.analysis(found, elements, rules),
        "trend": tables.trend(spans, trend),
        "changes": [
            chapters.change(change_between(found, trend[-2]), spans[-2], trend[-2]),
            chapters.change(change_between(found, year_ago), span.a_year_before(), year_ago),
        ],
        "comments": tables.comments(comments_of(**where, rules=rules, most=layout.comment_samples)),
        **tables.plans(plans, elements, found),
        "questionnaire": tables.questionnaire(rules, elements),
        "recap": tables.recap(recap, layout.recap_rows),
        "signatory": head_of(unit, day),
        "place": current_identity().short_name,
    }
    return Facts(unit, span, found, rules, elements, recap, respondents, standing, paper)


def _agreeing(
    unit: Unit, span: Span, rules: Rules, layout: ReportLayout
) -> tuple[Figure, Recap, tuple[NumberedElement, ...]]:
    """The figure from the roll-ups and the recap from the answers themselves, both of the same answers.

    They differ for seconds while an answer waits for its folding: then both are read again.
    """
    for _attempt in range(TRIES):
        found = figure(unit_ids=[unit.pk], first=span.first, last=span.last, rules=rules)
        if not found.is_shown:
            raise NothingToReportError(_too_few(found.count, rules.minimum_answers))
        elements = numbered([one.element for one in found.elements], layout.element_numbering)
        recap = recap_of(
            unit_id=unit.pk,
            first=span.first,
            last=span.last,
            rules=rules,
            keys=[element.key for element in elements],
            most_rows=MOST_ROWS,
        )
        if _agree(found, recap):
            return found, recap, elements
    raise ReportError("Jawaban baru sedang direkap. Coba lagi satu menit lagi.")


def _agree(found: Figure, recap: Recap) -> bool:
    means = {one.element.key: one.mean for one in found.elements}
    totals = zip(recap.keys, recap.totals, strict=True)
    return found.count == recap.count and all(round_half_up(total.mean, 4) == means[key] for key, total in totals)


def _too_few(count: int, minimum: int) -> str:
    if not count:
        return "Belum ada jawaban pada periode ini."
    return f"Jawaban pada periode ini kurang dari {whole(minimum)}, sehingga angkanya belum boleh ditampilkan."
