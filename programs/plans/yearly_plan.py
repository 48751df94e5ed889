"""The yearly plan from its making to its closing, and its stated revisions."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from people.models import Account
from programs.errors import PlanError
from programs.models import Plan, PlanChange, PlanRevision, PlanState
from programs.transitions import PLAN_TRANSITIONS, may_move


def open_year(*, year: int, by: Account | None, now: datetime) -> Plan:
    """Begin the plan of a calendar year as a draft; begun twice, the first one is returned.

    Raises PlanError for a year out of range.
    """
    with transaction.atomic(), refusing_with(PlanError):
        plan, made = Plan.objects.get_or_create(year=year)
        if made:
            PlanChange.objects.create(plan=plan, to_state=plan.state, by=by, at=now)
    return plan


def approve(*, plan: Plan, decree_number: str, decree_on: date, by: Account | None, now: datetime) -> Plan:
    """Fix the plan by the mayor's decision (number and day of the SK): from now on its contents are frozen.

    Fixed twice, nothing more happens. Raises PlanError for an empty plan or without a number.
    """
    with transaction.atomic(), refusing_with(PlanError):
        held = _hold(plan)
        if held.state == PlanState.APPROVED:
            return held
        if not held.planned.planned().exists():
            raise PlanError(_("Rencana ini masih kosong. Tambahkan dahulu paling sedikit satu program."))
        held.decree_number, held.decree_on = decree_number.strip(), decree_on
        return _move(held, PlanState.APPROVED, by=by, now=now)


def start(*, plan: Plan, by: Account | None, now: datetime) -> Plan:
    """Let a fixed plan run; started twice, nothing more happens. Raises PlanError from another state."""
    with transaction.atomic(), refusing_with(PlanError):
        held = _hold(plan)
        return held if held.state == PlanState.RUNNING else _move(held, PlanState.RUNNING, by=by, now=now)


def close(*, plan: Plan, by: Account | None, now: datetime) -> Plan:
    """End a running plan; ended twice, nothing more happens. Raises PlanError while a revision is open."""
    with transaction.atomic(), refusing_with(PlanError):
        held = _hold(plan)
        if held.state == PlanState.CLOSED:
            return held
        if open_revision(held) is not None:
            raise PlanError(_("Masih ada perubahan rencana yang terbuka. Kunci dahulu, lalu tutup rencananya."))
        return _move(held, PlanState.CLOSED, by=by, now=now)


def reopen(*, plan: Plan, reason: str, by: Account | None, now: datetime) -> Plan:
    """Let a closed plan run again, with the reason. Raises PlanError without one, or from another state."""
    if not reason.strip():
        raise PlanError(_("Tuliskan alasan rencana dibuka kembali."))
    with transaction.atomic(), refusing_with(PlanError):
        held = _hold(plan)
        return (
            held if held.state == PlanState.RUNNING else _move(held, PlanState.RUNNING, by=by, now=now, reason=reason)
        )


def revise(*, plan: Plan, reason: str, decree_number: str = "", by: Account | None, now: datetime) -> PlanRevision:
    """Open a revision of a fixed or running plan, with its reason and, if there is one, the number of its own SK.

    Returns the open revision when there is one. Raises PlanError without a reason, or when the plan has none to revise.
    """
    with transaction.atomic(), refusing_with(PlanError):
        held = _hold(plan)
        if held.state not in {PlanState.APPROVED, PlanState.RUNNING}:
            raise PlanError(_("Hanya rencana yang ditetapkan atau berjalan yang diubah dengan cara ini."))
        last = held.revisions.aggregate(last=Max("number"))["last"] or 0
        return open_revision(held) or PlanRevision.objects.create(
            plan=held, number=last + 1, reason=reason.strip(), decree_number=decree_number.strip(), by=by, at=now
        )


def end_revision(*, plan: Plan, by: Account | None, now: datetime) -> None:
    """Freeze the plan again; without an open revision nothing happens."""
    with transaction.atomic():
        _hold(plan)
        PlanRevision.objects.filter(plan=plan, ended_at__isnull=True).update(ended_at=now, ended_by=by)


def open_revision(plan: Plan) -> PlanRevision | None:
    """The revision during which the plan's contents may be changed, if any."""
    return plan.revisions.filter(ended_at__isnull=True).first()


def is_editable(plan: Plan) -> bool:
    """Whether the plan's contents may be changed now."""
    return plan.state == PlanState.DRAFT or open_revision(plan) is not None


def _hold(plan: Plan) -> Plan:
    """Lock the plan; whoever changes what it contains holds it FOR SHARE, so no change slips past its freezing."""
    return Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)


def _move(plan: Plan, to_state: str, *, by: Account | None, now: datetime, reason: str = "") -> Plan:
    before = plan.state
    if not may_move(PLAN_TRANSITIONS, before, to_state):
        raise PlanError(
            _("Rencana %(year)d sekarang berkeadaan “%(state)s”, jadi langkah ini tidak ada. Muat ulang halaman.")
            % {"year": plan.year, "state": plan.get_state_display()}
        )
    plan.state = to_state
    plan.save(update_fields=["state", "decree_number", "decree_on"])
    PlanChange.objects.create(plan=plan, from_state=before, to_state=to_state, by=by, at=now, reason=reason.strip())
    return plan
