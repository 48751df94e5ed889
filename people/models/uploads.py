"""Uploaded tables between the check that HR reads and the import that HR confirms."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.accounts import Account


class ImportKind(models.TextChoices):
    """What a table describes."""

    UNITS = "units", _("Unit kerja")
    EMPLOYEES = "employees", _("Pegawai")


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    """The uploads' own questions."""

    def waiting(self, now: datetime) -> Self:
        """Those that may still be confirmed."""
        return self.filter(applied_at__isnull=True, expires_at__gt=now)

    def stale(self, now: datetime) -> Self:
        """Those that nobody confirmed in time."""
        return self.filter(applied_at__isnull=True, expires_at__lte=now)


class ImportDraft(models.Model):
    """One uploaded table with the report of its check; once applied, only digest and report remain."""

    kind = models.CharField(_("jenis"), max_length=10, choices=ImportKind)
    owner = models.ForeignKey(Account, models.PROTECT, related_name="import_drafts", verbose_name=_("pengunggah"))
    filename = models.CharField(_("nama berkas"), max_length=200)
    content = models.BinaryField(_("isi"))
    digest = models.CharField(_("sidik SHA-256"), max_length=64)
    effective_on = models.DateField(_("berlaku mulai"))
    report = models.JSONField(_("hasil pemeriksaan"))
    created_at = models.DateTimeField(_("diunggah"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    applied_at = models.DateTimeField(_("diimpor"), null=True, blank=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("unggahan data")
        verbose_name_plural = _("unggahan data")
        constraints = [
            models.CheckConstraint(
                name="import_draft_expires_later",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("Unggahan harus kedaluwarsa setelah dibuat."),
            ),
            models.CheckConstraint(
                name="import_draft_emptied_when_applied",
                condition=Q(applied_at__isnull=True) | Q(content=b""),
                violation_error_message=_("Isi berkas dihapus setelah diimpor."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename
