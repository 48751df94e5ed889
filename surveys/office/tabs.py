"""The parts of a unit's survey office: one line a tab."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Unit
from surveys.access import may_run_survey, may_see_survey


@dataclass(frozen=True, slots=True)
class Part:
    """A tab: its words, the route of its first page (argument: the unit's code), who sees it, its further routes."""

    words: Promise
    route: str
    who: Callable[[Access, int], bool] = may_see_survey
    further: tuple[str, ...] = ()


PARTS: Final = (
    Part(_("Ringkasan"), "survey_office"),
    Part(_("Sasaran"), "survey_targets"),
    Part(_("Saran warga"), "survey_comments", further=("hide_comment",)),
    Part(_("Pengaduan"), "complaints", may_run_survey, ("complaint", "complaint_open", "complaint_finish")),
    Part(
        _("Rencana"),
        "improvement_plans",
        further=("improvement_plan", "new_improvement_plan", "change_improvement_plan", "finish_improvement_plan"),
    ),
    Part(_("Laporan"), "unit_reports"),
    Part(_("Poster"), "unit_posters"),
    Part(_("Kertas"), "paper_entry", may_run_survey, ("paper_list", "paper_correct", "paper_withdraw")),
    Part(_("Berkas"), "answer_files", may_run_survey, ("answer_draft",)),
    Part(
        _("Perangkat"),
        "survey_devices",
        further=("survey_device", "survey_device_register", "survey_device_code", "survey_device_revoke"),
    ),
    Part(
        _("Pertanyaan sendiri"),
        "own_questions",
        further=(
            "own_texts",
            "own_version",
            "own_question",
            "own_question_new",
            "own_publish",
            "own_discard",
            "own_remove",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab as one page shows it."""

    words: Promise
    address: str
    is_current: bool


def tabs_of(*, access: Access, unit: Unit, route: str | None) -> list[Tab]:
    """The tabs that this person sees of a unit; `route` is the name of the page's own address."""
    return [
        Tab(part.words, reverse(part.route, args=[unit.code]), route in {part.route, *part.further})
        for part in PARTS
        if part.who(access, unit.pk)
    ]
