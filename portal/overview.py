"""The mayor's page: the city's satisfaction, its sectors, and what happened where people were trained."""

from dataclasses import dataclass
from datetime import date

from people.models import Unit
from surveys.figures import Change, change_between
from surveys.pages import Results, SectorLine, results_of, sector_lines
from surveys.periods_shown import stored_spans


@dataclass(frozen=True, slots=True)
class SectorChange:
    """A sector's line with its change since a year ago; None where one of both periods has too few answers."""

    line: SectorLine
    change: Change | None


def city_results(day: date) -> Results:
    """The figure of all units in the latest period with enough answers."""
    unit_ids = list(Unit.objects.without_tree_fields().order_by("pk").values_list("pk", flat=True))
    return results_of(unit_ids=unit_ids, wanted="", stored=stored_spans(), day=day)


def sector_changes(results: Results) -> list[SectorChange]:
    """Sectors that have a figure in the shown period, with the change since a year ago."""
    now = sector_lines(span=results.span, rules=results.rules)
    then = {
        line.sector.pk: line.figure for line in sector_lines(span=results.span.a_year_before(), rules=results.rules)
    }
    return [
        SectorChange(line, change_between(line.figure, then[line.sector.pk])) for line in now if line.figure.is_shown
    ]
