"""Needs: a stated competency gap."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Employee, Unit
from programs.models.program import CompetencyKind


class Gap(models.IntegerChoices):
    """How far the competency is from what the work asks."""

    SMALL = 1, _("Kecil")
    MEDIUM = 2, _("Sedang")
    LARGE = 3, _("Besar")


class NeedQuerySet(models.QuerySet["Need"]):
    """Stated gaps."""

    def visible_to(self, access: Access) -> Self:
        """HR sees all; heads those of their units; others their own."""
        if access.is_hr:
            return self
        return self.filter(Q(unit_id__in=access.headed_unit_ids) | Q(employee_id=access.employee_id))

    def in_order(self) -> Self:
        """The ranked ones by their rank, then the others: the larger gap first, then the earlier stated."""
        return self.order_by(F("rank").asc(nulls_last=True), "-gap", "stated_at", "pk")


@pghistory.track()
class Need(models.Model):
    """A competency gap that an employee or a head stated (AKPK), by year."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="needs", verbose_name=_("pegawai"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="needs", verbose_name=_("unit kerja"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    kind = models.CharField(_("jenis kompetensi"), max_length=20, choices=CompetencyKind)
    competency = models.CharField(_("kompetensi"), max_length=200)
    gap = models.PositiveSmallIntegerField(_("kesenjangan"), choices=Gap)
    stated_at = models.DateTimeField(_("dinyatakan"))
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("dinyatakan oleh")
    )
    # Given by the unit's head: 1 is what the unit needs first; empty until ranked.
    rank = models.PositiveSmallIntegerField(_("peringkat"), null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kebutuhan")
        verbose_name_plural = _("kebutuhan")
        constraints = [
            # Checked at the end of each statement, so that one statement may put all into a new order.
            models.UniqueConstraint(
                name="need_rank_once",
                fields=["unit", "year", "rank"],
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("Peringkat ini sudah dipakai kebutuhan lain dari unit dan tahun yang sama."),
            ),
            models.CheckConstraint(
                name="need_rank_from_one",
                condition=Q(rank__isnull=True) | Q(rank__gte=1),
                violation_error_message=_("Peringkat dimulai dari 1."),
            ),
            models.CheckConstraint(
                name="need_gap_in_range",
                condition=Q(gap__range=(1, 3)),
                violation_error_message=_("Kesenjangan antara 1 dan 3."),
            ),
            models.CheckConstraint(
                name="need_year_in_range",
                condition=Q(year__range=(2020, 2100)),
                violation_error_message=_("Tahun kebutuhan antara 2020 dan 2100."),
            ),
            models.UniqueConstraint(
                name="need_stated_once",
                fields=["employee", "year", "competency"],
                violation_error_message=_("Kebutuhan ini sudah dinyatakan untuk tahun tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return self.competency
