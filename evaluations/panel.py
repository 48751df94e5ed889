"""The panel of an evaluation from the database: six queries for all programs and outcomes, then arrays.

A row is a unit while it is what it was: when another unit is merged into it, its old series ends with the month before
and a new one starts with the first whole month after. People take their training along when they move: shares come
from who served where, not from the unit that sent them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from evaluations.impact.panel import NEVER, Floats, Mask, OtherProgram, Panel, Whole
from people.models import Assignment, Unit
from programs.models import BatchState, Enrollment, EnrollmentState, Program
from surveys.histograms import by_element, moments
from surveys.index import SCALE
from surveys.models import DailyRollup, MonthlyRollup
from surveys.reports import versions_in_use

INDEX = "index"
MONTHS = 36


@dataclass(frozen=True)
class Series:
    """A unit from a month to a month (places, both included), unchanged by mergers."""

    unit_id: int
    sector: str
    first: int
    last: int


@dataclass(frozen=True)
class Outcome:
    """Figures of one outcome, on the scale of 25 to 100: series × months."""

    mean: Floats
    variance: Floats
    count: Whole


@dataclass(frozen=True)
class Exposure:
    """How much of each series' staff had finished one program: series × months."""

    share: Floats
    touched: Mask

    @property
    def starts(self) -> Whole:
        """The first month in which anybody who serves had finished, else NEVER."""
        return np.where(self.touched.any(axis=1), self.touched.argmax(axis=1), NEVER)


@dataclass(frozen=True)
class Measurements:
    """All that evaluations need to know of a city."""

    months: tuple[date, ...]
    series: tuple[Series, ...]
    outcomes: Mapping[str, Outcome]
    programs: Mapping[int, tuple[str, ...]]
    """Program → keys of the elements it is aimed at."""
    exposures: Mapping[int, Exposure]
    staff: Floats
    """Who served in each series when the month began: series × months."""

    def panel(self, program: int, outcome: str = INDEX) -> Panel:
        """What is known about one program and one outcome.

        Other programs aimed at what the outcome measures come with it: for the index all that are aimed at an element.
        """
        shape = (len(self.series), len(self.months))
        figures = self.outcomes.get(outcome) or _Sums.empty(shape).outcome()
        exposure = self.exposures[program]
        place = np.arange(len(self.months))[None, :]
        first, last = (np.array([getattr(each, end) for each in self.series])[:, None] for end in ("first", "last"))
        others = [
            OtherProgram(str(other), self.exposures[other].starts)
            for other, elements in self.programs.items()
            if other != program and elements and (outcome == INDEX or outcome in elements)
        ]
        return Panel(
            units=tuple((each.unit_id, each.first) for each in self.series),
            months=self.months,
            outcome=figures.mean,
            variance=figures.variance,
            count=figures.count,
            share=exposure.share,
            touched=exposure.touched,
            exists=(place >= first) & (place <= last),
            groups=tuple(each.sector for each in self.series),
            others=tuple(others),
        )


def measurements(*, until: date, months: int = MONTHS) -> Measurements:
    """What was measured in the whole months before the city's day `until`; six queries."""
    span = months_before(until, months)
    series = _series(span)
    elements = _aims()
    exposures, staff = _exposures(span, series, tuple(elements))
    return Measurements(span, series, _outcomes(span, series), elements, exposures, staff)


def exposures_before(*, until: date, months: int = MONTHS) -> tuple[tuple[Series, ...], dict[int, Exposure]]:
    """The series of the whole months before the city's day `until`, and each program's exposure; four queries."""
    span = months_before(until, months)
    series = _series(span)
    return series, _exposures(span, series, tuple(_aims()))[0]


