"""The parts of evaluation: one line a tab."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluations.access import may_read_evaluations, may_read_next_year, may_read_reports
from people.access import Access
from surveys.office.tabs import Tab


@dataclass(frozen=True, slots=True)
class Part:
    """A tab: its words, the route of its first page, who sees it, its further routes."""

    words: Promise
    route: str
    who: Callable[[Access], bool] = may_read_evaluations
    further: tuple[str, ...] = ()


PARTS: Final = (
    Part(_("Pengaruh"), "evaluations", further=("evaluation", "impact_runs")),
    Part(_("Tanggapan"), "reactions", further=("reaction_results", "reaction_totals", "reaction_total")),
    Part(
        _("Pengetahuan"),
        "knowledge_results",
        further=("knowledge_result", "knowledge_program", "knowledge_tests", "knowledge_test"),
    ),
    Part(_("Perilaku"), "behaviour_totals", further=("behaviour_overdue", "behaviour_schedules")),
    Part(
        _("Laporan"),
        "evaluation_reports",
        who=may_read_reports,
        further=("evaluation_report", "ask_for_evaluation_report", "evaluation_runs", "report_subscriptions"),
    ),
    Part(
        _("Tahun depan"),
        "coming_year",
        who=may_read_next_year,
        further=("next_year", "next_year_proposal", "power"),
    ),
)


def tabs_of(access: Access, route: str | None) -> list[Tab]:
    """The tabs that this person sees; `route` is the name of the page's own address."""
    seen = [part for part in PARTS if part.who(access)]
    return [Tab(part.words, reverse(part.route), route in {part.route, *part.further}) for part in seen]
