"""Everything that a report says, in a fixed number of queries, and the digest by which it is told to be the same."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from evaluations.reporting.chapters.method import conversion_sources, index_regulations, method_of, place_notes
from evaluations.reporting.chapters.money import cost_rows, kinds_sheet, money_chapter, point_rows, summary_of_costs
from evaluations.reporting.chapters.opinions import (
    behaviour_chapter,
    learning_chapter,
    level_sheets,
    reaction_chapter,
    summary_of_levels,
)
from evaluations.reporting.chapters.reach import by_line, reach_chapter, reach_sheet
from evaluations.reporting.fourth import fourth_of
from evaluations.reporting.levels import levels_of
from evaluations.reporting.scopes import Scope, ScopeKind, named
from evaluations.reporting.selection import Selection, select
from evaluations.reporting.spending import kinds_of
from evaluations.reporting.tallies import Tally, staff_of, tallies_of
from pembinaan.base.errors import DomainError
from pembinaan.base.language import in_city_language

# Part of every digest: raise it when the wording or the look of reports changes.
RENDITION: Final = 1


class NothingToReportError(DomainError):
    """No batch of the scope has ended yet: nobody failed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one report says. `paper` holds JSON values only: texts for people, numbers for pictures and workbook."""

    scope: Scope
    paper: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of all that the report says: the same facts give the same digest."""
        said = json.dumps([RENDITION, self.scope.code, self.paper], sort_keys=True, ensure_ascii=False)
        return sha256(said.encode()).hexdigest()


@in_city_language()
def gather(*, scope: Scope, day: date) -> Facts:
    """Read everything for a report made on the city's day `day`; the number of queries depends on the kind only.

    Raises NothingToReportError while no batch of the scope has been closed.
    """
    known = named([scope])
    if not known:
        raise NothingToReportError("Yang hendak dilaporkan tidak ada lagi. Pilih yang lain.")
    selection = select(known[0], day)
    if not selection.runs:
        raise NothingToReportError(_nothing(scope))
    tallies, levels = tallies_of(selection), levels_of(selection, day)
    lines, total = by_line(selection, tallies), sum(tallies.values(), Tally())
    fourth = fourth_of(selection, tallies, day)
    kinds = kinds_of(selection.batch_ids)
    reach = reach_chapter(selection, lines, total, staff_of(selection, day))
    money = money_chapter(selection, tallies, kinds, fourth.points, fourth.plan)
    opinions = (chapter_of(selection, levels) for chapter_of in (reaction_chapter, learning_chapter, behaviour_chapter))
    paper = {
        **_cover(selection),
        "summary": [
            *reach["sentences"],
            *summary_of_levels(selection, levels),
            *fourth.summary,
            *summary_of_costs(tallies, fourth.points),
        ],
        "chapters": [reach, *opinions, fourth.chapter, money],
        "method": method_of(selection, fourth.run, conversion_sources(selection.batch_ids), index_regulations(day)),
        "sheets": [reach_sheet(lines), *level_sheets(selection, levels), *fourth.sheets, kinds_sheet(kinds)],
        "costs": cost_rows(selection, tallies),
        "points": point_rows(fourth.points),
    }  # fmt: skip
    return Facts(known[0], paper)


def _cover(selection: Selection) -> dict[str, Any]:
    scope = selection.scope
    return {
        "kind": scope.kind.value,
        "kind_name": str(scope.kind.label),
        "code": scope.code,
        "title": scope.title,
        "subject": scope.subject,
        "days": scope.days,
        "notes": place_notes(selection),
    }


def _nothing(scope: Scope) -> str:
    if scope.kind is ScopeKind.BATCH:
        return "Angkatan ini belum ditutup. Laporan dapat dibuat setelah angkatan ditutup."
    return (
        f"Belum ada angkatan yang selesai pada {scope.days}. Pilih masa lain, atau tunggu angkatan berikutnya ditutup."
    )
