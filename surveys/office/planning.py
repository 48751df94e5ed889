"""A unit's improvement plans: making, changing, finishing with evidence, opening again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from documents.files import store
from documents.uploads import Checked, Upload, check
from notifications.outbox import withdraw
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.audit import acting
from people.models import Account, Unit
from surveys.models import Element, ImprovementPlan

EVIDENCE_KINDS = ("pdf", "jpg", "png")
EVIDENCE_MEGABYTES = 5


class PlanError(DomainError):
    """A plan is not kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a plan says: for which element, what is done, by which post, from when to when."""

    element: Element
    action: str
    responsible: str
    starts_on: date
    due_on: date


def make(*, unit: Unit, content: Content, by: Account | None) -> ImprovementPlan:
    """Make a plan; raises PlanError when the dates do not fit or the same action is planned already."""
    plan = ImprovementPlan(unit=unit)
    _fill(plan, content)
    with transaction.atomic(), acting(by, "make plan"), refusing_with(PlanError):
        plan.save()
    return plan


def change(*, plan: ImprovementPlan, content: Content, by: Account | None, now: datetime) -> ImprovementPlan:
    """Change a plan that is not done; reminders of another due day that were not sent are taken back.

    Raises PlanError when it is done, or what `make` refuses.
    """
    with transaction.atomic(), acting(by, "change plan"), refusing_with(PlanError):
        locked = _open_plan(plan)
        if locked.due_on != content.due_on:
            withdraw(prefix=f"plan:{plan.pk}:", now=now)
        _fill(locked, content)
        locked.save()
    return locked


def finish(
    *, plan: ImprovementPlan, done_on: date, evidence: str, file: Upload | None, by: Account | None, now: datetime
) -> ImprovementPlan:
    """Mark a plan as done on a day, with evidence in words or as a file.

    Raises PlanError when it is done already, without evidence, or on a day that has not come; UploadError when the
    file is no PDF or picture of at most five megabytes.
    """
    if done_on > city_day(now):
        raise PlanError(_("Tanggal selesai tidak boleh sesudah hari ini."))
    kept = check(upload=file, kinds=EVIDENCE_KINDS, most_megabytes=EVIDENCE_MEGABYTES) if file else None
    with transaction.atomic(), acting(by, "finish plan"), refusing_with(PlanError):
        locked = _open_plan(plan)
        locked.done_on, locked.evidence = done_on, evidence.strip()
        if kept:
            _attach(locked, kept, now)
        locked.save()
        withdraw(prefix=f"plan:{plan.pk}:", now=now)
    return locked


def reopen(*, plan: ImprovementPlan, by: Account | None) -> ImprovementPlan:
    """Open a plan again that was called done too early; its evidence stays. Raises PlanError when it is open."""
    with transaction.atomic(), acting(by, "reopen plan"):
        locked = _locked(plan)
        if locked.done_on is None:
            raise PlanError(_("Rencana ini belum selesai."))
        locked.done_on = None
        locked.save()
    return locked


def _attach(plan: ImprovementPlan, kept: Checked, now: datetime) -> None:
    plan.evidence_file = store(name=kept.name, content_type=kept.content_type, content=kept.content, now=now)


def _fill(plan: ImprovementPlan, content: Content) -> None:
    plan.element, plan.action, plan.responsible = content.element, content.action.strip(), content.responsible.strip()
    plan.starts_on, plan.due_on = content.starts_on, content.due_on


def _locked(plan: ImprovementPlan) -> ImprovementPlan:
    # The row's lock: of two who finish or change it at once, the second sees what the first did.
    return ImprovementPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)


def _open_plan(plan: ImprovementPlan) -> ImprovementPlan:
    locked = _locked(plan)
    if locked.done_on is not None:
        raise PlanError(_("Rencana ini sudah selesai. Buka kembali dahulu bila belum benar."))
    return locked
