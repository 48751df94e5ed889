"""Level 4 and what hangs on it, as each kind of report needs it: effects, a unit's own index, the cost of a point."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from evaluations.impact_shown import Shown, impact_of, index_effects
from evaluations.models import ImpactRun
from evaluations.reporting.chapters.around import around_chapter, course_of, course_sheet
from evaluations.reporting.chapters.effect import (
    effect_sheet,
    of_program,
    of_programs,
    of_sector,
    summary_of_program,
)
from evaluations.reporting.chapters.money import Priced, points_of
from evaluations.reporting.scopes import ScopeKind
from evaluations.reporting.selection import Selection
from evaluations.reporting.spending import plan_of, spent_on_programs
from evaluations.reporting.tallies import Tally
from programs.models import Program
from programs.plans.realisation import Line


@dataclass(frozen=True, slots=True)
class Fourth:
    """The chapter, its sentences in the summary, its sheets, and what the chapter of costs needs from it."""

    run: ImpactRun | None
    chapter: dict[str, Any]
    summary: list[str]
    sheets: list[dict[str, Any]]
    points: list[Priced] = field(default_factory=list)
    plan: Line | None = None


def fourth_of(selection: Selection, tallies: Mapping[int, Tally], day: date) -> Fourth:
    """Level 4 of a report made on the city's day `day`."""
    run = ImpactRun.objects.latest_finished()
    kind = selection.scope.kind
    if kind is ScopeKind.UNIT:
        course = course_of(selection, day)
        chapter = around_chapter(selection, tallies, course)
        return Fourth(run, chapter, chapter["sentences"][:1], [course_sheet(course)])
    programs = Program.objects.filter(pk__in=selection.program_ids).order_by("title", "pk")
    titles = {program.pk: program.title for program in programs}
    if selection.is_one_program:
        return _of_program(selection, programs[0], run)
    effects = index_effects(programs)
    if kind is ScopeKind.SECTOR:
        chapter = of_sector(selection.scope.key, titles, effects)
        return Fourth(run, chapter, chapter["sentences"], [effect_sheet(titles, effects)])
    chapter = of_programs(titles, effects)
    plan = plan_of(int(selection.scope.key)) if kind is ScopeKind.YEAR else None
    points = points_of(titles, spent_on_programs(titles, run), effects)
    return Fourth(run, chapter, chapter["sentences"], [effect_sheet(titles, effects)], points, plan)


def _of_program(selection: Selection, program: Program, run: ImpactRun | None) -> Fourth:
    impact = impact_of(program)
    effects: dict[int, Shown] = {program.pk: impact.index} if impact else {}
    titles = {program.pk: program.title}
    return Fourth(
        run,
        of_program(selection, impact),
        summary_of_program(effects.get(program.pk), program.title),
        [effect_sheet(titles, effects)],
        points_of(titles, spent_on_programs(titles, run), effects),
    )
