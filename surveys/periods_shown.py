"""Which periods a page offers, and which one it shows when nobody asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from surveys.models import ImportedFile, PeriodKind, SurveyPeriod
from surveys.periods import MONTHS, Span, ending_with, quarter_of, span_of
from surveys.reports import Months
from surveys.targets import span_around

YEARS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A period that has answers; `is_stored` when a file was taken in for exactly this period."""

    span: Span
    count: int
    is_stored: bool = False


def offers_of(
    months: Months,
    stored: Iterable[Span],
    day: date,
    kind: PeriodKind = PeriodKind.QUARTER,
    published: Iterable[Span] = (),
) -> list[Offer]:
    """The periods with answers, latest first: those of the city's kind, the running one, files' and published ones.

    Of two that end on the same day the one with a file of its own comes first, then the shorter one.
    """
    chosen = dict.fromkeys([*_usual(months, day, kind), *published], False) | dict.fromkeys(stored, True)
    offers = [Offer(span, months.count(span), is_stored) for span, is_stored in chosen.items()]
    with_answers = [offer for offer in offers if offer.count]
    return sorted(with_answers, key=lambda o: (-o.span.last.toordinal(), not o.is_stored, len(o.span.months)))


def shown_offer(offers: list[Offer], day: date, minimum: int) -> Span:
    """The latest period that is over and has enough answers, else the running one, else the last quarter."""
    enough = [offer for offer in offers if offer.count >= minimum]
    over = [offer for offer in enough if offer.span.last < day]
    for found in (over, enough, offers):
        if found:
            return found[0].span
    return quarter_of(day).before()


def stored_spans(unit_id: int | None = None) -> list[Span]:
    """The periods for which a file was taken in, of one unit or of all; one query."""
    files = ImportedFile.objects.filter(period=OuterRef("pk"))
    if unit_id is not None:
        files = files.filter(unit_id=unit_id)
    return [span_of(code) for code in SurveyPeriod.objects.filter(Exists(files)).values_list("code", flat=True)]


def usual_count(kind: PeriodKind) -> int:
    """How many periods of a kind make the years that pages show."""
    return YEARS_SHOWN * 12 // MONTHS[kind]


def _usual(months: Months, day: date, kind: PeriodKind) -> list[Span]:
    spans = ending_with(span_around(day, kind), usual_count(kind) + 1)
    return [span for span in spans if months.first and span.last >= months.first]
