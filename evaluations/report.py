"""The evaluation of a program as its page shows it: read with a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluations.comparison import Comparison, Group, Window, compare, window_after, window_before
from evaluations.exposure import Exposure, exposure_of, first_closed_batch
from programs.models import Batch, Program
from surveys.figures import Rules
from surveys.reports import figure, rules_on

# Which share of a unit's serving staff must have finished before the unit counts as trained.
SHARES = (Decimal(0), Decimal("0.10"), Decimal("0.25"), Decimal("0.50"))
# Every page shows this one unless the reader asks for another, so that a program has one figure.
DEFAULT_SHARE = SHARES[0]


@dataclass(frozen=True)
class Evaluation:
    """What is compared with what, and how it came out; `comparison` is None when there is nothing to compare."""

    batch: Batch
    before: Window
    after: Window
    share: Decimal
    exposure: Exposure
    comparison: Comparison | None
    is_complete: bool

    @property
    def share_percent(self) -> int:
        """The threshold in percent."""
        return int(self.share * 100)


def evaluate(program: Program, *, share: Decimal, today: date) -> Evaluation | None:
    """The evaluation of a program on the city's day `today`; None until a batch has been closed."""
    batch = first_closed_batch(program)
    if batch is None:
        return None
    before, after = window_before(batch.starts_on), window_after(batch.ends_on)
    exposure = exposure_of(program, batch, after.last, share)
    comparison = None
    if exposure.trained and after.first <= today:
        comparison = _compare(program, exposure, before, after)
    return Evaluation(batch, before, after, share, exposure, comparison, after.last < today)


def _compare(program: Program, exposure: Exposure, before: Window, after: Window) -> Comparison:
    rules = rules_on(after.last)
    trained, others = (_group(units, before, after, rules) for units in (exposure.trained, exposure.others))
    return compare(trained, others, program.target_elements)


def _group(units: tuple[int, ...], before: Window, after: Window, rules: Rules) -> Group:
    figures = [figure(unit_ids=units, first=span.first, last=span.last, rules=rules) for span in (before, after)]
    return Group(len(units), *figures)
