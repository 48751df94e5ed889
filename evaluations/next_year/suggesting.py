"""What the latest estimates suggest for a year's plan: read once, with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evaluations.comparison import Window
from evaluations.impact.rules import DEFAULT
from evaluations.impact.verdict import Verdict
from evaluations.impact_shown import TONES, WORDS
from evaluations.models import ImpactEstimate, ImpactRun
from evaluations.next_year.figures import (
    Staffing,
    costs_per_person,
    elements_by_unit,
    staffing_on,
    window_before,
)
from evaluations.next_year.matching import Evidence, Match, matched, places_needed, ranked, weaknesses
from evaluations.panel import INDEX
from people.models import Unit
from programs.models import Program
from surveys.reports import rules_on

GRADE = "B"


@dataclass(frozen=True)
class Finding:
    """What the latest estimate says of one program and one element, in words and figures."""

    program: Program
    element: str
    name: str
    evidence: Evidence

    @property
    def word(self) -> str:
        """The verdict for people."""
        return str(WORDS[self.evidence.verdict])

    @property
    def tone(self) -> str:
        """The tag's tone."""
        return TONES[self.evidence.verdict]


@dataclass(frozen=True)
class Line:
    """One weak element of one unit, and what would be tried."""

    unit: Unit
    name: str
    match: Match
    finding: Finding | None
    others: tuple[Finding, ...]
    had: tuple[Program, ...]


@dataclass(frozen=True)
class UnitPart:
    """A unit to which a program is suggested: its weak elements, its staff, how many have yet to be trained."""

    unit: Unit
    lines: tuple[Line, ...]
    staff: int
    already: int
    places: int


@dataclass(frozen=True)
class ProgramPart:
    """A program that is suggested: what it moved elsewhere, where, for how many, at what cost."""

    program: Program
    findings: tuple[Finding, ...]
    units: tuple[UnitPart, ...]
    cost_per_person: int | None

    @property
    def people(self) -> int:
        """How many must finish so that every unit reaches the threshold."""
        return sum(each.places for each in self.units)

    @property
    def cost(self) -> int | None:
        """Expected rupiah, from what batches cost so far; None where no cost is recorded."""
        return None if self.cost_per_person is None else self.cost_per_person * self.people


@dataclass(frozen=True)
class NextYear:
    """All of it; `run` None: nothing has been estimated yet."""

    run: ImpactRun | None
    window: Window
    minimum: int
    border: float
    best: float
    lines: tuple[Line, ...]
    programs: tuple[ProgramPart, ...]
    unproven: tuple[Finding, ...]
    """What is named and not proposed: findings that are no proof of a rise."""

    def part(self, program: int) -> ProgramPart | None:
        """What is suggested of a program, by its id."""
        return next((each for each in self.programs if each.program.pk == program), None)


def next_year(*, day: date, only: Collection[int] | None = None) -> NextYear:
    """The suggestions on the city's day; `only`: of these units, compared with the whole city all the same.

    A fixed number of queries, however many units and programs there are.
    """
    rules, window = rules_on(day), window_before(day)
    units = {unit.pk: unit for unit in Unit.objects.without_tree_fields().on(day).order_by("name", "pk")}
    border = next((float(band.lowest) for band in rules.bands if band.grade == GRADE), 0.0)
    best = max((float(band.lowest) for band in rules.bands), default=100.0)
    figures = elements_by_unit(unit_ids=list(units), window=window, versions=rules.versions)
    weak = weaknesses(figures, minimum=rules.minimum_answers, border=border, best=best)
    names = {each.key: _(each.short_name) for each in rules.elements}
    run, findings, harmful = _findings(names)
    known = ranked((each.evidence for each in findings), harmful)
    offered = sorted({one.program for rows in known.values() for one in rows})
    staffing = staffing_on(day, offered)
    trained = {(unit, program) for unit, program in staffing.finished if _is_trained(staffing, unit, program)}
    wanted = {pk: weak[pk] for pk in units if pk in weak and (only is None or pk in only)}
    lines = _lines(matched(wanted, known, trained, _foreign(staffing, units)), units, names, findings)
    parts = _parts(lines, staffing, costs_per_person(offered))
    shown = {(each.program, each.element) for rows in known.values() for each in rows}
    unproven = tuple(each for each in findings if (each.program.pk, each.element) not in shown)
    return NextYear(run, window, rules.minimum_answers, border, best, lines, parts, unproven)


