"""The programs that mean to raise citizens' satisfaction, each with what the latest estimate says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from evaluations.access import programs_for_service
from evaluations.exposure import finished_count
from evaluations.impact.verdict import Verdict
from evaluations.impact_shown import Shown, index_effects
from people.models import Sector
from portal.overview.reach import LEAST_FINISHED
from portal.overview.sentences import Finding, Interval
from programs.models import Program

MOST_PICTURED = 10
"""The picture has the programs that most people finished; sentences and table speak of all."""


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """A program, how many people finished it, and its estimated effect on the index (None until estimated)."""

    program: Program
    finished: int
    effect: Shown | None

    @property
    def finished_shown(self) -> int | None:
        """How many finished it; None where they are too few to be told."""
        return self.finished if self.finished >= LEAST_FINISHED else None

    @property
    def naive(self) -> Mapping[str, Any] | None:
        """The plain before and after, which is no evidence: shown beside the estimate, named as such."""
        return self.effect.result["before_and_after"] if self.effect and self.effect.effect else None


def program_lines() -> list[ProgramLine]:
    """Every such program of which a batch is closed, most finished first; three queries."""
    programs = list(programs_for_service().annotate(finished=finished_count()).order_by("-finished", "pk"))
    effects = index_effects(programs)
    return [ProgramLine(program, program.finished, effects.get(program.pk)) for program in programs]


def findings_of(lines: Sequence[ProgramLine]) -> list[Finding]:
    """What the sentences need to know of each program; one query, for the names of sectors."""
    sectors = {code: _(name) for code, name in Sector.objects.order_by("pk").values_list("code", "name")}
    return [_finding(line, sectors) for line in lines]


def _finding(line: ProgramLine, sectors: Mapping[str, str]) -> Finding:
    if line.effect is None:
        return Finding(line.program.title, None)
    result, effect = line.effect.result, line.effect.effect
    if effect is None or effect["low"] is None or line.effect.verdict == Verdict.NOT_ENOUGH:
        return Finding(line.program.title, Verdict.NOT_ENOUGH)
    groups = sorted(result["by_group"], key=lambda each: -each["units"])
    return Finding(
        title=line.program.title,
        verdict=line.effect.verdict,
        effect=Interval(effect["value"], effect["low"], effect["high"]),
        units=result["size"]["treated_units"],
        sector=sectors.get(groups[0]["group"], "") if groups else "",
        doubts=line.effect.doubts_told,
    )