def ways_in(measured: Measurements, cells: Mask) -> dict[str, int]:
    """How many answers of the cells (series × months) came by which way in; one query."""
    rows_of = _rows_by_unit(measured.series, len(measured.months))
    places = {month: place for place, month in enumerate(measured.months)}
    units = {measured.series[row].unit_id for row in np.flatnonzero(cells.any(axis=1))}
    rollups = DailyRollup.objects.filter(
        unit_id__in=units, day__gte=measured.months[0], day__lte=_last_day(measured.months[-1])
    )
    monthly = rollups.annotate(month=TruncMonth("day")).values_list("unit_id", "month", "channel").order_by()
    found: defaultdict[str, int] = defaultdict(int)
    for unit, month, channel, count in monthly.annotate(Sum("count")):
        row = rows_of.get((unit, places[month]))
        if row is not None and cells[row, places[month]]:
            found[channel] += count
    return dict(sorted(found.items()))


def months_before(day: date, count: int) -> tuple[date, ...]:
    """The first days of the whole months before the month of `day`, oldest first."""
    index = day.year * 12 + day.month - 1
    return tuple(date(each // 12, each % 12 + 1, 1) for each in range(index - count, index))


def _aims() -> dict[int, tuple[str, ...]]:
    """Programs of which somebody finished a batch, with the elements that they are aimed at."""
    ran = Program.objects.filter(batches__state=BatchState.CLOSED).distinct().order_by("pk")
    return {key: tuple(elements) for key, elements in ran.values_list("pk", "target_elements")}


def _series(span: Sequence[date]) -> tuple[Series, ...]:
    units = list(
        Unit.objects.order_by("pk").values_list("pk", "sector__code", "starts_on", "ends_on", "merged_into_id")
    )
    merged: defaultdict[int, list[date]] = defaultdict(list)
    for _unit, _sector, _starts, ends_on, successor in units:
        if successor is not None and ends_on is not None:
            merged[successor].append(ends_on + timedelta(days=1))
    found = []
    for unit, sector, starts_on, ends_on, _successor in units:
        breaks = sorted({starts_on, *(day for day in merged[unit] if day > starts_on)})
        ends: list[date | None] = [*(day - timedelta(days=1) for day in breaks[1:]), ends_on]
        for begins, end in zip(breaks, ends, strict=True):
            first, last = _first_whole_month(span, begins), _last_whole_month(span, end)
            if first <= last:
                found.append(Series(unit, sector, first, last))
    return tuple(found)


def _first_whole_month(span: Sequence[date], begins: date) -> int:
    return sum(month < begins for month in span)


def _last_whole_month(span: Sequence[date], ends: date | None) -> int:
    return len(span) - 1 if ends is None else sum(_last_day(month) <= ends for month in span) - 1


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass
class _Sums:
    """Counts, sums and sums of squares of answers, on the scale of 25 to 100."""

    count: Whole
    total: Floats
    squares: Floats

    @classmethod
    def empty(cls, shape: tuple[int, int]) -> "_Sums":
        return cls(np.zeros(shape, dtype=np.int64), np.zeros(shape), np.zeros(shape))

    def add(self, cell: tuple[int, int], count: int, total: float, squares: float) -> None:
        self.count[cell] += count
        self.total[cell] += total
        self.squares[cell] += squares

    def outcome(self) -> Outcome:
        answered = np.maximum(self.count, 1)
        mean = self.total / answered
        variance = np.maximum(self.squares / answered - mean**2, 0.0) * answered / np.maximum(answered - 1, 1)
        return Outcome(np.where(self.count > 0, mean, np.nan), np.where(self.count > 1, variance, np.nan), self.count)


def _outcomes(span: Sequence[date], series: Sequence[Series]) -> dict[str, Outcome]:
    """Every element and the index (with the exact weight 1/k) from the monthly roll-ups."""
    versions = versions_in_use()
    places = {month: place for place, month in enumerate(span)}
    rows_of = _rows_by_unit(series, len(span))
    shape = (len(series), len(span))
    sums: defaultdict[str, _Sums] = defaultdict(lambda: _Sums.empty(shape))
    sums[INDEX] = _Sums.empty(shape)
    rollups = MonthlyRollup.objects.filter(month__gte=span[0], month__lte=span[-1], version_id__in=versions)
    columns = ("unit_id", "month", "version_id", "count", "histogram", "score_sum", "score_squares")
    for unit, month, version, count, histogram, score_sum, score_squares in rollups.order_by("pk").values_list(
        *columns
    ):
        row = rows_of.get((unit, places[month]))
        if row is None:
            continue
        cell, keys = (row, places[month]), versions[version]
        point = SCALE / len(keys)
        sums[INDEX].add(cell, count, point * score_sum, point**2 * score_squares)
        for key, counts in by_element(histogram, keys):
            found = moments(counts)
            sums[key].add(cell, found.count, SCALE * found.total, SCALE**2 * found.squares)
    return {key: each.outcome() for key, each in sums.items()}


def _rows_by_unit(series: Sequence[Series], months: int) -> dict[tuple[int, int], int]:
    """The row of a unit in a month."""
    return {(each.unit_id, place): row for row, each in enumerate(series) for place in range(each.first, each.last + 1)}


def _exposures(
    span: Sequence[date], series: Sequence[Series], programs: Sequence[int]
) -> tuple[dict[int, Exposure], Floats]:
    """Each program's exposure, and who served in each series when a month began."""
    spells = list(
        Assignment.objects.filter(main=True, starts_on__lte=_last_day(span[-1]))
        .order_by("pk")
        .values_list("employee_id", "unit_id", "starts_on", "ends_on")
    )
    finished = _finished()
    first_days = np.array(span, dtype="datetime64[D]")
    last_days = np.array([_last_day(month) for month in span], dtype="datetime64[D]")
    starts = np.array([each[2] for each in spells], dtype="datetime64[D]")
    ends = np.array([each[3] or date.max for each in spells], dtype="datetime64[D]")
    rows = _rows_of_spells(series, [each[1] for each in spells], len(span))
    at_start, at_end = (
        (starts[:, None] <= days[None, :]) & (ends[:, None] >= days[None, :]) & (rows >= 0)
        for days in (first_days, last_days)
    )
    staff = _count(rows, at_start, len(series))
    found = {}
    for program in programs:
        done = finished.get(program, {})
        dates = np.array([done.get(each[0], date.max) for each in spells], dtype="datetime64[D]")
        trained = _count(rows, at_start & (dates[:, None] < first_days[None, :]), len(series))
        by_end = _count(rows, at_end & (dates[:, None] <= last_days[None, :]), len(series))
        found[program] = Exposure(trained / np.maximum(staff, 1), (trained > 0) | (by_end > 0))
    return found, staff


def _finished() -> dict[int, dict[int, date]]:
    """Program → employee → the last day of the first batch that the person finished."""
    done = Enrollment.objects.filter(state=EnrollmentState.FINISHED, batch__state=BatchState.CLOSED)
    found: defaultdict[int, dict[int, date]] = defaultdict(dict)
    for program, employee, ended in done.order_by("batch__ends_on", "pk").values_list(
        "batch__program_id", "employee_id", "batch__ends_on"
    ):
        found[program].setdefault(employee, ended)
    return found


def _rows_of_spells(series: Sequence[Series], units: Sequence[int], months: int) -> Whole:
    """The row of each spell's unit in each month, -1 where the unit has no series."""
    by_unit: defaultdict[int, list[tuple[int, Series]]] = defaultdict(list)
    for row, each in enumerate(series):
        by_unit[each.unit_id].append((row, each))
    lines = {}
    for unit in set(units):
        line = np.full(months, -1, dtype=np.int64)
        for row, each in by_unit[unit]:
            line[each.first : each.last + 1] = row
        lines[unit] = line
    return np.array([lines[unit] for unit in units], dtype=np.int64).reshape(len(units), months)


def _count(rows: Whole, chosen: Mask, series: int) -> Floats:
    """How many chosen spells each series has in each month."""
    found = np.zeros((series, rows.shape[1]))
    spell, month = np.nonzero(chosen)
    np.add.at(found, (rows[spell, month], month), 1.0)
    return found
