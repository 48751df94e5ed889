"""The city's figure and its sectors, each with its change since a year ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from people.models import Unit
from surveys.figures import Change, change_between
from surveys.pages import Results, SectorLine, results_of, sector_lines
from surveys.periods_shown import stored_spans
from surveys.publications.scopes import city_scope

FIRST_SECTORS = ("health", "education")
"""They come first, whatever their figures."""


@dataclass(frozen=True, slots=True)
class SectorChange:
    """A sector's line with its change since a year ago; None where one of both periods has too few answers."""

    line: SectorLine
    change: Change | None
    before: SectorLine


def city_units() -> list[int]:
    """The ids of all units that ever were; one query."""
    return list(Unit.objects.without_tree_fields().order_by("pk").values_list("pk", flat=True))


def city_results(day: date) -> Results:
    """The figure of all units in the latest period with enough answers."""
    return results_of(unit_ids=city_units(), scope=city_scope(), stored=stored_spans(), day=day)


def sector_changes(results: Results) -> list[SectorChange]:
    """Every sector with its change since a year ago, health and education first."""
    now = sector_lines(span=results.span, rules=results.rules)
    then = {line.sector.pk: line for line in sector_lines(span=results.span.a_year_before(), rules=results.rules)}
    found = [
        SectorChange(line, change_between(line.figure, then[line.sector.pk].figure), then[line.sector.pk])
        for line in now
    ]
    return sorted(found, key=_place)


def with_figure(sectors: Sequence[SectorChange]) -> list[SectorChange]:
    """Those that have a figure in the shown period."""
    return [each for each in sectors if each.line.figure.is_shown]


def _place(each: SectorChange) -> int:
    code = each.line.sector.code
    return FIRST_SECTORS.index(code) if code in FIRST_SECTORS else len(FIRST_SECTORS)
