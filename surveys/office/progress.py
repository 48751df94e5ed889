"""How far a unit's survey is on the way to its target."""

from dataclasses import dataclass
from datetime import date

from surveys.periods import Span
from surveys.targets import Target


@dataclass(frozen=True, slots=True)
class Progress:
    """Answers against the target of a period, seen from a day."""

    count: int
    target: Target
    days_left: int
    """Days on which answers can still come, today included; 0 when the period is over."""

    @property
    def remaining(self) -> int:
        """Answers that are still missing."""
        return max(self.target.count - self.count, 0)

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        return self.remaining == 0

    @property
    def a_day(self) -> int:
        """Answers a day that would reach the target in time; 0 when there is no day left or nothing to reach."""
        return -(-self.remaining // self.days_left) if self.days_left else 0

    @property
    def percent(self) -> int:
        """Whole percent of the target, at most 100, and 100 only when it is reached."""
        return min(self.count * 100 // self.target.count, 100)


def progress_of(*, count: int, target: Target | None, span: Span, day: date) -> Progress | None:
    """The progress on `day`; None without a target."""
    if target is None:
        return None
    days_left = (span.last - max(day, span.first)).days + 1
    return Progress(count, target, max(days_left, 0))
