"""The states of a batch and of an enrollment, and the only ways from one to another.

The database refuses every other step by triggers that are built from these tables.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchState(models.TextChoices):
    """Where a batch stands."""

    DRAFT = "draft", _("Disiapkan")
    OPEN = "open", _("Diumumkan")
    CLOSED = "closed", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


class EnrollmentState(models.TextChoices):
    """Where an application stands."""

    REQUESTED = "requested", _("Menunggu persetujuan")
    DECLINED = "declined", _("Ditolak")
    APPROVED = "approved", _("Disetujui, menunggu pembagian kursi")
    NOT_DRAWN = "not_drawn", _("Tidak terundi")
    CONFIRMED = "confirmed", _("Terdaftar")
    WAITING = "waiting", _("Daftar tunggu")
    OFFERED = "offered", _("Ditawari kursi")
    LAPSED = "lapsed", _("Tawaran lewat")
    CANCELLED = "cancelled", _("Dibatalkan")
    WITHDRAWING = "withdrawing", _("Mohon mundur")
    ATTENDED = "attended", _("Hadir")
    ABSENT = "absent", _("Tidak hadir")
    FINISHED = "finished", _("Selesai")
    NOT_FINISHED = "not_finished", _("Tidak memenuhi syarat")


Transitions = Mapping[str, frozenset[str]]

BATCH_TRANSITIONS: Transitions = {
    BatchState.DRAFT: frozenset({BatchState.OPEN, BatchState.CANCELLED}),
    BatchState.OPEN: frozenset({BatchState.CLOSED, BatchState.CANCELLED}),
    BatchState.CLOSED: frozenset({BatchState.OPEN}),
    BatchState.CANCELLED: frozenset(),
}

_S = EnrollmentState
# What closing a batch makes of its participants.
ENDS = (_S.FINISHED, _S.NOT_FINISHED, _S.ABSENT)
TRANSITIONS: Transitions = {
    _S.REQUESTED: frozenset({_S.DECLINED, _S.APPROVED, _S.CONFIRMED, _S.WAITING, _S.CANCELLED}),
    _S.APPROVED: frozenset({_S.CONFIRMED, _S.WAITING, _S.NOT_DRAWN, _S.CANCELLED}),
    _S.WAITING: frozenset({_S.OFFERED, _S.CANCELLED}),
    _S.OFFERED: frozenset({_S.CONFIRMED, _S.LAPSED, _S.CANCELLED}),
    _S.CONFIRMED: frozenset({_S.ATTENDED, _S.WITHDRAWING, _S.CANCELLED, *ENDS}),
    _S.ATTENDED: frozenset({_S.CONFIRMED, _S.WITHDRAWING, _S.CANCELLED, *ENDS}),
    _S.WITHDRAWING: frozenset({_S.CONFIRMED, _S.ATTENDED, _S.CANCELLED, *ENDS}),
    _S.FINISHED: frozenset({_S.CONFIRMED, _S.ATTENDED}),
    _S.NOT_FINISHED: frozenset({_S.CONFIRMED, _S.ATTENDED}),
    _S.ABSENT: frozenset({_S.CONFIRMED, _S.ATTENDED}),
    _S.NOT_DRAWN: frozenset(),
    _S.DECLINED: frozenset(),
    _S.LAPSED: frozenset(),
    _S.CANCELLED: frozenset(),
}

# Have a seat of their own in a batch that still runs.
ENROLLED = (_S.CONFIRMED, _S.ATTENDED, _S.WITHDRAWING)
# Promised a seat in a batch that still runs: their own, or offered with a deadline.
SEATED = (*ENROLLED, _S.OFFERED)
# Count towards a batch's minimum: a seat, an offered one, or the next share of seats.
COMING = (*SEATED, _S.APPROVED)
# Took part, or will: the people of a batch, before and after it closes.
PARTICIPANTS = (*ENROLLED, *ENDS)
# States that use up a seat, in a running or a closed batch.
HOLDING = (*SEATED, *ENDS)
# What an approval led to; approving again changes nothing.
APPROVED = (_S.APPROVED, _S.WAITING, *HOLDING)
# States after which the same person may apply again.
OVER = (_S.DECLINED, _S.NOT_DRAWN, _S.LAPSED, _S.CANCELLED)
# The only states that a closed batch knows.
ENDED = (*OVER, *ENDS)


def may_move(table: Transitions, before: str, after: str) -> bool:
    """Whether the table knows a step from state `before` to state `after`."""
    return after in table[before]


class PlanState(models.TextChoices):
    """Where a yearly plan stands."""

    DRAFT = "draft", _("Disusun")
    APPROVED = "approved", _("Ditetapkan")
    RUNNING = "running", _("Berjalan")
    CLOSED = "closed", pgettext_lazy("plan", "Ditutup")


class PlannedState(models.TextChoices):
    """Where a planned program stands: proposed by somebody, then in a plan or not."""

    PROPOSED = "proposed", _("Diusulkan")
    DECLINED = "declined", _("Ditolak")
    PLANNED = "planned", _("Direncanakan")
    DROPPED = "dropped", _("Dikeluarkan")


PLAN_TRANSITIONS: Transitions = {
    PlanState.DRAFT: frozenset({PlanState.APPROVED}),
    PlanState.APPROVED: frozenset({PlanState.RUNNING}),
    PlanState.RUNNING: frozenset({PlanState.CLOSED}),
    PlanState.CLOSED: frozenset({PlanState.RUNNING}),
}
# Declining and dropping can be taken back: a proposal may be wanted later after all.
PLANNED_TRANSITIONS: Transitions = {
    PlannedState.PROPOSED: frozenset({PlannedState.PLANNED, PlannedState.DECLINED}),
    PlannedState.DECLINED: frozenset({PlannedState.PLANNED}),
    PlannedState.PLANNED: frozenset({PlannedState.DROPPED}),
    PlannedState.DROPPED: frozenset({PlannedState.PLANNED}),
}
