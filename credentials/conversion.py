"""From learning to hours (JP): the conversion table of PerLAN 10/2018. Pure.

credited = min(rule(raw hours, days, sessions), cap per period), in JP of 45 minutes, two decimals.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MONTHS_PER_SEMESTER = 6


@dataclass(frozen=True)
class Rule:
    """What a rule multiplies, by how much (JP per unit, or a factor), and how many units a month count."""

    basis: str
    amount: Decimal
    monthly_units: int | None = None


@dataclass(frozen=True)
class Learned:
    """What one person did in one batch: the program's JP, the day of each attended session and finished lesson."""

    program_hours: Decimal
    starts_on: date
    ends_on: date
    session_days: tuple[date, ...] = ()
    lesson_days: tuple[date, ...] = ()

    @property
    def sessions(self) -> int:
        """How many sessions were attended."""
        return len(self.session_days)

    @property
    def days(self) -> int:
        """On how many days something was attended or finished."""
        return len({*self.session_days, *self.lesson_days})

    @property
    def semesters(self) -> int:
        """Length of the batch in semesters, begun ones counted, at least one."""
        months = (self.ends_on.year - self.starts_on.year) * 12 + self.ends_on.month - self.starts_on.month
        return max(1, -(-months // MONTHS_PER_SEMESTER))


def credit(rule: Rule, learned: Learned) -> Decimal:
    """JP that `learned` earns under `rule`."""
    units = {
        "program": learned.program_hours,
        "day": Decimal(_counted(set(learned.session_days), rule.monthly_units)),
        "session": Decimal(_counted(learned.session_days, rule.monthly_units)),
        "event": Decimal(1),
        "semester": Decimal(learned.semesters),
        "day_cap": Decimal(learned.days),
    }[rule.basis]
    hours = units * rule.amount
    if rule.basis == "day_cap":
        hours = min(hours, learned.program_hours)
    return hours.quantize(CENT, ROUND_HALF_UP)


def _counted(days: Iterable[date], monthly_units: int | None) -> int:
    by_month = Counter((day.year, day.month) for day in days)
    return sum(n if monthly_units is None else min(n, monthly_units) for n in by_month.values())
