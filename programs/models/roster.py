"""Lists of numbers that HR or a head uploads to enroll many people at once."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Account
from programs.models.batch import Batch


class RosterQuerySet(models.QuerySet["Roster"]):
    """The uploads' own questions."""

    def stale(self, now: datetime) -> Self:
        """Those that nobody confirmed in time."""
        return self.filter(applied_at__isnull=True, expires_at__lte=now)

    def visible_to(self, access: Access) -> Self:
        """HR sees all; others what they uploaded themselves."""
        return self if access.is_hr else self.filter(owner=access.account)


class Roster(models.Model):
    """One uploaded list with the outcome of each row; once applied, the numbers in it are gone."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="rosters", verbose_name=_("angkatan"))
    owner = models.ForeignKey(Account, models.PROTECT, related_name="rosters", verbose_name=_("pengunggah"))
    filename = models.CharField(_("nama berkas"), max_length=200)
    digest = models.CharField(_("sidik SHA-256"), max_length=64)
    lines = models.JSONField(_("baris yang dibaca"))
    outcomes = models.JSONField(_("hasil tiap baris"))
    created_at = models.DateTimeField(_("diunggah"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    applied_at = models.DateTimeField(_("diterapkan"), null=True, blank=True)
    applied_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("diterapkan oleh")
    )

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("daftar peserta unggahan")
        verbose_name_plural = _("daftar peserta unggahan")
        constraints = [
            models.CheckConstraint(
                name="roster_expires_later",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("Unggahan harus kedaluwarsa setelah dibuat."),
            ),
            models.CheckConstraint(
                name="roster_emptied_when_applied",
                condition=Q(applied_at__isnull=True) | Q(lines=[]),
                violation_error_message=_("Isi berkas dihapus setelah diterapkan."),
            ),
            models.CheckConstraint(
                name="roster_applied_by_somebody",
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                violation_error_message=_("Yang diterapkan mempunyai waktu dan orangnya."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
