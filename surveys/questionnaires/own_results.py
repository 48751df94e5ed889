"""What citizens answered to a unit's own questions: counts from the roll-up, texts one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, QuerySet, Sum, TextField, Value

from surveys.index import round_half_up
from surveys.models import OwnQuestion, OwnRollup, OwnVersion, QuestionKind, Response, SurveyLanguage
from surveys.periods import Span


@dataclass(frozen=True, slots=True)
class OptionCount:
    """One answer and how often it was chosen; `share` in percent of those who answered."""

    label: str
    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came of one question. With fewer answers than the minimum only `answered` is known (and not shown)."""

    position: int
    kind: str
    text: str
    asked: int
    answered: int
    is_shown: bool
    options: tuple[OptionCount, ...] = ()
    mean: Decimal | None = None
    """Of a scale: 1 to 4, two decimals."""


@dataclass(frozen=True, slots=True)
class VersionResult:
    """What came of one version of a unit's own questions in a period."""

    version: OwnVersion
    questions: tuple[QuestionResult, ...]


def own_results(*, unit_id: int, span: Span, minimum: int, language: str) -> list[VersionResult]:
    """The results of every version that was answered in a period, the newest first; three queries at any size."""
    counts = _counts(unit_id, span.first, span.last)
    versions = OwnVersion.objects.filter(pk__in=counts).order_by("-number")
    questions: Any = OwnQuestion.objects.filter(version__in=counts).order_by("position").prefetch_related("wordings")
    by_version: dict[int, list[OwnQuestion]] = {}
    for question in questions:
        by_version.setdefault(question.version_id, []).append(question)
    return [
        VersionResult(
            version,
            tuple(
                _result(question, counts[version.pk], minimum, language) for question in by_version.get(version.pk, [])
            ),
        )
        for version in versions
    ]


def texts(*, question: OwnQuestion, span: Span, search: str) -> QuerySet[Any, dict[str, Any]]:
    """The texts that answer a question in a period, the latest first, without those set aside; `day` and `text`."""
    key = Value(str(question.position))
    text = Func(F("extras"), key, function="jsonb_extract_path_text", output_field=TextField())
    days = (span.first, span.last)
    found: Any = (
        Response.objects.counted()
        .annotate(text=text)
        .filter(own_version=question.version_id, day__range=days, text__isnull=False)
    )
    if search:
        found = found.filter(text__icontains=search)
    rows: QuerySet[Any, dict[str, Any]] = found.order_by("-id").values("day", "text")
    return rows


def _counts(unit_id: int, first: date, last: date) -> dict[int, dict[tuple[int, int], int]]:
    rows: Any = OwnRollup.objects.filter(unit=unit_id, month__range=(first, last))
    rows = rows.values("own_version", "position", "value").annotate(total=Sum("count")).order_by("own_version")
    counts: dict[int, dict[tuple[int, int], int]] = {}
    for row in rows:
        counts.setdefault(row["own_version"], {})[row["position"], row["value"]] = int(row["total"])
    return counts


def _result(
    question: OwnQuestion, counts: Mapping[tuple[int, int], int], minimum: int, language: str
) -> QuestionResult:
    text, labels = worded(question, language)
    given = {value: count for (position, value), count in counts.items() if position == question.position}
    answered, asked = sum(given.values()), counts.get((0, 0), 0)
    base = (question.position, question.kind, text, asked, answered)
    if answered < minimum:
        return QuestionResult(*base, is_shown=False)
    options = tuple(
        OptionCount(label, given.get(value, 0), round_half_up(Decimal(100 * given.get(value, 0)) / answered, 1))
        for value, label in enumerate(labels, start=1)
    )
    total = sum(value * count for value, count in given.items())
    mean = round_half_up(Decimal(total) / answered) if question.kind == QuestionKind.SCALE else None
    return QuestionResult(*base, is_shown=True, options=options, mean=mean)


def worded(question: OwnQuestion, language: str) -> tuple[str, Sequence[str]]:
    """A question's text and answers in a language, Indonesian where that one is missing; from prefetched wordings."""
    known = {one.language: one for one in question.wordings.all()}
    found = known.get(language) or known.get(SurveyLanguage.INDONESIAN)
    return (found.text, found.options) if found else ("", [])
