"""Proposals for a yearly plan: from HR, from partners, from the evaluation's estimates."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Institution
from pembinaan.base.constraints import refusing_with
from people.models import Account, Unit
from programs.errors import PlanError
from programs.models import (
    Need,
    Origin,
    Plan,
    PlannedChange,
    PlannedNeed,
    PlannedProgram,
    PlannedState,
    Program,
    TrainingType,
)
from programs.offers.catalogue import free_code, keep_program
from programs.plans import plan_messages
from programs.plans.planned import move, realise


class ProposalFacts(TypedDict):
    """What a proposal says of the program; `estimated_cost` is in rupiah."""

    title: str
    training_type: TrainingType
    competency: str
    learning_hours: Decimal
    target_group: str
    people: int
    rationale: NotRequired[str]
    institution: NotRequired[Institution | None]
    agency: NotRequired[Unit | None]
    quarter: NotRequired[int | None]
    target_elements: NotRequired[Iterable[str]]
    days: NotRequired[int | None]
    estimated_cost: NotRequired[int | None]


def propose(
    *, origin: str, needs: Iterable[Need] = (), by: Account | None, now: datetime, **facts: Unpack[ProposalFacts]
) -> PlannedProgram:
    """Propose a program that HR accepts into a plan or declines; HR is told.

    `origin` is one of `Origin`; a partner's proposal names its `institution`. The same title proposed again by the
    same origin before it was answered returns the first proposal.

    Raises PlanError when a rule of the tables refuses.
    """
    tidy = {"title": facts["title"].strip(), "target_elements": list(facts.get("target_elements", ()))}
    proposal = PlannedProgram(origin=origin, **{**facts, **tidy})
    return _unanswered_like(proposal) or _keep(proposal, needs, by=by, now=now)


def _unanswered_like(proposal: PlannedProgram) -> PlannedProgram | None:
    same = PlannedProgram.objects.filter(state=PlannedState.PROPOSED, origin=proposal.origin, title=proposal.title)
    return same.filter(institution=proposal.institution_id).first()


def _keep(proposal: PlannedProgram, needs: Iterable[Need], *, by: Account | None, now: datetime) -> PlannedProgram:
    if proposal.origin == Origin.PARTNER and proposal.institution_id is None:
        raise PlanError(_("Usulan mitra menyebut lembaganya."))
    proposal.state, proposal.proposed_by, proposal.proposed_at = PlannedState.PROPOSED, by, now
    with transaction.atomic(), refusing_with(PlanError):
        proposal.save(force_insert=True)
        PlannedChange.objects.create(planned=proposal, to_state=proposal.state, by=by, at=now)
        PlannedNeed.objects.bulk_create(PlannedNeed(planned=proposal, need=need) for need in needs)
        plan_messages.proposed(proposal, now=now)
    return proposal


def accept(
    *,
    planned: PlannedProgram,
    plan: Plan,
    quarter: int,
    make_program: bool = False,
    by: Account | None,
    now: datetime,
) -> PlannedProgram:
    """Put a proposal, also one that was declined, into a plan; the proposer is told. Twice: nothing more happens.

    `make_program` also makes the program that realises it, hidden from the catalogue until HR shows it.
    Raises PlanError when the plan is frozen or contains the title already.
    """
    if planned.state == PlannedState.PLANNED and planned.plan_id == plan.pk:
        return planned
    planned.plan, planned.quarter = plan, quarter
    with transaction.atomic():
        moved = move(planned, PlannedState.PLANNED, by=by, now=now)
        if make_program and moved.program is None:
            realise(planned=moved, program=_draft_of(moved, by=by, now=now), by=by, now=now)
        plan_messages.answered(moved, by=by, now=now)
    return moved


def _draft_of(planned: PlannedProgram, *, by: Account | None, now: datetime) -> Program:
    program = Program(
        code=free_code(planned.title),
        title=planned.title,
        summary=planned.rationale,
        training_type=planned.training_type,
        competency=planned.competency,
        learning_hours=planned.learning_hours,
        institution=planned.institution,
        target_elements=planned.target_elements,
    )
    return keep_program(program=program, by=by, now=now)


def decline(*, planned: PlannedProgram, reason: str, by: Account | None, now: datetime) -> PlannedProgram:
    """Decline a proposal; the proposer is told why. Twice: nothing more happens.

    Raises PlanError without a reason, or when it was accepted meanwhile.
    """
    if planned.state == PlannedState.DECLINED:
        return planned
    with transaction.atomic():
        moved = move(planned, PlannedState.DECLINED, by=by, now=now, reason=reason)
        plan_messages.answered(moved, by=by, now=now)
    return moved