def _is_trained(staffing: Staffing, unit: int, program: int) -> bool:
    return staffing.share(unit, program) >= DEFAULT.threshold


def _foreign(staffing: Staffing, units: Mapping[int, Unit]) -> set[tuple[int, int]]:
    """Units and programs that somebody finished, but nobody of the unit's sector."""
    sectors: defaultdict[int, set[int]] = defaultdict(set)
    for unit, program in staffing.finished:
        if unit in units:
            sectors[program].add(units[unit].sector_id)
    return {
        (pk, program) for program, reached in sectors.items() for pk, unit in units.items()
        if unit.sector_id not in reached
    }  # fmt: skip


def _findings(names: Mapping[str, str]) -> tuple[ImpactRun | None, list[Finding], set[int]]:
    """The latest run, what it says by program and element, and programs that harmed; two queries."""
    run = ImpactRun.objects.latest_finished()
    if run is None:
        return None, [], set()
    rows = list(
        ImpactEstimate.objects.filter(run=run)
        .select_related("program__training_type", "program__institution")
        .order_by("position")
    )
    harmful = {row.program_id for row in rows if row.outcome == INDEX and row.verdict == Verdict.HARMFUL}
    findings = [
        Finding(row.program, row.outcome, names[row.outcome], evidence_of(row)) for row in rows if row.outcome in names
    ]
    return run, findings, harmful


def evidence_of(row: ImpactEstimate) -> Evidence:
    """A stored estimate as plain values."""
    effect = row.result["effect"] or {}
    ends = (effect.get(key) for key in ("value", "low", "high"))
    return Evidence(row.program_id, row.outcome, Verdict(row.verdict), *ends)


def _lines(
    matches: Iterable[Match], units: Mapping[int, Unit], names: Mapping[str, str], findings: Iterable[Finding]
) -> tuple[Line, ...]:
    by_evidence = {(each.program.pk, each.element): each for each in findings}
    programs = {each.program.pk: each.program for each in findings}
    return tuple(
        Line(
            unit=units[each.weakness.unit],
            name=names.get(each.weakness.element, each.weakness.element),
            match=each,
            finding=by_evidence[each.evidence.program, each.evidence.element] if each.evidence else None,
            others=tuple(by_evidence[other.program, other.element] for other in each.others),
            had=tuple(programs[key] for key in each.had),
        )
        for each in matches
    )


def _parts(lines: Iterable[Line], staffing: Staffing, costs: Mapping[int, int]) -> tuple[ProgramPart, ...]:
    """Programs by how sure their best effect is."""
    chosen: defaultdict[int, defaultdict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.finding is not None:
            chosen[line.finding.program.pk][line.unit.pk].append(line)
    parts = [_part(key, by_unit, staffing, costs.get(key)) for key, by_unit in chosen.items()]
    return tuple(
        sorted(parts, key=lambda part: (-max(each.evidence.low or 0 for each in part.findings), part.program.pk))
    )


def _part(key: int, by_unit: Mapping[int, list[Line]], staffing: Staffing, cost_per_person: int | None) -> ProgramPart:
    units = tuple(_unit_part(rows, key, staffing) for rows in by_unit.values())
    found = {line.finding.element: line.finding for rows in by_unit.values() for line in rows if line.finding}
    surest = sorted(found.values(), key=lambda each: (-(each.evidence.low or 0), each.element))
    return ProgramPart(surest[0].program, tuple(surest), units, cost_per_person)


def _unit_part(lines: list[Line], program: int, staffing: Staffing) -> UnitPart:
    unit = lines[0].unit
    staff, already = staffing.staff.get(unit.pk, 0), staffing.finished.get((unit.pk, program), 0)
    return UnitPart(unit, tuple(lines), staff, already, places_needed(staff, already))
