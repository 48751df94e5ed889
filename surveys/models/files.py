"""Uploaded tables that wait for their confirmation, and how a unit's tables are read."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from surveys.models.answers import ImportedFile


class AnswerDraftQuerySet(models.QuerySet["AnswerDraft"]):
    """The uploads' own questions."""

    def stale(self, now: datetime) -> Self:
        """Those that nobody confirmed in time."""
        return self.filter(imported__isnull=True, expires_at__lte=now)


class AnswerDraft(models.Model):
    """A file that was sent but not taken in yet: its bytes until then, and how its columns are read."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="answer_drafts", verbose_name=_("unit kerja"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filename = models.CharField(_("berkas"), max_length=200)
    period_code = models.CharField(_("periode"), max_length=10)
    content = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("diunggah"))
    expires_at = models.DateTimeField(_("disimpan sampai"))
    imported = models.OneToOneField(ImportedFile, models.PROTECT, null=True, related_name="draft")

    objects = AnswerDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("unggahan jawaban")
        verbose_name_plural = _("unggahan jawaban")
        constraints = [
            models.CheckConstraint(
                name="answer_draft_content_until_imported",
                condition=Q(content__isnull=False, imported__isnull=True)
                | Q(content__isnull=True, imported__isnull=False),
                violation_error_message=_("Isi berkas disimpan sampai jawabannya dimasukkan, tidak lebih lama."),
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class ColumnPreset(models.Model):
    """How a unit's tables are read: by heading, remembered from the last file that was taken in."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="column_preset")
    mapping = models.JSONField()
    changed_at = models.DateTimeField(_("diubah"))

    class Meta:
        verbose_name = _("cara membaca tabel")
        verbose_name_plural = _("cara membaca tabel")

    def __str__(self) -> str:
        return str(self.unit_id)
