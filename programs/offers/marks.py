"""What the catalogue says to one person about each program: why it fits, why it cannot be taken, where they stand.

What all visitors share is read once in some seconds and kept by the process; nothing of a person reaches another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from people.models import Unit
from programs.models import Batch, EnrollmentState
from programs.offers.fitting import Design, needs_of, open_designs, reasons_for, weak_elements_of
from programs.offers.search import Hit
from programs.offers.shared import shared
from programs.rules.eligibility import people_on, targets_of
from programs.rules.target import Taken, Target, refusals
from surveys.figures import ElementName

SHARED_SECONDS = 5
# A unit's weak elements follow from the answers of a year: minutes change nothing.
WEAK_SECONDS = 300


@dataclass(frozen=True)
class Shelf:
    """What is open now, for whom, and what it is about; the same for every visitor."""

    batches: dict[int, list[int]]
    targets: dict[int, Target]
    designs: dict[int, Design]
    parents: dict[int, int | None]


@dataclass(frozen=True)
class Mark:
    """What a program is to one person; all empty: nothing special."""

    fits: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    standing: str = ""


@dataclass(frozen=True)
class Outlook:
    """Marks by program, reasons why not by open batch, and the programs in which the person takes or took part."""

    marks: dict[int, Mark]
    refused: dict[int, list[str]]
    taken: set[int]


def shelf(now: datetime) -> Shelf:
    """What is open now, some seconds old at most."""
    return shared("catalogue:shelf", lambda: _read_shelf(now), SHARED_SECONDS)


def _read_shelf(now: datetime) -> Shelf:
    batches: defaultdict[int, list[int]] = defaultdict(list)
    rows = Batch.objects.open_for_enrollment(now).order_by("starts_on", "pk").values_list("program_id", "pk")
    for program_id, pk in rows:
        batches[program_id].append(pk)
    return Shelf(
        batches=dict(batches),
        targets=targets_of([pk for pks in batches.values() for pk in pks]),
        designs={design.program_id: design for design in open_designs(now)},
        parents=dict(Unit.objects.without_tree_fields().values_list("pk", "parent_id")),
    )


def weak_elements(unit_id: int | None, day: date) -> list[ElementName]:
    """The unit's weak elements, some minutes old at most; none for nobody's unit."""
    if unit_id is None:
        return []
    return shared(f"catalogue:weak:{unit_id}", lambda: weak_elements_of(unit_id, day), WEAK_SECONDS)


def outlook_of(employee_id: int, now: datetime) -> Outlook:
    """What is open now, for one employee; three queries of the person's own."""
    known, day = shelf(now), city_day(now)
    person = people_on([employee_id], day, parents=known.parents)[employee_id]
    weak, needs = weak_elements(person.unit_id, day), needs_of(employee_id, day.year)
    refused = {pk: reasons for pk, target in known.targets.items() if (reasons := refusals(target, person))}
    taken = {one.program_id for one in person.taken}
    marks: dict[int, Mark] = {}
    for program_id in known.batches.keys() | taken:
        mine = [one for one in person.taken if one.program_id == program_id]
        takes_part = any(one.state != EnrollmentState.FINISHED for one in mine)
        closed = [] if takes_part else _refused_everywhere(known.batches.get(program_id, []), refused)
        design = None if mine or closed else known.designs.get(program_id)
        fits = reasons_for(design, weak, needs) if design else []
        marks[program_id] = Mark(fits=fits, refusals=closed, standing=_standing(mine))
    return Outlook({key: mark for key, mark in marks.items() if mark != Mark()}, refused, taken)


def marks_for(employee_id: int, now: datetime) -> dict[int, Mark]:
    """The marks of the catalogue for one employee, some seconds old at most, as its seats are."""
    key = f"catalogue:marks:{employee_id}:{get_language()}"
    return shared(key, lambda: outlook_of(employee_id, now).marks, SHARED_SECONDS)


def arranged(found: Iterable[Hit], marks: Mapping[int, Mark], *, in_words: bool, takable_only: bool) -> list[int]:
    """The programs in the order for one person: what fits first, what cannot be taken last.

    Where words were looked for (`in_words`), how well they match counts more than whether a batch is open.
    """
    nothing = Mark()
    kept = [(place, hit, marks.get(hit.program_id, nothing)) for place, hit in enumerate(found)]
    if takable_only:
        kept = [(place, hit, mark) for place, hit, mark in kept if hit.is_open and not mark.refusals]
    kept.sort(key=lambda one: _order(one[1], one[2], in_words, one[0]))
    return [hit.program_id for _place, hit, _mark in kept]


def _order(hit: Hit, mark: Mark, in_words: bool, place: int) -> tuple[bool, bool, bool, int]:
    return (bool(mark.refusals), not in_words and not hit.is_open, not mark.fits, place)


def _refused_everywhere(batches: Sequence[int], refused: Mapping[int, list[str]]) -> list[str]:
    """Why none of the open batches can be taken: the reasons of the next one; empty when one can."""
    return refused[batches[0]] if batches and all(pk in refused for pk in batches) else []


def _standing(mine: Sequence[Taken]) -> str:
    if not mine:
        return ""
    last = max(mine, key=lambda one: (one.state != EnrollmentState.FINISHED, one.ends_on))
    if last.state == EnrollmentState.FINISHED:
        return _("Sudah Anda selesaikan tahun %(year)d") % {"year": last.ends_on.year}
    facts = {"number": last.number, "state": EnrollmentState(last.state).label}
    return _("Anda di angkatan %(number)d: %(state)s") % facts
