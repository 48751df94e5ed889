"""Lots of seats as the database keeps them, for the panel of an evaluation: two queries for all programs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from evaluations.impact.drawings import Drawing
from evaluations.impact.lots import Lot, Stratum
from evaluations.impact.panel import Whole
from evaluations.panel import Measurements
from pembinaan.base.dates import city_day
from programs.models import BatchState, LotBy, LotEntry, LotStratum, PlacementOutcome


@dataclass(frozen=True)
class _Design:
    """What holds for a whole lot."""

    key: int
    program: int
    by_unit: bool
    starts_on: date
    ends_on: date
    frozen_at: datetime


@dataclass(frozen=True)
class _Entry:
    """A line of a frozen list: the unit that the applicant came from, and whether the lot gave a seat."""

    unit: int
    stratum: str
    won: bool


def drawings_of(measured: Measurements) -> dict[int, tuple[Drawing, ...]]:
    """Each program's drawn lots of closed batches, oldest list first; programs without any are missing.

    The list is the frozen one, with the unit of the application. A winner is whom the lot gave a seat, also if it was
    given back; whoever got a seat later from the queue is none. A lot whose list was frozen before the panel begins
    is left out: nothing is known of the months before it.
    """
    entries = _entries(measured.programs)
    seats = _seats(design.key for design in entries)
    found: defaultdict[int, list[Drawing]] = defaultdict(list)
    for design, lines in entries.items():
        if city_day(design.frozen_at) >= measured.months[0]:
            found[design.program].append(_drawing(measured, design, lines, seats[design.key]))
    return {program: tuple(each) for program, each in found.items()}


def _entries(programs: Iterable[int]) -> dict[_Design, list[_Entry]]:
    drawn = LotEntry.objects.filter(
        lot__drawn_at__isnull=False,
        lot__frozen_at__isnull=False,
        lot__batch__state=BatchState.CLOSED,
        lot__batch__program__in=list(programs),
    )
    rows = drawn.order_by("lot__frozen_at", "lot_id", "code").values_list(
        "lot_id", "lot__batch__program_id", "lot__batch__lot_by", "lot__batch__starts_on", "lot__batch__ends_on",
        "lot__frozen_at", "enrollment__unit_id", "stratum", "enrollment__placement__outcome",
    )  # fmt: skip
    found: defaultdict[_Design, list[_Entry]] = defaultdict(list)
    for lot, program, lot_by, starts_on, ends_on, frozen_at, unit, stratum, outcome in rows:
        assert frozen_at is not None
        design = _Design(lot, program, lot_by == LotBy.UNIT, starts_on, ends_on, frozen_at)
        found[design].append(_Entry(unit, stratum, outcome == PlacementOutcome.SEAT))
    return dict(found)


def _seats(lots: Iterable[int]) -> dict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    strata = LotStratum.objects.filter(lot__in=list(lots)).order_by("name")
    for lot, name, seats in strata.values_list("lot_id", "name", "seats"):
        found[lot][name] = seats
    return found


def _drawing(measured: Measurements, design: _Design, lines: Sequence[_Entry], seats: dict[str, int]) -> Drawing:
    units = sorted({each.unit for each in lines})
    place = {unit: number for number, unit in enumerate(units)}
    frozen = min(month_place(measured, city_day(design.frozen_at)), len(measured.months) - 1)
    rows = rows_at(measured, units, frozen)
    strata = []
    for name, many in seats.items():
        applied = [place[each.unit] for each in lines if each.stratum == name]
        strata.append(Stratum(_counted(applied, len(units)), many))
    return Drawing(
        Lot(tuple(strata), design.by_unit),
        rows,
        np.where(rows >= 0, measured.staff[rows, frozen], 0.0),
        _counted([place[each.unit] for each in lines if each.won], len(units)),
        month_place(measured, design.starts_on),
        month_place(measured, design.ends_on),
    )


def _counted(places: Sequence[int], units: int) -> Whole:
    return np.bincount(np.array(places, dtype=np.int64), minlength=units)


def rows_at(measured: Measurements, units: Sequence[int], month: int) -> Whole:
    """Each unit's row in the panel in a month (its place), -1 where it has none."""
    known = {each.unit_id: row for row, each in enumerate(measured.series) if each.first <= month <= each.last}
    return np.array([known.get(unit, -1) for unit in units], dtype=np.int64)


def month_place(measured: Measurements, day: date) -> int:
    """The day's month as a place in the panel, outside of it too."""
    first = measured.months[0]
    return (day.year - first.year) * 12 + day.month - first.month
