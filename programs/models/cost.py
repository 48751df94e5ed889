"""Money in whole rupiah: the planned lines of a planned program, and what its batches really cost."""

from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.batch import Batch
from programs.models.planned import PlannedProgram
from programs.triggers import PLANS_OF_PARTS, plan_is_frozen, stays

# A city's whole budget is near 10^12; whoever types more has slipped.
MOST_RUPIAH = 1_000_000_000_000


class CostKind(models.Model):
    """What money is spent on: fees, meals, travel; HR's own list."""

    code = models.SlugField(_("kode"), unique=True, max_length=30)
    name = models.CharField(_("nama"), max_length=100)
    position = models.PositiveSmallIntegerField(_("urutan"), default=100)
    in_use = models.BooleanField(_("dipakai"), default=True, help_text=_("Yang tidak dipakai tidak ditawarkan lagi."))

    class Meta:
        verbose_name = _("jenis biaya")
        verbose_name_plural = _("jenis biaya")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PlannedCost(models.Model):
    """A cost line of a planned program; one for each kind."""

    planned = models.ForeignKey(PlannedProgram, models.PROTECT, related_name="costs")
    kind = models.ForeignKey(CostKind, models.PROTECT, related_name="planned", verbose_name=_("jenis biaya"))
    amount = models.PositiveBigIntegerField(_("jumlah (Rp)"))

    class Meta:
        verbose_name = _("biaya rencana")
        verbose_name_plural = _("biaya rencana")
        constraints = [
            models.UniqueConstraint(
                name="planned_cost_once",
                fields=["planned", "kind"],
                violation_error_message=_("Jenis biaya ini sudah ada pada program itu."),
            ),
            models.CheckConstraint(
                name="planned_cost_in_range",
                condition=Q(amount__range=(1, MOST_RUPIAH)),
                violation_error_message=_("Biaya lebih dari Rp0 dan paling banyak Rp1 triliun."),
            ),
        ]
        triggers = [plan_is_frozen("planned_cost_frozen_with_its_plan", PLANS_OF_PARTS)]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class CostQuerySet(models.QuerySet["Cost"]):
    """What batches cost."""

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(voided_at__isnull=True)


class Cost(models.Model):
    """What a batch really cost, one line a payment. A wrong line is taken back with its reason and stays readable."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="costs", verbose_name=_("angkatan"))
    kind = models.ForeignKey(CostKind, models.PROTECT, related_name="costs", verbose_name=_("jenis biaya"))
    amount = models.PositiveBigIntegerField(_("jumlah (Rp)"))
    note = models.CharField(_("keterangan"), max_length=200, blank=True)
    spent_on = models.DateField(_("tanggal"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    at = models.DateTimeField(_("dicatat"), editable=False)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    voided_at = models.DateTimeField(_("ditarik"), null=True, editable=False)
    void_reason = models.CharField(_("alasan koreksi"), max_length=300, blank=True, editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", editable=False, verbose_name=_("menggantikan")
    )

    objects = CostQuerySet.as_manager()

    class Meta:
        verbose_name = _("biaya angkatan")
        verbose_name_plural = _("biaya angkatan")
        constraints = [
            models.CheckConstraint(
                name="cost_in_range",
                condition=Q(amount__range=(1, MOST_RUPIAH)),
                violation_error_message=_("Biaya lebih dari Rp0 dan paling banyak Rp1 triliun."),
            ),
            models.CheckConstraint(
                name="cost_voided_has_reason",
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                violation_error_message=_("Catatan biaya yang ditarik, dan hanya itu, mempunyai alasan."),
            ),
        ]
        indexes = [models.Index(name="cost_of_batch", fields=["batch"], condition=Q(voided_at__isnull=True))]
        triggers = [
            stays("cost_stays_as_written", "batch_id", "kind_id", "amount", "note", "spent_on", "at", "corrects_id"),
            pgtrigger.Protect(name="cost_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
