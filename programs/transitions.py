"""The states of a batch and of an enrollment, and the only ways from one to another.

The database refuses every other step by triggers that are built from these tables.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    CONFIRMED = "confirmed", _("Terdaftar")
    WAITING = "waiting", _("Daftar tunggu")
    OFFERED = "offered", _("Ditawari kursi")
    LAPSED = "lapsed", _("Tawaran lewat")
    CANCELLED = "cancelled", _("Dibatalkan")
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
TRANSITIONS: Transitions = {
    _S.REQUESTED: frozenset({_S.DECLINED, _S.CONFIRMED, _S.WAITING, _S.CANCELLED}),
    _S.WAITING: frozenset({_S.OFFERED, _S.CANCELLED}),
    _S.OFFERED: frozenset({_S.CONFIRMED, _S.LAPSED, _S.CANCELLED}),
    _S.CONFIRMED: frozenset({_S.FINISHED, _S.NOT_FINISHED, _S.CANCELLED}),
    _S.FINISHED: frozenset({_S.CONFIRMED}),
    _S.NOT_FINISHED: frozenset({_S.CONFIRMED}),
    _S.DECLINED: frozenset(),
    _S.LAPSED: frozenset(),
    _S.CANCELLED: frozenset(),
}

# Promised a seat in a batch that still runs: confirmed, or offered with a deadline.
SEATED = (_S.CONFIRMED, _S.OFFERED)
# Took part, or will: the people of a batch, before and after it closes.
PARTICIPANTS = (_S.CONFIRMED, _S.FINISHED, _S.NOT_FINISHED)
# States that use up a seat, in a running or a closed batch.
HOLDING = (_S.CONFIRMED, _S.OFFERED, _S.FINISHED, _S.NOT_FINISHED)
# States after which the same person may apply again.
OVER = (_S.DECLINED, _S.LAPSED, _S.CANCELLED)


def may_move(table: Transitions, before: str, after: str) -> bool:
    """Whether the table knows a step from state `before` to state `after`."""
    return after in table[before]
