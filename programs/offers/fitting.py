"""Why a program fits somebody: what the own unit is weak in, and what the person said to need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, TextField
from django.utils.translation import gettext as _

from programs.models import Batch, Need, Program
from surveys.figures import ElementName
from surveys.reports import figures_by_unit

# A unit is called weak in this many elements, judged by the answers of a year.
WEAKEST = 2
A_YEAR = timedelta(days=365)
# Postgres stems Indonesian but keeps these, and they say nothing about a subject.
SMALL_WORDS = frozenset({"dan", "atau", "di", "ke", "dari", "yang", "untuk", "dengan", "bagi", "pada", "dalam", "oleh"})


@dataclass(frozen=True)
class Design:
    """What a program is about: the elements that it means to raise, and the stems of its words."""

    program_id: int
    elements: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class StatedNeed:
    """A need as stated, and the stems of its words."""

    text: str
    words: frozenset[str]


def _stems(vector: Any) -> Func:
    return Func(vector, function="tsvector_to_array", output_field=ArrayField(TextField()))


def weak_elements_of(unit_id: int, day: date) -> list[ElementName]:
    """The two elements in which citizens judged the unit lowest in the year until `day`; none with few answers."""
    figure = figures_by_unit(unit_ids=[unit_id], first=day - A_YEAR, last=day)[unit_id]
    return [weak.element for weak in figure.weakest[:WEAKEST]]


def open_designs(now: datetime) -> list[Design]:
    """Published programs that one may apply to now."""
    running = Batch.objects.open_for_enrollment(now).values("program")
    offered = Program.objects.filter(published=True, pk__in=running)
    rows = offered.annotate(stems=_stems(F("search"))).order_by("pk").values_list("pk", "target_elements", "stems")
    return [Design(pk, frozenset(elements), frozenset(stems)) for pk, elements, stems in rows]


def needs_of(employee_id: int, year: int) -> list[StatedNeed]:
    """What the employee said to need for the year or a later one, the largest gap first."""
    stated = Need.objects.filter(employee=employee_id, year__gte=year)
    stems = _stems(SearchVector("competency", config="indonesian"))
    rows = stated.annotate(stems=stems).order_by("-gap", "pk").values_list("competency", "stems")
    return [StatedNeed(text, frozenset(stems) - SMALL_WORDS) for text, stems in rows]


def meets(design: Design, need: StatedNeed) -> bool:
    """Whether more than half of the need's words stand in the program's title, competency or summary."""
    return len(need.words & design.words) * 2 > len(need.words)


def reasons_for(design: Design, weak: Iterable[ElementName], needs: Sequence[StatedNeed]) -> list[str]:
    """Why the program fits, the own needs first; an empty list: no special reason."""
    told = [_("Sesuai kebutuhan Anda: “%(need)s”.") % {"need": need.text} for need in needs if meets(design, need)]
    raised = [element for element in weak if element.key in design.elements]
    return told + [
        _("Unit Anda lemah di unsur %(element)s.") % {"element": _(element.short_name).lower()} for element in raised
    ]
