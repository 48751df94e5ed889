"""What training cost, read for a report: payments that stand, the plan, and how many units were trained."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Sum

from evaluations.impact.rules import DEFAULT
from evaluations.models import ImpactRun
from evaluations.panel import exposures_before
from programs.models import Batch, BatchState, Cost, Plan
from programs.plans.realisation import Line, realisation_of


@dataclass(frozen=True, slots=True)
class Spent:
    """What a whole program has cost until the day that its effect was estimated up to, and how much is on record."""

    rupiah: int
    batches: int
    recorded: int
    trained_units: int


def kinds_of(batch_ids: Iterable[int]) -> dict[str, int]:
    """What the batches' money was spent on: kind → rupiah, most first; one query."""
    spent = Cost.objects.standing().filter(batch_id__in=list(batch_ids)).order_by().values("kind__name")
    sums = spent.annotate(n=Sum("amount")).values_list("kind__name", "n")
    return {name: int(total) for name, total in sorted(sums, key=lambda each: (-each[1], each[0]))}


def spent_on_programs(program_ids: Iterable[int], run: ImpactRun | None) -> dict[int, Spent]:
    """What each program cost for how many trained units, from the batches that ended before the run's months did.

    A unit counts as trained by the rule of the estimate: from the share of its serving staff that `Rules.threshold`
    names. Six queries, none without a run.
    """
    if run is None:
        return {}
    batches: defaultdict[int, list[int | None]] = defaultdict(list)
    closed = Batch.objects.filter(program_id__in=list(program_ids), state=BatchState.CLOSED, ends_on__lt=run.until)
    sums = _standing(closed.values("pk"))
    for pk, program in closed.order_by("pk").values_list("pk", "program_id"):
        batches[program].append(sums.get(pk))
    units = _trained_units(run.until)
    return {
        program: Spent(
            sum(each or 0 for each in found), len(found), sum(each is not None for each in found), units.get(program, 0)
        )
        for program, found in batches.items()
    }


def plan_of(year: int) -> Line | None:
    """The year's plan against what became of it, in total; None without a plan. Six queries."""
    plan = Plan.objects.filter(year=year).first()
    return realisation_of(plan).total if plan else None


def _standing(batches: Any) -> Mapping[int, int]:
    spent = Cost.objects.standing().filter(batch__in=batches).order_by().values("batch_id")
    return {batch: int(total) for batch, total in spent.annotate(n=Sum("amount")).values_list("batch_id", "n")}


def _trained_units(until: date) -> dict[int, int]:
    series, exposures = exposures_before(until=until)
    unit_ids = np.array([each.unit_id for each in series])
    return {
        program: len(set(unit_ids[(exposure.share >= DEFAULT.threshold).any(axis=1)].tolist()))
        for program, exposure in exposures.items()
    }
