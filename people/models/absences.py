"""Heads who are away, and the deputies who decide in their place."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models.accounts import Account
from people.models.employees import Employee


class AbsenceReason(models.TextChoices):
    """Why a head cannot decide."""

    LEAVE = "leave", _("Cuti")
    TRAVEL = "travel", _("Dinas luar")
    SICK = "sick", _("Sakit")
    OTHER = "other", _("Lainnya")


class AbsenceQuerySet(DatedQuerySet):
    """Who is away, and who stands in."""

    def in_force(self, day: date) -> Self:
        """Those that hold on the city's day `day` and were not taken back."""
        return self.on(day).filter(withdrawn_at__isnull=True)

    def to_come(self, day: date) -> Self:
        """Those in force on `day` or later, the earliest first."""
        return self.not_over(day).filter(withdrawn_at__isnull=True).order_by("starts_on", "pk")


@pghistory.track()
class Absence(Dated):
    """A head is away from a day to a day. With a deputy, head and deputy both decide; without one, the next one up."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="absences", verbose_name=_("kepala"))
    deputy = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="deputyships", verbose_name=_("wakil")
    )
    reason = models.CharField(_("keperluan"), max_length=10, choices=AbsenceReason)
    recorded_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("dicatat oleh")
    )
    recorded_at = models.DateTimeField(_("dicatat"))
    withdrawn_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("kepala tidak di tempat")
        verbose_name_plural = _("kepala tidak di tempat")
        constraints = [
            dates_in_order("absence_dates_in_order"),
            never_overlapping(
                "absence_one_at_a_time",
                "employee",
                condition=Q(withdrawn_at__isnull=True),
                message=_("Pada tanggal itu sudah tercatat tidak di tempat. Akhiri atau batalkan dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="absence_has_end",
                condition=Q(ends_on__isnull=False),
                violation_error_message=_("Isi sampai tanggal berapa."),
            ),
            models.CheckConstraint(
                name="absence_deputy_is_another",
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("employee")),
                violation_error_message=_("Wakil harus orang lain."),
            ),
        ]
        indexes = [models.Index(name="absence_deputy_dates", fields=["deputy", "starts_on", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.employee} · {self.get_reason_display()}"
