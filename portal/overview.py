"""The mayor's page: the city's satisfaction, its sectors, and what happened where people were trained."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.access import evaluated_programs
from evaluations.comparison import Comparison
from evaluations.exposure import finished_count
from evaluations.impact.verdict import Verdict
from evaluations.impact_shown import Shown, index_effects
from evaluations.report import DEFAULT_SHARE, Evaluation, evaluate
from people.access import Access
from people.models import Unit
from programs.models import Program
from surveys.figures import Change, change_between
from surveys.pages import Results, SectorLine, results_of, sector_lines
from surveys.periods_shown import stored_spans
from surveys.publications.scopes import city_scope

# One comparison costs a dozen queries: the page names the largest programs, the evaluation pages have all.
MOST_PROGRAMS = 5


@dataclass(frozen=True, slots=True)
class SectorChange:
    """A sector's line with its change since a year ago; None where one of both periods has too few answers."""

    line: SectorLine
    change: Change | None


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """A program, its raw comparison (None until a batch is closed), and its estimated effect."""

    program: Program
    evaluation: Evaluation | None
    effect: Shown | None = None
    """What the estimate says of its effect on the index; None until it has been estimated."""

    @property
    def comparison(self) -> Comparison | None:
        """Trained units beside the others, when there is something to compare."""
        return self.evaluation.comparison if self.evaluation else None

    @property
    def difference(self) -> Change | None:
        """How much more the trained units changed than the others."""
        return self.comparison.difference if self.comparison else None


def city_results(day: date) -> Results:
    """The figure of all units in the latest period with enough answers."""
    unit_ids = list(Unit.objects.without_tree_fields().order_by("pk").values_list("pk", flat=True))
    return results_of(unit_ids=unit_ids, scope=city_scope(), stored=stored_spans(), day=day)


def sector_changes(results: Results) -> list[SectorChange]:
    """Sectors that have a figure in the shown period, with the change since a year ago."""
    now = sector_lines(span=results.span, rules=results.rules)
    then = {
        line.sector.pk: line.figure for line in sector_lines(span=results.span.a_year_before(), rules=results.rules)
    }
    return [
        SectorChange(line, change_between(line.figure, then[line.sector.pk])) for line in now if line.figure.is_shown
    ]


def program_lines(access: Access) -> list[ProgramLine]:
    """The largest of the programs that mean to raise satisfaction, each with its effect and raw before-and-after."""
    programs = list(
        evaluated_programs(access)
        .exclude(target_elements=[])
        .annotate(finished=finished_count())
        .order_by("-finished", "pk")[:MOST_PROGRAMS]
    )
    effects = index_effects(programs)
    return [
        ProgramLine(program, evaluate(program, share=DEFAULT_SHARE, today=access.day), effects.get(program.pk))
        for program in programs
    ]


def answer(lines: Sequence[ProgramLine]) -> str:
    """What is known to the page's question: from the estimates once there are some, else from raw comparisons."""
    if any(line.effect for line in lines):
        return _answer_by_estimates([line.effect.verdict if line.effect else Verdict.NOT_ENOUGH for line in lines])
    return _answer_by_comparisons([line.difference for line in lines])


def _answer_by_estimates(verdicts: list[Verdict]) -> str:
    counted = (
        (Verdict.STRONG, _("%(n)d menaikkan kepuasan warga (bukti kuat)")),
        (Verdict.WEAK, _("%(n)d mungkin menaikkan kepuasan warga (bukti lemah)")),
        (Verdict.HARMFUL, _("%(n)d diikuti penurunan")),
        (Verdict.SMALL, _("%(n)d hampir tidak berpengaruh")),
        (Verdict.NO_EVIDENCE, _("%(n)d tanpa bukti")),
        (Verdict.NOT_ENOUGH, _("%(n)d datanya belum cukup")),
    )
    counts = Counter(verdicts)
    return _joined(len(verdicts), [words % {"n": counts[verdict]} for verdict, words in counted if counts[verdict]])


def _joined(total: int, parts: list[str]) -> str:
    programs = ngettext("Dari %(n)d program:", "Dari %(n)d program:", total) % {"n": total}
    return f"{programs} {', '.join(parts)}."


def _answer_by_comparisons(differences: list[Change | None]) -> str:
    """In one or two sentences, without a claim of cause."""
    found = [change for change in differences if change is not None]
    if not found:
        return _("Belum dapat dijawab: belum ada program dengan cukup jawaban warga sebelum dan sesudahnya.")
    better = sum(change.is_beyond_chance and change.difference > 0 for change in found)
    worse = sum(change.is_beyond_chance and change.difference < 0 for change in found)
    counted = (
        (better, _("%(n)d berubah lebih baik daripada unit lain")),
        (worse, _("%(n)d berubah lebih buruk")),
        (len(found) - better - worse, _("%(n)d tidak lebih dari kebetulan")),
        (len(differences) - len(found), _("%(n)d datanya belum cukup")),
    )
    parts = [words % {"n": count} for count, words in counted if count]
    return f"{_joined(len(differences), parts)} " + _("Ini perbandingan mentah, bukan bukti.")
