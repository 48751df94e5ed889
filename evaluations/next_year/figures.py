"""What next year's plan looks at: each unit's elements in the last year, who is trained in what, and what it cost."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from django.db.models import Count, Sum

from evaluations.comparison import Window
from evaluations.next_year.matching import Measured
from evaluations.panel import months_before
from people.models import Assignment
from programs.models import BatchState, Cost, Enrollment, EnrollmentState
from surveys.histograms import by_element
from surveys.index import LOWEST_ANSWER, SCALE, student_t
from surveys.models import MonthlyRollup

MONTHS = 12
"""A whole year: one bad month, or a season, is no weakness."""


@dataclass(frozen=True)
class Staffing:
    """Who serves where today, and how many of them finished which program."""

    staff: Mapping[int, int]
    finished: Mapping[tuple[int, int], int]
    """(Unit, program) → people."""

    def share(self, unit: int, program: int) -> float:
        """Share of the unit's staff that finished the program, 0 to 1."""
        return self.finished.get((unit, program), 0) / max(self.staff.get(unit, 0), 1)


def window_before(day: date) -> Window:
    """The twelve whole months before the city's day."""
    months = months_before(day, MONTHS)
    return Window(months[0], day.replace(day=1) - timedelta(days=1))


def elements_by_unit(
    *, unit_ids: Collection[int], window: Window, versions: Mapping[int, tuple[str, ...]]
) -> dict[int, dict[str, Measured]]:
    """Each unit's elements in the window's whole months; one query. Units without answers are missing."""
    rows = MonthlyRollup.objects.filter(
        unit_id__in=unit_ids, month__range=(window.first, window.last), version_id__in=versions
    )
    counts: defaultdict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    for unit, version, histogram in rows.order_by("pk").values_list("unit_id", "version_id", "histogram"):
        for key, answers in by_element(histogram, versions[version]):
            counts[unit, key].update(dict(enumerate(answers, start=LOWEST_ANSWER)))
    found: defaultdict[int, dict[str, Measured]] = defaultdict(dict)
    for (unit, key), given in counts.items():
        if (many := given.total()) > 1:
            found[unit][key] = measured(given, many)
    return dict(found)


def measured(histogram: Mapping[int, int], many: int) -> Measured:
    """An element's figure with its 95 % margin, from how often each score was given; at least two answers."""
    mean = sum(score * times for score, times in histogram.items()) / many
    squares = sum(times * (score - mean) ** 2 for score, times in histogram.items())
    error = sqrt(squares / (many - 1) / many)
    return Measured(SCALE * mean, SCALE * error * student_t(many - 1), many)


def staffing_on(day: date, programs: Collection[int]) -> Staffing:
    """Who serves where on `day`, and who of them finished one of the programs, wherever it was; two queries."""
    serving = dict(Assignment.objects.main_on(day).order_by("pk").values_list("employee_id", "unit_id"))
    done = Enrollment.objects.filter(
        state=EnrollmentState.FINISHED, batch__state=BatchState.CLOSED, batch__program__in=programs
    )
    pairs = done.order_by().values_list("employee_id", "batch__program_id").distinct()
    finished = Counter((serving[employee], program) for employee, program in pairs if employee in serving)
    return Staffing(Counter(serving.values()), finished)


def costs_per_person(programs: Collection[int]) -> dict[int, int]:
    """Rupiah a person who finished, over closed batches whose cost is recorded; programs without are missing.

    Two queries.
    """
    spent = Cost.objects.standing().filter(batch__state=BatchState.CLOSED, batch__program__in=programs)
    by_batch = {
        batch: (program, amount)
        for batch, program, amount in spent.order_by().values_list("batch", "batch__program").annotate(Sum("amount"))
    }
    done = Enrollment.objects.filter(batch__in=list(by_batch), state=EnrollmentState.FINISHED)
    people = dict(done.order_by().values_list("batch").annotate(Count("pk")))
    money: Counter[int] = Counter()
    heads: Counter[int] = Counter()
    for batch, (program, amount) in by_batch.items():
        money[program] += amount
        heads[program] += people.get(batch, 0)
    return {program: round(money[program] / heads[program]) for program in money if heads[program]}
