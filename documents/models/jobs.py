"""Long work with its progress, so that a person can wait for it or come back."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile
from people.access import Access

SILENT_AFTER = timedelta(minutes=10)
TRIES = 3


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Menunggu giliran")
    RUNNING = "running", _("Sedang dikerjakan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Belum berhasil")


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs in the domain's words."""

    def visible_to(self, access: Access) -> Self:
        """HR sees all; others those they started."""
        if access.is_hr:
            return self
        return self.filter(started_by=access.account)

    def silent(self, now: datetime) -> Self:
        """Running, but without a sign of life for ten minutes: their worker has died."""
        return self.filter(state=JobState.RUNNING, sign_of_life_at__lt=now - SILENT_AFTER)


class Job(models.Model):
    """One piece of long work: who asked, how far it is, what came out."""

    kind = models.CharField(_("jenis"), max_length=60)
    title = models.CharField(_("judul"), max_length=200)
    arguments = models.JSONField(_("bahan"), default=dict)
    state = models.CharField(_("keadaan"), max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(_("selesai"), default=0)
    total = models.PositiveIntegerField(_("seluruhnya"), default=0)
    message = models.CharField(_("keterangan"), max_length=300, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs", verbose_name=_("diminta oleh")
    )
    requested_at = models.DateTimeField(_("diminta"))
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    sign_of_life_at = models.DateTimeField(_("kabar terakhir"), null=True)
    finished_at = models.DateTimeField(_("berakhir"), null=True)
    result = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("hasil"))
    failure = models.TextField(_("sebab"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("pekerjaan")
        verbose_name_plural = _("pekerjaan")
        constraints = [
            models.CheckConstraint(
                name="job_done_within_total",
                condition=Q(done__lte=F("total")),
                violation_error_message=_("Bagian yang selesai tidak melebihi seluruhnya."),
            ),
            models.CheckConstraint(
                name="job_over_has_time",
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["waiting", "running"], finished_at__isnull=True),
                violation_error_message=_("Pekerjaan yang berakhir mempunyai waktu berakhir; yang lain tidak."),
            ),
            models.CheckConstraint(
                name="job_failed_has_cause",
                condition=(Q(state="failed") & ~Q(failure="")) | (~Q(state="failed") & Q(failure="")),
                violation_error_message=_("Pekerjaan yang belum berhasil, dan hanya itu, mempunyai sebab."),
            ),
            models.CheckConstraint(
                name="job_result_only_when_done",
                condition=Q(result__isnull=True) | Q(state="done"),
                violation_error_message=_("Hanya pekerjaan yang selesai mempunyai hasil."),
            ),
        ]
        indexes = [
            models.Index(name="job_unfinished", fields=["requested_at"], condition=Q(state__in=["waiting", "running"])),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Done or failed: nothing more will change by itself."""
        return self.state in (JobState.DONE, JobState.FAILED)
