"""Pieces of long work of many parts: each waiting, done, passed over, or failed with its reason."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where one piece of a run stands."""

    WAITING = "waiting", _("Menunggu giliran")
    DONE = "done", _("Selesai")
    PASSED_OVER = "passed_over", _("Dilewati")
    FAILED = "failed", _("Belum berhasil")


class RunTask(models.Model):
    """One piece of a run (`run`), and what came of it (`report`); both are the room's own columns."""

    state = models.CharField(_("keadaan"), max_length=12, choices=TaskState, default=TaskState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    reason = models.CharField(_("sebab"), max_length=300, blank=True)

    class Meta:
        abstract = True


def state_has_its_columns(name: str) -> models.CheckConstraint:
    """The constraint that what is done has its report, and what was passed over or failed its reason."""
    return models.CheckConstraint(
        name=name,
        condition=Q(state="waiting", report__isnull=True, reason="")
        | Q(state="done", report__isnull=False, reason="")
        | (Q(state__in=["passed_over", "failed"], report__isnull=True) & ~Q(reason="")),
        violation_error_message=_("Yang selesai mempunyai laporan; yang dilewati atau gagal, sebabnya."),
    )


def waiting_first(name: str) -> models.Index:
    """The index by which a worker finds the next piece."""
    return models.Index(name=name, fields=["run", "attempts", "id"], condition=Q(state="waiting"))
