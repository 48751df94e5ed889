"""What a plan contains: programs with their needs and cost lines, and what realises them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from people.models import Account
from programs.errors import PlanError
from programs.models import (
    CostKind,
    Need,
    Origin,
    Plan,
    PlannedChange,
    PlannedCost,
    PlannedNeed,
    PlannedProgram,
    PlannedState,
    Program,
)
from programs.models.planned import CONTENT
from programs.transitions import PLANNED_TRANSITIONS, may_move

Costs = Mapping[CostKind, int]


def add(
    *,
    planned: PlannedProgram,
    plan: Plan,
    costs: Costs,
    needs: Iterable[Need],
    by: Account | None,
    now: datetime,
) -> PlannedProgram:
    """Put a new program (unsaved) of HR's own into the plan; `costs` are rupiah by kind.

    Raises PlanError when the plan is frozen, or a rule of the tables refuses.
    """
    planned.state, planned.origin, planned.plan = PlannedState.PLANNED, Origin.HR, plan
    planned.proposed_by, planned.proposed_at = by, now
    with transaction.atomic(), refusing_with(PlanError):
        planned.save(force_insert=True)
        PlannedChange.objects.create(planned=planned, to_state=planned.state, by=by, at=now)
        _keep_parts(planned, costs, needs)
    return planned


def change(
    *, planned: PlannedProgram, costs: Costs, needs: Iterable[Need], by: Account | None, now: datetime
) -> PlannedProgram:
    """Keep a changed proposal or planned program with all its cost lines and needs; history keeps who and when.

    Raises PlanError when its plan is frozen, or a rule of the tables refuses.
    """
    with transaction.atomic(), refusing_with(PlanError):
        planned.save(update_fields=list(CONTENT))
        _keep_parts(planned, costs, needs)
    return planned


def drop(*, planned: PlannedProgram, reason: str, by: Account | None, now: datetime) -> PlannedProgram:
    """Take a program out of its plan; its row, needs and costs stay readable. Dropped twice, nothing more happens.

    Raises PlanError without a reason, or when the plan is frozen.
    """
    if planned.state == PlannedState.DROPPED:
        return planned
    return move(planned, PlannedState.DROPPED, by=by, now=now, reason=reason)


def restore(*, planned: PlannedProgram, by: Account | None, now: datetime) -> PlannedProgram:
    """Put a dropped program back into its plan; restored twice, nothing more happens.

    Raises PlanError when the plan is frozen, or contains the same title by now.
    """
    if planned.state == PlannedState.PLANNED:
        return planned
    if planned.state != PlannedState.DROPPED:
        raise PlanError(_("Usulan dijawab di halaman Usulan program, bukan dipulihkan."))
    return move(planned, PlannedState.PLANNED, by=by, now=now)


def realise(*, planned: PlannedProgram, program: Program | None, by: Account | None, now: datetime) -> PlannedProgram:
    """Say which program realises it (None: none yet); allowed at any time, also in a plan that is fixed.

    Raises PlanError when the same program already realises another one of the plan.
    """
    planned.program = program
    with transaction.atomic(), refusing_with(PlanError):
        planned.save(update_fields=["program"])
    return planned


def move(
    planned: PlannedProgram, to_state: str, *, by: Account | None, now: datetime, reason: str = ""
) -> PlannedProgram:
    """Bring a proposal or planned program to `to_state` with its trail; plan and quarter as set on it.

    Raises PlanError when the table knows no such step, somebody was faster, or a rule of the tables refuses.
    """
    before = planned.state
    if not may_move(PLANNED_TRANSITIONS, before, to_state):
        raise PlanError(
            _("“%(title)s” sudah berkeadaan “%(state)s”. Muat ulang halaman.")
            % {"title": planned.title, "state": planned.get_state_display()}
        )
    columns = {"state": to_state, "reason": reason.strip(), "plan": planned.plan, "quarter": planned.quarter}
    with transaction.atomic(), refusing_with(PlanError):
        # Conditional on the state we read: of two decisions at once only the first counts.
        if not PlannedProgram.objects.filter(pk=planned.pk, state=before).update(**columns):
            raise PlanError(
                _("“%(title)s” baru saja diubah orang lain. Muat ulang halaman.") % {"title": planned.title}
            )
        PlannedChange.objects.create(
            planned=planned, from_state=before, to_state=to_state, by=by, at=now, reason=reason.strip()
        )
    planned.refresh_from_db()
    return planned


def _keep_parts(planned: PlannedProgram, costs: Costs, needs: Iterable[Need]) -> None:
    """Make cost lines and needs what was given; lines that stay as they are are not touched."""
    PlannedCost.objects.filter(planned=planned).exclude(kind__in=list(costs)).delete()
    known = dict(PlannedCost.objects.filter(planned=planned).values_list("kind_id", "amount"))
    for kind, amount in costs.items():
        if known.get(kind.pk) != amount:
            PlannedCost.objects.update_or_create(planned=planned, kind=kind, defaults={"amount": amount})
    wanted = {need.pk for need in needs}
    answered = set(PlannedNeed.objects.filter(planned=planned).values_list("need_id", flat=True))
    PlannedNeed.objects.filter(planned=planned, need__in=answered - wanted).delete()
    PlannedNeed.objects.bulk_create(PlannedNeed(planned=planned, need_id=pk) for pk in sorted(wanted - answered))
