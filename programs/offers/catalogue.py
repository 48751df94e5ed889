"""The catalogue: what a visitor finds, and keeping a program in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from pembinaan.base.constraints import refusing_with
from people.models import Account
from programs.errors import ProgramError
from programs.models import Batch, Program, SeatMethod

# Leaves room for a number behind it within the column's 50 letters.
LONGEST_CODE = 45


@dataclass
class Run:
    """An open batch as the catalogue shows it; `refusals`: why one person cannot take it, on pages of that person."""

    pk: int
    number: int
    starts_on: date
    ends_on: date
    free: int
    waiting: int
    seats: int
    by_lot: bool
    by_need: bool
    refusals: list[str] = field(default_factory=list)


def cards(program_ids: Collection[int], now: datetime) -> dict[int, tuple[dict[str, Any], list[Run]]]:
    """What the catalogue shows of programs, as plain rows with their open batches, by program; two queries."""
    runs = open_runs(program_ids, now)
    columns = ("pk", "code", "title", "summary", "learning_hours", "training_type__name", "institution__name")
    rows = Program.objects.filter(pk__in=program_ids).order_by("pk").values(*columns)
    return {row["pk"]: (row, runs.get(row["pk"], [])) for row in rows}


def open_runs(program_ids: Iterable[int], now: datetime) -> dict[int, list[Run]]:
    """The open batches of programs, the next one first."""
    runs: defaultdict[int, list[Run]] = defaultdict(list)
    batches: Any = Batch.objects.open_for_enrollment(now).filter(program__in=list(program_ids)).with_counts()
    rows = batches.order_by("starts_on", "pk").values_list(
        "program_id", "pk", "number", "starts_on", "ends_on", "seats", "taken", "waiting", "seat_method"
    )
    for program_id, pk, number, starts_on, ends_on, seats, taken, waiting, method in rows:
        by_lot, by_need = method == SeatMethod.BY_LOT, method == SeatMethod.BY_NEED
        free = max(seats - taken, 0)
        runs[program_id].append(Run(pk, number, starts_on, ends_on, free, waiting, seats, by_lot, by_need))
    return runs


def free_code(title: str) -> str:
    """A code for a new program, made from its title, that no program has yet."""
    wished = slugify(title)[:LONGEST_CODE].strip("-") or "program"
    taken = set(Program.objects.filter(code__startswith=wished).values_list("code", flat=True))
    others = (f"{wished}-{number}" for number in count(2))
    return next(code for code in chain([wished], others) if code not in taken)


def keep_program(*, program: Program, by: Account | None, now: datetime) -> Program:
    """Keep a new or changed program; who and when is kept by the table's own history.

    Raises ProgramError when a rule of the table refuses it.
    """
    with transaction.atomic(), refusing_with(ProgramError):
        program.save()
    return program
