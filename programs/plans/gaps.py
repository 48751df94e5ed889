"""Stated gaps counted by competency, unit or grade: what HR plans from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower, Trim
from django.utils.translation import ngettext

from people.access import Access
from people.models import RankHolding, Unit
from programs.models import CompetencyKind, Gap, Need, PlannedProgram, PlannedState

# Longer lists of checkboxes nobody reads; the table of gaps has them all.
MOST_CHOICES = 80
_SAME_WORDS = Lower(Trim("competency"))


@dataclass(frozen=True)
class CompetencyGap:
    """One competency that people of a year need: how many, how many by a large gap, and how heads rank it."""

    kind: str
    words_key: str
    competency: str
    people: int
    large: int
    first: int  # stated needs that a head ranked among the unit's first three
    planned: int  # stated needs that a plan answers already

    @property
    def key(self) -> str:
        """The gap in one text, for forms and addresses."""
        return f"{self.kind}|{self.words_key}"

    @property
    def words(self) -> str:
        """What a person reads beside a checkbox."""
        counted = ngettext("%(n)d orang", "%(n)d orang", self.people) % {"n": self.people}
        return f"{self.competency} · {self.kind_words} · {counted}"

    @property
    def kind_words(self) -> str:
        """The kind of competency in words."""
        return str(CompetencyKind(self.kind).label)


def gaps_of_year(needs: QuerySet[Need]) -> list[CompetencyGap]:
    """The stated needs by kind and competency, whatever their capitals, the most wanted first; one query."""
    grouped = (
        needs.annotate(same=_SAME_WORDS)
        .order_by()
        .values("kind", "same")
        .annotate(
            shown=Min(Trim("competency")),
            n=Count("employee", distinct=True),
            large=Count("pk", filter=Q(gap=Gap.LARGE), distinct=True),
            first=Count("pk", filter=Q(rank__lte=3), distinct=True),
            answered=Count("pk", filter=Q(answered_by__planned__state=PlannedState.PLANNED), distinct=True),
        )
        .order_by("-n", "same", "kind")
    )
    rows = grouped.values_list("kind", "same", "shown", "n", "large", "first", "answered")
    return [CompetencyGap(*row) for row in rows]


def gap_choices(*, year: int, kept: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The year's gaps as choices of a form: the most wanted ones, and those in `kept` however rare."""
    known, chosen = gaps_of_year(Need.objects.filter(year=year)), set(kept)
    return [(gap.key, gap.words) for place, gap in enumerate(known) if place < MOST_CHOICES or gap.key in chosen]


def needs_of(*, year: int, gaps: Iterable[str]) -> QuerySet[Need]:
    """The needs of the year that belong to the gaps, given by their keys; unknown keys find nothing."""
    chosen = Q(pk__in=[])
    for gap in gaps:
        kind, _separator, words = gap.partition("|")
        chosen |= Q(kind=kind, same=words)
    return Need.objects.filter(year=year).annotate(same=_SAME_WORDS).filter(chosen).order_by("pk")


def answered_needs(planned: PlannedProgram, *, gaps: Iterable[str]) -> list[Need]:
    """The needs that it answers when the gaps `gaps` of its plan's year are chosen; those of other years stay."""
    linked = Need.objects.filter(planned=planned)
    if planned.plan is None:
        return list(linked)
    year = planned.plan.year
    return [*needs_of(year=year, gaps=gaps), *linked.exclude(year=year)]


def with_grade(needs: QuerySet[Need], day: date) -> QuerySet[Need]:
    """Each with `grade`: the code of the grade (golongan) that the person holds on `day`, empty without one."""
    held = RankHolding.objects.on(day).filter(employee=OuterRef("employee")).order_by("-starts_on")
    return needs.annotate(grade=Subquery(held.values("grade__code")[:1]), grade_id=Subquery(held.values("grade")[:1]))


def needs_found(
    *,
    access: Access,
    year: int | None = None,
    kind: str = "",
    gap: int | None = None,
    unit: Unit | None = None,
    grade: int | None = None,
    text: str = "",
) -> Any:
    """The needs that the visitor may see, narrowed by what is given; `unit` means it and all below it."""
    found: Any = with_grade(Need.objects.visible_to(access), access.day).annotate(same=_SAME_WORDS)
    if year is not None:
        found = found.filter(year=year)
    if kind:
        found = found.filter(kind=kind)
    if gap is not None:
        found = found.filter(gap=gap)
    if unit is not None:
        found = found.filter(unit_id__in=Unit.objects.subtree_ids(unit))
    if grade is not None:
        found = found.filter(grade_id=grade)
    if text:
        found = found.filter(Q(competency__icontains=text) | Q(employee__name__icontains=text))
    return found


# What the gaps are counted by: the columns that make a row.
GROUPS = {
    "kemampuan": ("kind", "same"),
    "unit": ("unit_id", "unit__name"),
    "golongan": ("grade_id", "grade"),
}


def counted(needs: Any, by: str) -> Any:
    """Rows of counts by one of `GROUPS`: `needs`, `people`, `large`, `first`; the most people first."""
    columns = GROUPS[by]
    shown = {"shown": Min(Trim("competency"))} if by == "kemampuan" else {"shown": F(columns[1])}
    rows = (
        needs.order_by()
        .values(*columns)
        .annotate(
            **shown,
            needs=Count("pk"),
            people=Count("employee", distinct=True),
            large=Count("pk", filter=Q(gap=Gap.LARGE)),
            first=Count("pk", filter=Q(rank__lte=3)),
        )
    )
    return rows.order_by("-people", *columns)
