"""Which periods there are to publish: the city's own kind, the years they lie in, and those of files."""

from datetime import date

from surveys.models import PeriodKind
from surveys.periods import MONTHS, Span, ending_with
from surveys.periods_shown import stored_spans
from surveys.targets import period_kind_on, span_around

YEARS_BACK = 3


def spans_to_publish(day: date) -> list[Span]:
    """The finished periods of the last years, latest first, and the running one; never empty."""
    kind = period_kind_on(day)
    running = span_around(day, kind)
    own = ending_with(running, YEARS_BACK * 12 // MONTHS[kind] + 1)
    years = ending_with(Span(day.year - 1, PeriodKind.YEAR, 1), YEARS_BACK)
    filed = [span for span in stored_spans() if span.last < day]
    chosen = dict.fromkeys([*own, *years, *filed])
    return sorted(chosen, key=lambda span: (-span.last.toordinal(), len(span.months)))
