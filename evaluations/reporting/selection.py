"""Which batches and whose people a report counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from evaluations.reporting.scopes import Scope, ScopeKind
from people.models import Unit
from programs.models import Batch, BatchState, Enrollment
from programs.transitions import ENDS


@dataclass(frozen=True, slots=True)
class Run:
    """A closed batch with its program."""

    pk: int
    number: int
    program_id: int
    code: str
    title: str
    hours: str
    partner: str
    starts_on: date
    ends_on: date
    seats: int

    @property
    def name(self) -> str:
        """The batch as a list of several programs names it."""
        return f"{self.title}, angkatan {self.number}"


@dataclass(frozen=True, slots=True)
class Place:
    """The unit of a report: with those below it, and those that were merged into one of them."""

    unit: Unit
    below: int
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a report counts: its batches, and whose people (`unit_ids`; None: everybody's)."""

    scope: Scope
    runs: tuple[Run, ...]
    unit_ids: frozenset[int] | None
    place: Place | None = None

    @property
    def batch_ids(self) -> list[int]:
        """The batches' keys."""
        return [run.pk for run in self.runs]

    @property
    def program_ids(self) -> list[int]:
        """The programs' keys, each once, in the order of their titles."""
        return list(dict.fromkeys(run.program_id for run in sorted(self.runs, key=lambda run: (run.title, run.pk))))

    @property
    def groups(self) -> dict[int, str]:
        """What the report's tables have a line for: batches within one program, else programs; key → name."""
        if self.is_one_program:
            return {run.pk: f"Angkatan {run.number}" for run in self.runs}
        return {run.program_id: run.title for run in sorted(self.runs, key=lambda run: (run.title, run.pk))}

    @property
    def is_one_program(self) -> bool:
        """Whether lines are batches."""
        return self.scope.kind in (ScopeKind.BATCH, ScopeKind.PROGRAM)

    def group_of(self, run: Run) -> int:
        """The line that a batch belongs to."""
        return run.pk if self.is_one_program else run.program_id


def select(scope: Scope, day: date) -> Selection:
    """The closed batches of a scope that ended by the city's day `day`, in order of their end; at most four queries."""
    place, unit_ids = None, None
    if scope.kind is ScopeKind.UNIT:
        place, unit_ids = _place(scope.key)
    elif scope.kind is ScopeKind.SECTOR:
        unit_ids = frozenset(Unit.objects.filter(sector__code=scope.key).order_by().values_list("pk", flat=True))
    runs = _runs(_batches(scope, unit_ids).filter(state=BatchState.CLOSED, ends_on__lte=day))
    return Selection(scope, runs, unit_ids, place)


def _batches(scope: Scope, unit_ids: frozenset[int] | None) -> QuerySet[Batch]:
    if scope.kind is ScopeKind.BATCH:
        return Batch.objects.filter(pk=int(scope.key))
    batches = Batch.objects.filter(ends_on__range=(scope.first, scope.last))
    if scope.kind is ScopeKind.PROGRAM:
        return batches.filter(program__code=scope.key)
    if scope.kind is ScopeKind.PARTNER:
        return batches.filter(program__institution__code=scope.key)
    if unit_ids is not None:
        took_part = Enrollment.objects.filter(unit_id__in=unit_ids, state__in=ENDS).values("batch")
        return batches.filter(pk__in=took_part)
    return batches


def _runs(batches: QuerySet[Batch]) -> tuple[Run, ...]:
    columns = ("pk", "number", "program_id", "program__code", "program__title", "program__learning_hours")
    rest = ("program__institution__name", "starts_on", "ends_on", "seats")
    rows = batches.order_by("ends_on", "pk").values_list(*columns, *rest)
    return tuple(
        Run(pk, number, program, code, title, str(hours), partner or "", starts_on, ends_on, seats)
        for pk, number, program, code, title, hours, partner, starts_on, ends_on, seats in rows
    )


def _place(code: str) -> tuple[Place, frozenset[int]]:
    unit = Unit.objects.select_related("sector", "merged_into").get(code=code)
    below = set(Unit.objects.subtree_ids(unit))
    merged: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    into = Unit.objects.filter(Q(merged_into__isnull=False)).order_by("name", "pk")
    for pk, name, successor in into.values_list("pk", "name", "merged_into_id"):
        merged[successor].append((pk, name))
    names: list[str] = []
    waiting, found = sorted(below), set(below)
    while waiting:
        for pk, name in merged[waiting.pop()]:
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
                names.append(name)
    return Place(unit, len(below) - 1, tuple(sorted(names))), frozenset(found)
